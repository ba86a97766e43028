//! What a device does with an answer. The store carries it out, all of it in one transaction.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Answer;

/// Who a device is to the server, and how far it is. Adopted in a strict transaction before anything is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Made by the device.
    pub device: Uuid,
    /// The server's epoch, once known.
    pub epoch: Option<Uuid>,
    /// The last change that the device has.
    pub cursor: u64,
    /// The last number given to a mutation.
    pub seq: u64,
}

impl Identity {
    /// A device that nobody has seen.
    pub fn fresh(device: Uuid) -> Identity {
        Identity { device, epoch: None, cursor: 0, seq: 0 }
    }
}

/// What an answer means for the device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Store the rows and this identity; drop from the outbox what is acknowledged.
    Advance(Identity),
    /// The server is another than before, or it knows of numbers that this device has forgotten: start over from its first row under a fresh
    /// identity, keep the outbox and number it anew. The ids of the mutations stay, so that none counts twice.
    StartOver,
    /// An answer to another question (a late one, or from a second tab): do nothing.
    Ignore,
}

/// Decides what to do with `answer`, given the identity as the store has it now.
pub fn take(identity: &Identity, answer: &Answer) -> Step {
    let another_server = identity.epoch.is_some_and(|epoch| epoch != answer.epoch);
    if another_server || answer.acknowledged > identity.seq {
        return Step::StartOver;
    }
    if answer.from != identity.cursor || answer.cursor < answer.from {
        return Step::Ignore;
    }
    Step::Advance(Identity { epoch: Some(answer.epoch), cursor: answer.cursor, ..*identity })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(epoch: u128, from: u64, cursor: u64) -> Answer {
        let epoch = Uuid::from_u128(epoch);
        Answer { epoch, acknowledged: 0, outcomes: vec![], from, cursor, rows: vec![] }
    }

    #[test]
    fn only_the_answer_to_the_question_moves_the_cursor() {
        let identity = Identity { epoch: Some(Uuid::from_u128(1)), cursor: 5, ..Identity::fresh(Uuid::nil()) };
        assert_eq!(take(&identity, &answer(1, 5, 9)), Step::Advance(Identity { cursor: 9, ..identity }));
        assert_eq!(take(&identity, &answer(1, 0, 9)), Step::Ignore);
        assert_eq!(take(&identity, &answer(1, 5, 4)), Step::Ignore);
        assert_eq!(take(&identity, &answer(2, 5, 9)), Step::StartOver);
    }

    #[test]
    fn a_device_that_forgot_what_it_sent_starts_over() {
        let identity = Identity::fresh(Uuid::nil());
        assert_eq!(take(&identity, &Answer { acknowledged: 1, ..answer(1, 0, 0) }), Step::StartOver);
    }
}
