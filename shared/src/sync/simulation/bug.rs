//! Known bugs of sync, each of which the simulation must find: a simulation that finds nothing wrong in a protocol with one of these would find nothing.

/// A bug, put in between the machines and what surrounds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bug {
    /// The server remembers no number and no receipt.
    NoDedupe,
    /// A server that dies in the middle of a call keeps what it had written.
    HalfApplied,
    /// The server answers, then dies before its write is durable; and the device does not notice that it has forgotten.
    AnsweredBeforeDurable,
    /// The device keeps its new cursor first and the rows after it.
    CursorBeforeRows,
    /// The device drops as many of its outbox as there are outcomes, the oldest first.
    DroppedByCount,
    /// A restore leaves the epoch as it was.
    EpochKept,
    /// What a person wrote is called saved before it is on the disk.
    SavedRelaxed,
    /// Numbers are given in a relaxed transaction, and the server does not notice one that is used twice.
    NumbersRelaxed,
    /// The server does not notice a number that is used for something else.
    ForkUnseen,
    /// The order is that of the devices' clocks.
    ClientClock,
    /// The server forgets what was removed and does not tell those who have not heard of it.
    ForgottenUnsaid,
    /// The server acknowledges all that was sent, whatever it took in.
    AcknowledgedAhead,
    /// The device sends without the beginning of its outbox, and the server takes what comes after a gap.
    GapsTaken,
    /// What is acknowledged leaves the device at once.
    NothingRetained,
    /// What is acknowledged leaves the device after one backup.
    OneBackupEnough,
    /// The device takes an answer to a question that it has gone on from.
    LateAnswerTaken,
    /// A device that starts over gives its mutations new ids.
    NewIds,
    /// A device that gets everything anew keeps what is gone.
    OutdatedStays,
    /// A device that gets everything anew takes its rows away first.
    ShownHalf,
    /// The device passes over rows in a form that it does not know.
    UnreadableDropped,
    /// The server refuses a form that it does not know yet.
    NewerRefused,
    /// The server does not remember what it refused.
    RefusalForgotten,
    /// The store writes without looking at the identity that a writing was decided on.
    WrittenUnlooked,
    /// The device does not say since when it gets everything, and is told to begin again each time.
    BaseUnsaid,
}

impl Bug {
    /// All of them.
    pub const ALL: [Bug; 24] = [
        Bug::NoDedupe,
        Bug::HalfApplied,
        Bug::AnsweredBeforeDurable,
        Bug::CursorBeforeRows,
        Bug::DroppedByCount,
        Bug::EpochKept,
        Bug::SavedRelaxed,
        Bug::NumbersRelaxed,
        Bug::ForkUnseen,
        Bug::ClientClock,
        Bug::ForgottenUnsaid,
        Bug::AcknowledgedAhead,
        Bug::GapsTaken,
        Bug::NothingRetained,
        Bug::OneBackupEnough,
        Bug::LateAnswerTaken,
        Bug::NewIds,
        Bug::OutdatedStays,
        Bug::ShownHalf,
        Bug::UnreadableDropped,
        Bug::NewerRefused,
        Bug::RefusalForgotten,
        Bug::WrittenUnlooked,
        Bug::BaseUnsaid,
    ];

    /// Its name on the command line.
    pub fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }

    /// The bug of this name.
    pub fn find(name: &str) -> Option<Bug> {
        Bug::ALL.into_iter().find(|bug| bug.name() == name)
    }
}
