//! The audit of a record, on records that another library lays out.

#[path = "command_line/record.rs"]
mod record;

use std::convert::Infallible;

use mingbai_shared::register::audit::{Audited, CHECKPOINT, Files, Since, Stopped, audit};
use mingbai_shared::register::log_keys;
use record::{Record, keys, lay_out};

/// A record in memory.
struct Held(Record);

impl Files for Held {
    type Error = Infallible;

    fn get(&mut self, path: &str) -> Result<Option<Vec<u8>>, Infallible> {
        Ok(self.0.get(path).cloned())
    }
}

fn found(record: &Record, key: &str, since: Option<Since<'_>>) -> Result<Audited, (&'static str, String)> {
    audit(&mut Held(record.clone()), &log_keys(key).unwrap(), since).map_err(|stopped| match stopped {
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
    let known = log_keys(&verifying).unwrap();
    let since = |record: &Record, earlier: &Record| {
        let note = note(earlier);
        let signed = found(record, &verifying, Some(Since::Signed { note: &note, keys: &known })).map_err(|why| why.0);
        let remembered = found(record, &verifying, Some(Since::Remembered(&note))).map_err(|why| why.0);
        assert_eq!(signed, remembered);
        signed.map(|audited| audited.checkpoint.size())
    };
    assert_eq!(since(&long, &short), Ok(40));
    assert_eq!(since(&long, &other), Err("fork"));
    assert_eq!(since(&short, &long), Err("rolled_back"));
    let (_, somebody) = keys();
    assert_eq!(found(&long, &somebody, None).unwrap_err().0, "checkpoint_refused");
}

#[test]
fn after_a_change_of_key_the_old_one_is_believed_for_what_it_signed_before_and_no_longer_for_today() {
    let ((old, old_public), (new, new_public)) = (keys(), keys());
    let (before, today, forged) = (lay_out(3, &old, ""), lay_out(5, &new, ""), lay_out(6, &old, ""));
    let old_keys = log_keys(&old_public).unwrap();
    let (seen, by_old) = (&before[CHECKPOINT], Since::Signed { note: &before[CHECKPOINT], keys: &old_keys });
    let by_new = log_keys(&new_public).unwrap();
    assert!(found(&today, &new_public, Some(by_old)).is_ok());
    assert!(found(&today, &new_public, Some(Since::Remembered(seen))).is_ok());
    let unsigned = found(&today, &new_public, Some(Since::Signed { note: seen, keys: &by_new })).unwrap_err();
    assert_eq!(unsigned.1, "what was seen earlier is refused: the checkpoint is not signed by the district");
    assert_eq!(found(&forged, &new_public, Some(by_old)).unwrap_err().0, "checkpoint_refused");

    // One's own memory is of one log all the same, and a memory that is gone is not taken for none.
    let (elsewhere, elsewhere_public) = signed_note::generate_key(&mut rand_core::OsRng, "elsewhere.example/log");
    let other = lay_out(5, &elsewhere, "");
    for (record, key, memory) in [(&other, &elsewhere_public, seen.as_slice()), (&today, &new_public, b"")] {
        assert_eq!(found(record, key, Some(Since::Remembered(memory))).unwrap_err().0, "checkpoint_refused");
    }
}
