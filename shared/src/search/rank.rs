//! What people mean comes first: an order of reasons, each of which decides only where the ones before it say the same. No weights.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::NaiveDate;

use super::corpus::Entry;

/// Why a hit comes before another. The order of the fields is the order of the reasons; greater is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Every word stands in the document's title.
    pub(super) title: bool,
    /// Every word stands in the heading or the title, and one in the heading.
    pub(super) heading: bool,
    /// A word is a term that the document explains.
    pub(super) term: bool,
    /// In force on the day.
    pub(super) in_force: bool,
    /// The later it applies from, the better.
    pub(super) from: Option<NaiveDate>,
}

/// A hit, before its text is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate<'a> {
    rank: Rank,
    pub(super) entry: &'a Entry,
    pub(super) unit: usize,
}

impl Candidate<'_> {
    /// Less is better: by rank, then by the document's name, then by the order of its text.
    fn key(&self) -> (Reverse<Rank>, &str, usize) {
        (Reverse(self.rank), &self.entry.source.id, self.unit)
    }
}

impl PartialEq for Candidate<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Candidate<'_> {}

impl PartialOrd for Candidate<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// The best hits so far.
#[derive(Debug)]
pub(super) struct Best<'a> {
    most: usize,
    /// The worst of them on top.
    kept: BinaryHeap<Candidate<'a>>,
}

impl<'a> Best<'a> {
    pub(super) fn new(most: usize) -> Best<'a> {
        Best { most, kept: BinaryHeap::new() }
    }

    /// Takes a hit. They come by name and in the order of the text, so that one of the same rank as the worst is worse.
    pub(super) fn take(&mut self, rank: Rank, entry: &'a Entry, unit: usize) {
        if self.kept.len() < self.most {
            self.kept.push(Candidate { rank, entry, unit });
        } else if let Some(mut worst) = self.kept.peek_mut()
            && worst.rank < rank
        {
            *worst = Candidate { rank, entry, unit };
        }
    }

    /// All that were kept, best first.
    pub(super) fn ordered(self) -> Vec<Candidate<'a>> {
        self.kept.into_sorted_vec()
    }
}
