//! `mingbai keygen [NAME]`

use rand_core::OsRng;

use super::{Refusal, print};
use crate::register::ORIGIN;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The name of the log that the key signs.
    #[arg(default_value = ORIGIN)]
    name: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    // A name with a space or a plus would tear the key's own text apart (C2SP signed-note).
    if arguments.name.is_empty() || arguments.name.contains(|c: char| c.is_whitespace() || c == '+') {
        return Err(Refusal::new(
            "not_a_name",
            "a key's name has at least one character, no spaces and no plus",
            &arguments.name,
        ));
    }
    let (signing, verifying) = signed_note::generate_key(&mut OsRng, &arguments.name);
    print(&serde_json::json!({ "signing": signing, "verifying": verifying }))
}
