//! `mingbai verify DIR|URL --key KEY [--since CHECKPOINT [--since-key KEY]] [--witness KEY]…`, and `mingbai verify PROOF --pack FILE --key KEY`

use std::path::{Path, PathBuf};

use super::record::{Record, audited, log_keys, named_file};
use super::{Refusal, print};
use crate::register::audit::Since;
use crate::register::proof::{Proof, ProofError};
use crate::register::witness::Witness;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder or the address of the record; with `--pack`, the proof file.
    record: String,
    /// The district's verifying key, as `/log/key` gives it; from somewhere else than the record, if it is to prove anything. While the district
    /// changes its key there are two, with a space between them.
    #[arg(long)]
    key: String,
    /// A file with a checkpoint that was seen earlier: the record must go on from it.
    #[arg(long, conflicts_with = "pack")]
    since: Option<PathBuf>,
    /// The verifying key that signed the checkpoint of `--since`, where the district has another by now [default: that of `--key`].
    #[arg(long, value_name = "KEY", requires = "since")]
    since_key: Option<String>,
    /// The file of the pack that the proof is about.
    #[arg(long)]
    pack: Option<PathBuf>,
    /// The verifying key of a witness who must have cosigned; once for each.
    #[arg(long, value_name = "KEY", value_parser = one_key)]
    witness: Vec<String>,
}

/// Keys that are none, such as that of a variable that is not set, would ask for no witness at all.
fn one_key(text: &str) -> Result<String, String> {
    match text.split_whitespace().count() {
        1 => Ok(text.to_owned()),
        count => Err(format!("the key of one witness was expected, and these are {count}")),
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let witnesses = Witness::read_all(&arguments.witness.join(" "))
        .map_err(|wrong| Refusal::new("not_a_key", wrong, "--witness"))?;
    if let Some(one) = witnesses.iter().find(|one| witnesses.iter().any(|other| one.is_another_name_of(other))) {
        let message = format!("the key of {} is that of another witness that is asked for: they are one", one.name());
        return Err(Refusal::new("not_a_key", message, "--witness"));
    }
    match &arguments.pack {
        Some(pack) => proof(arguments, pack, &witnesses),
        None => record(arguments, &witnesses),
    }
}

fn record(arguments: &Arguments, witnesses: &[Witness]) -> Result<(), Refusal> {
    let keys = log_keys(&arguments.key, "--key")?;
    let since_keys = arguments.since_key.as_ref().map(|key| log_keys(key, "--since-key")).transpose()?;
    let mut record = Record::at(&arguments.record)?;
    let note = arguments.since.as_deref().map(named_file).transpose()?;
    let since = note.as_deref().zip(arguments.since.as_deref());
    let since = since.map(|(note, file)| (Since::Signed { note, keys: since_keys.as_deref().unwrap_or(&keys) }, file));
    let audited = audited(&mut record, &arguments.record, &keys, since)?;
    if let Some(missing) = witnesses.iter().find(|witness| witness.cosignature(&audited.note).is_none()) {
        return Err(refused(&ProofError::NoWitness(missing.name().into()), &arguments.record));
    }
    print(&serde_json::json!({
        "size": audited.checkpoint.size(),
        "root": audited.checkpoint.root(),
        "packs": audited.packs,
        "unknown": audited.unknown,
    }))
}

fn proof(arguments: &Arguments, pack: &Path, witnesses: &[Witness]) -> Result<(), Refusal> {
    let keys = log_keys(&arguments.key, "--key")?;
    let refuse = |wrong: ProofError| refused(&wrong, &arguments.record);
    let proof = Proof::read(&named_file(Path::new(&arguments.record))?).ok_or(ProofError::Malformed).map_err(refuse)?;
    let proven = proof.check(&named_file(pack)?, &keys, witnesses).map_err(refuse)?;
    print(&serde_json::json!({
        "index": proven.index,
        "size": proven.checkpoint.size(),
        "root": proven.checkpoint.root(),
        "entry": proven.entry,
    }))
}

fn refused(wrong: &ProofError, input: &str) -> Refusal {
    Refusal::new(wrong.code(), wrong, input)
}
