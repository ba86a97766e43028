//! The log as tlog-tiles serves it: hash tiles and entry bundles.

use mingbai_shared::register::{BUNDLE_ENTRIES, bundle};
use tlog_tiles::Tile;
use worker::{Response, SqlStorage};

use super::{Body, Stored, broken, immutable, parsed, size};
use crate::problem::Problem;
use crate::storage::{integer, rows};

/// A bundle of entries.
pub fn entries(sql: &SqlStorage, index: &[&str]) -> Result<Response, Problem> {
    let (number, width) = tile_number(index).ok_or_else(Problem::not_found)?;
    let first = number.checked_mul(BUNDLE_ENTRIES).ok_or_else(Problem::not_found)?;
    let end = first
        .checked_add(width.into())
        .filter(|end| *end <= size(sql).unwrap_or_default())
        .ok_or_else(Problem::not_found)?;
    let found: Vec<Body> = rows(
        sql,
        "SELECT body FROM entries WHERE number >= ? AND number < ? ORDER BY number",
        vec![integer(first), integer(end)],
    )?;
    let bytes = bundle(found.iter().map(|entry| entry.body.as_bytes())).map_err(|_| Problem::internal())?;
    immutable(bytes, "application/octet-stream")
}

/// A tile of hashes.
pub fn tile(sql: &SqlStorage, level: &str, index: &[&str]) -> Result<Response, Problem> {
    // 256^7 entries are beyond every log.
    let level = parsed(level).filter(|level| *level < 7u8).ok_or_else(Problem::not_found)?;
    let (number, width) = tile_number(index).ok_or_else(Problem::not_found)?;
    let available = size(sql)? >> (8 * u32::from(level));
    let fits = number
        .checked_mul(BUNDLE_ENTRIES)
        .and_then(|first| first.checked_add(width.into()))
        .is_some_and(|end| end <= available);
    if !fits {
        return Err(Problem::not_found());
    }
    let data = Tile::new(8, level, number, width, false).read_data(&Stored(sql)).map_err(broken)?;
    immutable(data, "application/octet-stream")
}

/// `000.p/27` and `x001/x234/067` as number and width; none where it is not written as the specification says.
fn tile_number(index: &[&str]) -> Option<(u64, u32)> {
    // Of a tile of no width, however that is written, the crate makes a panic, and a panic would leave the request unanswered.
    if let [.., partial, width] = index
        && partial.ends_with(".p")
        && !(width.starts_with(|first| matches!(first, '1'..='9')) && width.bytes().all(|digit| digit.is_ascii_digit()))
    {
        return None;
    }
    let tile = Tile::from_path(&format!("tile/8/0/{}", index.join("/"))).ok()?;
    Some((tile.level_index(), tile.width()))
}

#[cfg(test)]
mod tests {
    use super::tile_number;

    #[test]
    fn numbers_are_read_as_the_specification_writes_them() {
        assert_eq!(tile_number(&["000"]), Some((0, 256)));
        assert_eq!(tile_number(&["000.p", "27"]), Some((0, 27)));
        assert_eq!(tile_number(&["x001", "x234", "067"]), Some((1_234_067, 256)));
        for wrong in [&[""][..], &["0"], &["000.p"], &["x000", "001"], &["-01"], &["+01"], &["000.p", "1", "1"], &[]] {
            assert_eq!(tile_number(wrong), None, "{wrong:?}");
        }
        for width in ["0", "00", "000", "+0", "-0", "+1", "01", "256", "4294967297", "1 ", "", "一"] {
            assert_eq!(tile_number(&["000.p", width]), None, "{width:?}");
            assert_eq!(tile_number(&["x001", "000.p", width]), None, "{width:?}");
        }
    }
}
