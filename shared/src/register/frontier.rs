//! The frontier of a Merkle tree: the roots of its full subtrees, enough to append to it and to know its root (RFC 6962 §2.1).

use serde::{Deserialize, Serialize};
use tlog_tiles::{Hash, node_hash, record_hash};

use crate::digest::Digest;

/// What a client keeps of all entries that it has verified.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frontier {
    size: u64,
    /// From the largest subtree to the smallest; INVARIANT: one for each bit set in `size`.
    peaks: Vec<Digest>,
}

impl Frontier {
    /// How many entries it sums up.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends one entry.
    pub fn push(&mut self, entry: &[u8]) {
        let mut node = record_hash(entry);
        let mut carry = self.size;
        while carry & 1 == 1 {
            // By the invariant there is a peak for each bit set.
            if let Some(left) = self.peaks.pop() {
                node = node_hash(Hash(*left.as_bytes()), node);
            }
            carry >>= 1;
        }
        self.peaks.push(Digest::from_bytes(node.0));
        self.size += 1;
    }

    /// The root of the tree; of an empty one, the digest of nothing.
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev().map(|peak| Hash(*peak.as_bytes()));
        match peaks.next() {
            None => Digest::of(b""),
            Some(smallest) => Digest::from_bytes(peaks.fold(smallest, |right, left| node_hash(left, right)).0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest as _, Sha256};

    /// The recursive definition of RFC 6962 §2.1, word for word, over `sha2` alone.
    fn merkle_tree_hash(entries: &[Vec<u8>]) -> [u8; 32] {
        match entries {
            [] => Sha256::digest(b"").into(),
            [only] => Sha256::digest([&[0u8], only.as_slice()].concat()).into(),
            _ => {
                let mut k = 1;
                while k * 2 < entries.len() {
                    k *= 2;
                }
                let (left, right) = entries.split_at(k);
                Sha256::digest([&[1u8], merkle_tree_hash(left).as_slice(), &merkle_tree_hash(right)].concat()).into()
            }
        }
    }

    #[test]
    fn roots_are_those_of_the_definition() {
        let entries: Vec<Vec<u8>> = (0..70u8).map(|n| vec![n; usize::from(n)]).collect();
        let mut frontier = Frontier::default();
        for size in 0..=entries.len() {
            assert_eq!(frontier.root().as_bytes(), &merkle_tree_hash(&entries[..size]), "{size}");
            assert_eq!(frontier.size(), size as u64);
            if let Some(entry) = entries.get(size) {
                frontier.push(entry);
            }
        }
    }
}
