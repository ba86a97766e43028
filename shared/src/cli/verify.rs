//! `mingbai verify DIR|URL --key KEY [--since CHECKPOINT] [--witness KEY]…`, and `mingbai verify PROOF --pack FILE --key KEY`

use std::path::{Path, PathBuf};

use super::record::{audited, named_file};
use super::{Refusal, print};
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
    /// The file of the pack that the proof is about.
    #[arg(long)]
    pack: Option<PathBuf>,
    /// The verifying key of a witness who must have cosigned; once for each.
    #[arg(long)]
    witness: Vec<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let witnesses = Witness::read_all(&arguments.witness.join(" "))
        .map_err(|wrong| Refusal::new("not_a_key", wrong, "--witness"))?;
    match &arguments.pack {
        Some(pack) => proof(arguments, pack, &witnesses),
        None => record(arguments, &witnesses),
    }
}

fn record(arguments: &Arguments, witnesses: &[Witness]) -> Result<(), Refusal> {
    let since = arguments.since.as_deref().map(named_file).transpose()?;
    let audited = audited(&arguments.record, &arguments.key, since.as_deref())?;
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
    let refuse = |wrong: ProofError| refused(&wrong, &arguments.record);
    let proof = Proof::read(&named_file(Path::new(&arguments.record))?).ok_or(ProofError::Malformed).map_err(refuse)?;
    let proven = proof.check(&named_file(pack)?, &arguments.key, witnesses).map_err(refuse)?;
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
