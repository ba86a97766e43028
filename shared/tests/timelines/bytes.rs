//! What ten thousand drawn timelines come to, in one digest: the same bytes on a server and in a browser. `UPDATE=1 cargo test --test timelines` writes it
//! anew after a change of what a proof says.

use mingbai_shared::calendar::Calendar;
use mingbai_shared::deadline::{Timeline, prove};
use mingbai_shared::digest::Digest;

use super::drawn::drawn;

/// How many are drawn.
const TIMELINES: u64 = 10_000;

/// The digest that stands in the repository.
pub const EXPECTED: &str = include_str!("digest.txt");

/// The digest of the digests of all proofs and refusals, as they are written.
pub fn digest() -> String {
    let calendar = Calendar::published();
    let mut all = String::new();
    for number in 0..TIMELINES {
        let drawn = drawn(number);
        let timeline = serde_json::to_vec(&drawn.timeline).unwrap();
        let proof = Timeline::read(&timeline).and_then(|timeline| prove(&timeline, &calendar, &drawn.district));
        let bytes = match proof {
            Ok(proof) => serde_json::to_vec(&proof).unwrap(),
            Err(refusal) => serde_json::to_vec(&refusal.message()).unwrap(),
        };
        all.push_str(&Digest::of(&bytes).to_string());
    }
    Digest::of(all.as_bytes()).to_string()
}
