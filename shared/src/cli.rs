//! The command line `mingbai`. Standard output is JSON; a refusal is JSON on standard error, and exit code 1.
//!
//! What is printed goes through [`print`], [`print_line`] and [`say`]: a full disk or a closed pipe is a refusal then, and no panic.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod calendar;
mod deadline;
mod diff;
mod folder;
mod import;
mod keygen;
mod matching;
mod mirror;
mod outlook;
mod pack;
mod proof;
mod publish;
mod record;
mod schema;
mod search;
mod simulate;
mod trail;
mod verify;
mod witness;

use std::fmt::Display;
use std::io::{Read, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};
use serde::Serialize;

use crate::law::Citation;
use crate::shanghai::legal_day;

/// 明白: the rules of 《长宁区政务公开和政府信息公开实施办法》 as a command.
///
/// Standard output is JSON, one value, or one a line. Messages go to standard error. Exit 0: done. 1: refused, with the reason as
/// {"error":{"code","message","input"}} on standard error. 2: wrong usage.
#[derive(Debug, Parser)]
#[command(name = "mingbai", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Says of a day, or of each day of a range, whether it is worked: {"date","working","kind","name","known"}. Where no notice has reached yet,
    /// "known" is false and "working" null.
    Calendar(calendar::Arguments),
    /// Reads a regulation from plain text, Markdown or a Word file (.docx) and prints it as chapters, sections, articles, paragraphs and items.
    Import(import::Arguments),
    /// Says what changed between two versions of a regulation: [{"old","new","kind","spans":[{"op","text"}],"unit","`old_at`","`new_at`","moved"}] in the order
    /// of the new one. Joining "=" and "-" gives the old text, "=" and "+" the new one; the whole of either is in the order of "`old_at`" or "`new_at`".
    Diff(diff::Arguments),
    /// Takes a folder of policies through the gate of a running district with the development sign-in; one line a publication.
    Publish(publish::Arguments),
    /// Searches a folder of regulations: every article in which all words stand, best first, one a line: {"document","article","offset","snippet"}.
    /// "offset" counts characters from the beginning of the file, of a Word file from that of its text; "article" is null for what stands before the first.
    Search(search::Arguments),
    /// Prints the form of a file as JSON Schema: of an audience rule, facts, a policy, a pack, a request, a timeline.
    Schema(schema::Arguments),
    /// Works on an interpretation pack.
    Pack(pack::Arguments),
    /// Works out when something is due by the 办法 and the 条例, with every day that this rests on; and what falls due, what another calendar moves, what
    /// comes of extending.
    Deadline(deadline::Arguments),
    /// Judges every policy of a folder by a profile; one line a policy.
    Match(matching::Arguments),
    /// Prints the question that settles the most undecided policies; null where nothing is left to ask.
    Ask(matching::Arguments),
    /// Writes the public record of a district as static files, which any web server or USB stick can serve: {"size","packs","files","bytes"}.
    Mirror(mirror::Arguments),
    /// Checks a public record, at its address or as a folder: signature, every entry, every tile, every pack, and that it follows from an earlier
    /// checkpoint. With `--pack`, checks a proof file. Exit 1 names the first thing that is wrong.
    Verify(verify::Arguments),
    /// Checks a public record, and writes a file that proves that one of its packs was published: {"index","size","file"}.
    Proof(proof::Arguments),
    /// Checks a public record as a witness, from what was cosigned before, and cosigns it: {"size","at","cosignature","delivered"}.
    Witness(witness::Arguments),
    /// Works on the audit trail of an agency.
    Trail(trail::Arguments),
    /// Runs seeded histories of the sync protocol, in which everything fails that can. With `--mutant` a known bug is put in, and must be caught.
    /// Prints {"seeds","failures":[{"seed","invariant"}],"`histories_per_second`"}.
    Simulate(simulate::Arguments),
    /// Makes a key pair for the public log, or for a witness of it: {"signing","verifying"}.
    Keygen(keygen::Arguments),
}

/// Why a command refuses.
#[derive(Debug, Serialize)]
struct Refusal {
    /// A stable code.
    code: &'static str,
    /// What was wrong, and what was expected.
    message: String,
    /// Which input.
    input: String,
    /// Which article does not allow it, where one does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cites: Vec<Citation>,
}

impl Refusal {
    fn new(code: &'static str, message: impl ToString, input: impl ToString) -> Self {
        Refusal { code, message: message.to_string(), input: input.to_string(), cites: Vec::new() }
    }
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let command = Arguments::parse().command;
    if let Command::Simulate(arguments) = &command
        && let Some(wrong) = arguments.wrong()
    {
        Arguments::command().error(ErrorKind::ValueValidation, wrong).exit();
    }
    let done = match command {
        Command::Calendar(arguments) => calendar::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Pack(arguments) => pack::run(&arguments),
        Command::Deadline(arguments) => deadline::run(&arguments),
        Command::Match(arguments) => matching::run(&arguments),
        Command::Ask(arguments) => matching::ask(&arguments),
        Command::Mirror(arguments) => mirror::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Proof(arguments) => proof::run(&arguments),
        Command::Witness(arguments) => witness::run(&arguments),
        Command::Trail(arguments) => trail::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Keygen(arguments) => keygen::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            say(serde_json::json!({ "error": refusal }));
            ExitCode::FAILURE
        }
    }
}

/// Reads a file, or standard input for `-`, up to `limit` bytes and one more, so that a larger one is seen to be larger.
fn read(path: &str, limit: usize) -> Result<Vec<u8>, Refusal> {
    let refuse = |wrong: std::io::Error| Refusal::new("unreadable", wrong, path);
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(refuse)?;
    } else {
        std::fs::File::open(path).map_err(refuse)?.take(most).read_to_end(&mut bytes).map_err(refuse)?;
    }
    Ok(bytes)
}

/// Reads a day from the command line, written in the one way in which it stands in everything that is printed.
fn day(text: &str) -> Result<NaiveDate, &'static str> {
    crate::iso::day(text).ok_or("a day such as 2026-03-01 was expected")
}

/// The legal day.
fn today() -> Result<NaiveDate, Refusal> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let now = i64::try_from(seconds).ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let refused = || Refusal::new("no_clock", "this machine's clock gives no date; say --on YYYY-MM-DD", "");
    now.map(legal_day).ok_or_else(refused)
}

/// Prints one value on one line.
fn print(value: &impl Serialize) -> Result<(), Refusal> {
    print_line(&serde_json::to_string(value).map_err(|wrong| Refusal::new("unprintable", wrong, ""))?)
}

/// Prints a line as it is.
fn print_line(text: &str) -> Result<(), Refusal> {
    writeln!(std::io::stdout(), "{text}").map_err(|wrong| Refusal::new("unwritable", wrong, "standard output"))
}

/// Says something on standard error. Where that is full or closed there is nobody to tell, and the work goes on.
fn say(message: impl Display) {
    let _ = writeln!(std::io::stderr(), "{message}");
}
