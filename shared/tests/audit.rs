//! The audit of a record, on records that another library lays out.

#[path = "command_line/record.rs"]
mod record;

use std::convert::Infallible;

use mingbai_shared::register::audit::{Audited, CHECKPOINT, Files, Stopped, audit};
use record::{Record, keys, lay_out};

/// A record in memory.
struct Held(Record);

impl Files for Held {
    type Error = Infallible;

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.0.get(path).cloned())
    }
}

fn found(record: &Record, key: &str, since: Option<&[u8]>) -> Result<Audited, (&'static str, String)> {
    audit(&mut Held(record.clone()), key, since).map_err(|stopped| match stopped {
        Stopped::Wrong(wrong) => (wrong.code(), wrong.to_string()),
        Stopped::Files(never) => match never {},
    })
}

#[test]
fn a_record_of_any_size_is_accepted_as_another_library_lays_it_out() {
    let (signing, verifying) = keys();
    for size in [1, 2, 3, 22, 255, 256, 257, 513, 700] {
        let audited = found(&lay_out(size, &signing, ""), &verifying, None).unwrap();
        assert_eq!((audited.checkpoint.size(), audited.packs, audited.unknown), (size, size, 0));
    }
}

#[test]
fn a_changed_byte_is_found_in_whatever_file_it_stands() {
    let (signing, verifying) = keys();
    let whole = lay_out(259, &signing, "");
    // All but most of the packs, which are all alike.
    let all_alike = whole.keys().filter(|path| path.starts_with("pack/")).skip(3).cloned().collect::<Vec<_>>();
    for path in whole.keys().filter(|path| !all_alike.contains(path)) {
        let bytes = &whole[path];
        for at in [0, bytes.len() / 2, bytes.len() - 1] {
            let mut changed = whole.clone();
            changed.get_mut(path).unwrap()[at] ^= 1;
            let (code, said) = found(&changed, &verifying, None).unwrap_err();
            let expected: &[&str] = match path.as_str() {
                CHECKPOINT => &["checkpoint_refused", "record_changed", "rolled_back", "missing"],
                path if path.starts_with("pack/") => &["pack_changed"],
                path if path.contains("entries") => &["entry_changed", "bundle_damaged"],
                _ => &["tile_changed"],
            };
            assert!(expected.contains(&code), "{path} at {at}: {code}, {said}");
        }
        let mut lacking = whole.clone();
        lacking.remove(path);
        assert_eq!(found(&lacking, &verifying, None).unwrap_err(), ("missing", format!("{path} is missing")));
    }
}

#[test]
fn the_entry_that_was_changed_is_named() {
    let (signing, verifying) = keys();
    let mut changed = lay_out(300, &signing, "");
    let path = "log/tile/entries/001.p/44";
    let other = lay_out(300, &signing, "改")[path].clone();
    changed.insert(path.into(), other);
    assert_eq!(found(&changed, &verifying, None).unwrap_err().1, "entry 256 is not the one that was signed");
}

#[test]
fn a_fork_and_a_roll_back_are_told_from_growth() {
    let (signing, verifying) = keys();
    let [long, short, other] = [(40, ""), (30, ""), (30, "另")].map(|(size, salt)| lay_out(size, &signing, salt));
    let note = |record: &Record| record[CHECKPOINT].clone();
    assert!(found(&long, &verifying, Some(&note(&short))).is_ok());
    assert_eq!(found(&long, &verifying, Some(&note(&other))).unwrap_err().0, "fork");
    assert_eq!(found(&short, &verifying, Some(&note(&long))).unwrap_err().0, "rolled_back");
    let (_, somebody) = keys();
    assert_eq!(found(&long, &somebody, None).unwrap_err().0, "checkpoint_refused");
    assert_eq!(found(&long, "no key", None).unwrap_err().0, "not_a_key");
}
