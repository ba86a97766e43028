//! `mingbai witness URL --key KEY --signing FILE --seen FILE`
//!
//! What was cosigned is written down before it is handed out: a witness that is started again after a crash never cosigns a record that does not follow
//! from what it vouched for.

use std::path::PathBuf;
use std::time::SystemTime;

use chrono::DateTime;
use ureq::Agent;

use super::record::{Record, audited, log_keys, named_file, read_file, write_file};
use super::{Refusal, print};
use crate::register::audit::Since;
use crate::register::witness::WitnessKey;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder or the address of the record. To an address the cosignature is handed in.
    record: String,
    /// The district's verifying key, from somewhere else than the record.
    #[arg(long)]
    key: String,
    /// The file with what `keygen --witness` printed.
    #[arg(long)]
    signing: PathBuf,
    /// The file with the checkpoint that was cosigned last; none yet at the first time. It is the witness's memory and must not be lost. It stands for
    /// itself: the record goes on from it, also where the district has another key by now.
    #[arg(long)]
    seen: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let Arguments { record, key, signing, seen } = arguments;
    #[derive(serde::Deserialize)]
    struct Pair {
        signing: String,
    }
    let pair: Option<Pair> = serde_json::from_slice(&named_file(signing)?).ok();
    let witness = WitnessKey::read(&pair.map(|pair| pair.signing).unwrap_or_default())
        .map_err(|wrong| Refusal::new("not_a_key", wrong, signing.display()))?;
    let earlier = read_file(seen)?;
    let mut from = Record::at(record)?;
    let since = earlier.as_deref().map(|note| (Since::Remembered(note), seen.as_path()));
    let audited = audited(&mut from, record, &log_keys(key, "--key")?, since)?;
    let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
    let now = since_1970.and_then(|passed| DateTime::from_timestamp(passed.as_secs().try_into().ok()?, 0));
    let (now, line) = now
        .and_then(|now| Some((now, witness.cosign(&audited.note, now)?)))
        .ok_or_else(|| Refusal::new("wrong_clock", "the clock of this machine stands before 1970", record))?;
    write_file(seen, &audited.note)?;
    let delivered = match &from {
        Record::District { agent, url } => deliver(agent, url, &line).map(|()| true)?,
        Record::Folder(_) => false,
    };
    print(&serde_json::json!({
        "size": audited.checkpoint.size(), "at": now, "cosignature": line, "delivered": delivered,
    }))
}

fn deliver(agent: &Agent, url: &str, line: &str) -> Result<(), Refusal> {
    let url = format!("{url}/log/cosignature");
    let unreachable = |wrong: ureq::Error| Refusal::new("unreachable", wrong, &url);
    let mut answer = agent.post(&url).content_type("text/plain; charset=utf-8").send(line).map_err(unreachable)?;
    if answer.status().is_success() {
        return Ok(());
    }
    let why = answer.body_mut().read_to_string().unwrap_or_default();
    Err(Refusal::new("not_taken", format!("it answered {}: {why}", answer.status().as_u16()), &url))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;
    use std::time::Duration;

    use super::super::record::agent;
    use super::*;

    #[test]
    fn a_district_that_does_not_answer_is_not_waited_for_for_ever() {
        // It takes the connection, since the kernel does, and says nothing.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", silent.local_addr().unwrap());
        let refusal = deliver(&agent(Duration::from_millis(100)), &url, "a line\n").unwrap_err();
        assert_eq!((refusal.code, refusal.input), ("unreachable", format!("{url}/log/cosignature")));
    }
}
