//! What a device that was here before lacks, in one answer: checkpoint, entries and packs. Most who come back lack nothing, or a publication or two; asking
//! for the three after one another would cost them the way there and back three times. `/log/since/{size}` is the same for all who have seen that size.

use super::{range as write_range, read_bundle, read_range};

/// The most entries that come along, and bytes of their packs. Whoever lacks more fetches bundles and ranges, which never change and are kept on the way.
pub const MOST_NEWS: u64 = 64;
/// See [`MOST_NEWS`].
pub const LARGEST_NEWS: usize = 128 * 1024;

/// An answer. Nothing of it is verified: the checkpoint speaks for the entries, and these for the packs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News<'a> {
    /// The checkpoint, a signed note.
    pub checkpoint: &'a [u8],
    /// The entries from the size that was asked about to that of the checkpoint; none where there are too many.
    pub entries: Vec<&'a [u8]>,
    /// As many packs, in the order of the entries.
    pub packs: Vec<&'a [u8]>,
}

/// Writes an answer: checkpoint, bundle of entries and range of packs, each after its length in four bytes, big endian.
pub fn news(checkpoint: &[u8], bundle: &[u8], packs: &[u8]) -> Vec<u8> {
    write_range([checkpoint, bundle, packs])
}

/// Reads an answer. None where it is not of this form.
pub fn read_news(bytes: &[u8]) -> Option<News<'_>> {
    let parts = read_range(bytes)?;
    let [checkpoint, bundle, packs] = parts[..] else { return None };
    let (entries, packs) = (read_bundle(bundle).ok()?, read_range(packs)?);
    (entries.len() == packs.len()).then_some(News { checkpoint, entries, packs })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::bundle;

    #[test]
    fn what_is_written_is_read_back() {
        let (entries, packs): ([&[u8]; 2], [&[u8]; 2]) = ([b"one", b""], [b"\0\0\0\x01", b"second"]);
        let written = news(b"note\n", &bundle(entries).unwrap(), &write_range(packs));
        let read = News { checkpoint: b"note\n", entries: entries.to_vec(), packs: packs.to_vec() };
        assert_eq!(read_news(&written), Some(read));
        let nothing = News { checkpoint: b"note\n", entries: vec![], packs: vec![] };
        assert_eq!(read_news(&news(b"note\n", b"", b"")), Some(nothing));
        // The form, byte for byte.
        assert_eq!(news(b"n", b"\0\x01e", b"\0\0\0\x01p"), b"\0\0\0\x01n\0\0\0\x03\0\x01e\0\0\0\x05\0\0\0\x01p");
    }

    #[test]
    fn what_is_cut_or_does_not_fit_together_is_not_read() {
        let whole = news(b"note\n", &bundle([&b"one"[..]]).unwrap(), &write_range([&b"pack"[..]]));
        assert!(read_news(&whole).is_some());
        assert!((0..whole.len()).all(|end| read_news(&whole[..end]).is_none()));
        assert_eq!(read_news(&news(b"note\n", &bundle([&b"one"[..]]).unwrap(), b"")), None);
        assert_eq!(read_news(&news(b"note\n", b"", &write_range([&b"pack"[..]]))), None);
        assert_eq!(read_news(&write_range([&b"note\n"[..], b"", b"", b""])), None);
    }
}
