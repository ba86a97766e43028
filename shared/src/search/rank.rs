//! What people mean comes first: an order of reasons, each of which decides only where the ones before it say the same. No weights.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::NaiveDate;

/// Why a hit comes before another. The order of the fields is the order of the reasons; greater is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
pub(super) struct Candidate {
    pub(super) rank: Rank,
    /// The document's number in the order of names.
    pub(super) document: usize,
    /// The part's number in the order of the text.
    pub(super) unit: usize,
}

impl Candidate {
    /// Less is better: by rank, then by the document's name, then by the order of its text.
    fn key(&self) -> (Reverse<Rank>, usize, usize) {
        (Reverse(self.rank), self.document, self.unit)
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// The best hits so far.
#[derive(Debug)]
pub(super) struct Best {
    most: usize,
    /// The worst of them on top.
    kept: BinaryHeap<Candidate>,
}

impl Best {
    pub(super) fn new(most: usize) -> Best {
        Best { most, kept: BinaryHeap::new() }
    }

    pub(super) fn take(&mut self, candidate: Candidate) {
        if self.kept.len() < self.most {
            self.kept.push(candidate);
        } else if let Some(mut worst) = self.kept.peek_mut()
            && candidate < *worst
        {
            *worst = candidate;
        }
    }

    /// All that were kept, best first.
    pub(super) fn ordered(self) -> Vec<Candidate> {
        self.kept.into_sorted_vec()
    }
}
