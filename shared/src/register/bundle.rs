//! Entry bundles of tlog-tiles: up to 256 entries, each after its length in two bytes, big endian.

use thiserror::Error;

/// How many entries a full bundle holds.
pub const BUNDLE_ENTRIES: u64 = 256;

/// Bytes that are no bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BundleError {
    /// They end inside an entry.
    #[error("the bundle ends inside its entry {0}")]
    Truncated(usize),
    /// An entry is longer than its length can say.
    #[error("an entry of {0} bytes does not fit a bundle")]
    EntryTooLong(usize),
}

/// Writes a bundle.
pub fn bundle<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| BundleError::EntryTooLong(entry.len()))?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry);
    }
    Ok(bytes)
}

/// Reads a bundle back into its entries.
pub fn read_bundle(mut bytes: &[u8]) -> Result<Vec<&[u8]>, BundleError> {
    let mut entries = Vec::new();
    while !bytes.is_empty() {
        let cut = || BundleError::Truncated(entries.len());
        let (length, rest) = bytes.split_first_chunk::<2>().ok_or_else(cut)?;
        let (entry, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into()).ok_or_else(cut)?;
        entries.push(entry);
        bytes = rest;
    }
    Ok(entries)
}

/// The address of the bundle that holds entry `index` in a log of `size` entries, below `/log/tile/entries/`.
pub fn bundle_path(index: u64, size: u64) -> String {
    let number = index / BUNDLE_ENTRIES;
    tile_path(number, size.saturating_sub(number * BUNDLE_ENTRIES).min(BUNDLE_ENTRIES))
}

/// A tile's number and width as the specification writes them: `x001/x234/067`, `000.p/27`.
pub(super) fn tile_path(number: u64, width: u64) -> String {
    let mut path = format!("{:03}", number % 1000);
    let mut rest = number / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    if width < BUNDLE_ENTRIES {
        path.push_str(&format!(".p/{width}"));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_those_of_the_specification() {
        // c2sp.org/tlog-tiles gives index 1234067 as x001/x234/067.
        assert_eq!(bundle_path(1_234_067 * 256, u64::MAX), "x001/x234/067");
        assert_eq!(bundle_path(0, 27), "000.p/27");
        assert_eq!(bundle_path(255, 256), "000");
        assert_eq!(bundle_path(256, 257), "001.p/1");
    }

    #[test]
    fn a_cut_bundle_is_refused() {
        let whole = bundle([b"one".as_slice(), b"two"]).unwrap();
        assert_eq!(read_bundle(&whole).unwrap(), [b"one", b"two"]);
        assert_eq!(read_bundle(&whole[..whole.len() - 1]), Err(BundleError::Truncated(1)));
        assert_eq!(read_bundle(&whole[..1]), Err(BundleError::Truncated(0)));
    }

    proptest! {
        #[test]
        fn bundles_hold_any_entries(entries in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..40), 0..20)) {
            let bytes = bundle(entries.iter().map(Vec::as_slice)).unwrap();
            prop_assert_eq!(read_bundle(&bytes).unwrap(), entries);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = read_bundle(&bytes);
        }
    }
}
