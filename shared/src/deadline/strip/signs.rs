//! The marks that a strip has, for the explanation beside it.

use super::{Cell, Flag, Look, Strip};

/// A mark that is explained beside the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// [`Look::Start`].
    Start,
    /// [`Look::Counted`].
    Counted,
    /// [`Look::MakeUp`].
    MakeUp,
    /// A Saturday or Sunday.
    Weekend,
    /// A weekday off.
    Holiday,
    /// [`Look::Paused`].
    Paused,
    /// [`Look::Void`].
    Void,
    /// [`Look::Restart`].
    Restart,
    /// [`Look::Moved`].
    Moved,
    /// [`Look::Unknown`].
    Unknown,
    /// Something happened, or must by then.
    Event,
    /// [`Flag::Due`].
    Due,
    /// Any other flag.
    Perhaps,
    /// The day of whoever looks.
    Today,
}

impl Strip {
    /// The marks that occur, in the order in which they are explained.
    pub fn signs(&self) -> Vec<Sign> {
        const ORDER: [Sign; 14] = [
            Sign::Start,
            Sign::Counted,
            Sign::MakeUp,
            Sign::Weekend,
            Sign::Holiday,
            Sign::Paused,
            Sign::Void,
            Sign::Restart,
            Sign::Moved,
            Sign::Unknown,
            Sign::Event,
            Sign::Due,
            Sign::Perhaps,
            Sign::Today,
        ];
        let found: Vec<Sign> = self.cells().flat_map(Cell::signs).collect();
        ORDER.into_iter().filter(|sign| found.contains(sign)).collect()
    }
}

impl Cell {
    /// The marks of this day.
    pub fn signs(&self) -> impl Iterator<Item = Sign> + use<> {
        let look = match self.look {
            Look::Start => Some(Sign::Start),
            Look::Counted(_) => Some(Sign::Counted),
            Look::MakeUp(_) => Some(Sign::MakeUp),
            Look::Rest if self.is_weekday_off() => Some(Sign::Holiday),
            Look::Rest => Some(Sign::Weekend),
            Look::Paused(_) => Some(Sign::Paused),
            Look::Void(_) => Some(Sign::Void),
            Look::Restart(_) => Some(Sign::Restart),
            Look::Moved => Some(Sign::Moved),
            Look::Unknown => Some(Sign::Unknown),
            Look::Between => None,
        };
        let flag = self.flag.map(|flag| if flag == Flag::Due { Sign::Due } else { Sign::Perhaps });
        let event = (!self.events.is_empty() && !matches!(self.look, Look::Restart(_))) || self.reply_by.is_some();
        let today = self.is_today.then_some(Sign::Today);
        [look, event.then_some(Sign::Event), flag, today].into_iter().flatten()
    }
}
