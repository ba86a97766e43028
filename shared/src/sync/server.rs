//! Whether a mutation is taken in: each once, in order, and never another under the same number.

use serde::{Deserialize, Serialize};

use super::Sent;
use crate::digest::Digest;

/// What the server remembers of a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The last number taken in.
    pub seq: u64,
    /// Its digest, when there is one.
    pub digest: Option<Digest>,
}

/// What to do with a mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// New: apply it.
    Apply,
    /// Taken in before: say so again.
    Again,
    /// One before it is missing: stop here, the device sends from there.
    Gap,
    /// The same number with another body, as after a power loss or from a cloned profile: the device needs a new identity.
    Fork,
    /// Its digest is not that of its body.
    Damaged,
}

/// Decides on `sent` by what is known of its device.
pub fn admit(known: Known, sent: &Sent) -> Admission {
    if Digest::of(sent.body.as_bytes()) != sent.digest {
        return Admission::Damaged;
    }
    if sent.seq > known.seq {
        return if sent.seq == known.seq + 1 { Admission::Apply } else { Admission::Gap };
    }
    let same_number = sent.seq == known.seq;
    match known.digest {
        Some(digest) if same_number && digest != sent.digest => Admission::Fork,
        _ if sent.seq == 0 => Admission::Damaged,
        _ => Admission::Again,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(seq: u64, body: &str) -> Sent {
        Sent { seq, id: uuid::Uuid::nil(), digest: Digest::of(body.as_bytes()), body: body.into() }
    }

    #[test]
    fn each_once_and_in_order() {
        let known = Known { seq: 2, digest: Some(Digest::of(b"two")) };
        assert_eq!(admit(known, &sent(3, "three")), Admission::Apply);
        assert_eq!(admit(known, &sent(2, "two")), Admission::Again);
        assert_eq!(admit(known, &sent(1, "one")), Admission::Again);
        assert_eq!(admit(known, &sent(4, "four")), Admission::Gap);
        assert_eq!(admit(known, &sent(2, "other")), Admission::Fork);
        assert_eq!(admit(Known::default(), &sent(1, "one")), Admission::Apply);
        assert_eq!(admit(Known::default(), &sent(0, "none")), Admission::Damaged);
    }

    #[test]
    fn a_body_that_is_not_its_digest_is_damaged() {
        let mut damaged = sent(1, "one");
        damaged.body.push('!');
        assert_eq!(admit(Known::default(), &damaged), Admission::Damaged);
    }
}
