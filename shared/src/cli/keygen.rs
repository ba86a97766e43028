//! `mingbai keygen [NAME] [--witness]`

use rand_core::{OsRng, RngCore};

use super::{Refusal, print};
use crate::register::ORIGIN;
use crate::register::witness::WitnessKey;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The name of the log that the key signs, or of the witness.
    #[arg(default_value = ORIGIN)]
    name: String,
    /// Makes the key of a witness, who cosigns.
    #[arg(long)]
    witness: bool,
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
    let (signing, verifying) = if arguments.witness {
        let mut secret = [0; 32];
        OsRng.fill_bytes(&mut secret);
        let key = WitnessKey::new(&arguments.name, &secret);
        (key.to_text(), key.verifying())
    } else {
        signed_note::generate_key(&mut OsRng, &arguments.name)
    };
    print(&serde_json::json!({ "signing": signing, "verifying": verifying }))
}
