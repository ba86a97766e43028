//! Proofs of single documents, on records that another library lays out.

#[path = "command_line/record.rs"]
mod record;

use mingbai_shared::register::proof::{Proof, ProofError};
use mingbai_shared::register::witness::{Witness, WitnessKey};
use mingbai_shared::register::{BundleError, log_keys, read_bundle};
use record::tiles::stored;
use record::{Record, keys, lay_out};

fn entries(record: &Record) -> Result<Vec<Vec<u8>>, BundleError> {
    let mut entries = Vec::new();
    for (_, bundle) in record.iter().filter(|(path, _)| path.starts_with("log/tile/entries/")) {
        entries.extend(read_bundle(bundle)?.into_iter().map(<[u8]>::to_vec));
    }
    Ok(entries)
}

fn prove(record: &Record, index: u64) -> Proof {
    let entries = entries(record).unwrap();
    let entry = entries[index as usize].clone();
    Proof::make(entry, index, entries.len() as u64, &stored(&entries), record["log/checkpoint"].clone()).unwrap()
}

fn pack(index: u64) -> Vec<u8> {
    format!("{{\"number\":{index}}}").into_bytes()
}

#[test]
fn every_entry_of_every_small_record_is_proven_by_its_own_proof_alone() {
    let (signing, verifying) = keys();
    let verifying = log_keys(&verifying).unwrap();
    for size in 1..=17 {
        let record = lay_out(size, &signing, "");
        for index in 0..size {
            let proof = prove(&record, index);
            assert_eq!(proof.check(&pack(index), &verifying, &[]).unwrap().index, index);
            let other = (index + 1) % (size + 1);
            assert!(matches!(proof.check(&pack(other), &verifying, &[]), Err(ProofError::OtherPack { .. })));
        }
    }
}

#[test]
fn no_changed_byte_of_a_proof_is_believed() {
    let (signing, verifying) = keys();
    let verifying = log_keys(&verifying).unwrap();
    let mut record = lay_out(300, &signing, "");
    let witness = WitnessKey::new("witness.example/w1", &[7; 32]);
    let witnesses = Witness::read_all(&witness.verifying()).unwrap();
    let line = witness.cosign(&record["log/checkpoint"], Default::default()).unwrap();
    record.get_mut("log/checkpoint").unwrap().extend(line.bytes());
    let whole = prove(&record, 257).to_bytes();
    let believed =
        |bytes: &[u8]| Proof::read(bytes).is_some_and(|proof| proof.check(&pack(257), &verifying, &witnesses).is_ok());
    assert!(believed(&whole));
    for position in 0..whole.len() {
        for flip in [1, 32, 128] {
            let mut changed = whole.clone();
            changed[position] ^= flip;
            assert!(!believed(&changed), "byte {position} by {flip}");
        }
        assert!(!believed(&whole[..position]), "cut at {position}");
    }
}
