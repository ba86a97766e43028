//! The archive that a .docx is (ECMA-376 part 2), read with limits on what it declares and, while it is unpacked, on what comes out.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive, ZipVerification};

use super::super::ImportError;
use super::Part;
use super::xml::{Node, Xml};

/// Parts that a file may have: a long regulation with pictures has some dozens.
pub(in super::super) const MOST_PARTS: usize = 2_000;
/// What all parts that are read may unpack to, in bytes. The longest law at hand is a quarter of a megabyte as `LibreOffice` writes it.
pub(super) const MOST_UNPACKED: usize = 32_000_000;
/// How many times its packed size a part may unpack to. `LibreOffice`'s come to 18 at most.
pub(super) const MOST_SWOLLEN: usize = 200;
/// Below this size in bytes nobody asks how well a part was packed.
const SMALL: usize = 200_000;

/// An opened file.
pub(super) struct Container<'a> {
    archive: ZipSliceArchive<&'a [u8]>,
    entries: Vec<Entry>,
    /// The bytes that may still be unpacked.
    left: usize,
    /// The names of the parts by what they are.
    names: Names,
}

struct Entry {
    /// In lower case, without a leading slash: names of parts are the same in either case.
    name: String,
    way: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    locked: bool,
    declared: u64,
}

struct Names {
    text: String,
    styles: String,
    numbering: String,
}

impl<'a> Container<'a> {
    /// Opens a file and finds its parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Container<'a>, ImportError> {
        let damaged = |_| ImportError::Damaged { part: Part::Archive };
        let archive = ZipArchive::from_slice(bytes).map_err(damaged)?;
        let mut entries: Vec<Entry> = Vec::new();
        let mut all = archive.entries();
        while let Some(entry) = all.next_entry().map_err(damaged)? {
            if entries.len() == MOST_PARTS {
                return Err(ImportError::TooManyParts);
            }
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).to_ascii_lowercase();
            if name.ends_with("vbaproject.bin") {
                return Err(ImportError::Macros);
            }
            entries.push(Entry {
                name: plain(&name),
                way: entry.wayfinder(),
                method: entry.compression_method(),
                locked: entry.flags().is_encrypted(),
                declared: entry.uncompressed_size_hint(),
            });
        }
        let names = Names {
            text: "word/document.xml".into(),
            styles: "word/styles.xml".into(),
            numbering: "word/numbering.xml".into(),
        };
        let mut container = Container { archive, entries, left: MOST_UNPACKED, names };
        if let Some(types) = container.read(Part::Types)? {
            container.find_parts(&types)?;
        }
        Ok(container)
    }

    /// A part unpacked; none where the file has no such part.
    pub(super) fn read(&mut self, part: Part) -> Result<Option<Vec<u8>>, ImportError> {
        let name = match part {
            Part::Text => self.names.text.as_str(),
            Part::Styles => self.names.styles.as_str(),
            Part::Numbering => self.names.numbering.as_str(),
            Part::Types | Part::Archive => "[content_types].xml",
        };
        let mut named = self.entries.iter().filter(|entry| entry.name == name);
        let Some(entry) = named.next() else { return Ok(None) };
        // Of two parts with one name another reader might show the other one.
        if named.next().is_some() {
            return Err(ImportError::Damaged { part });
        }
        let unpacked = self.unpack(entry, part)?;
        self.left = self.left.saturating_sub(unpacked.len());
        Ok(Some(unpacked))
    }

    fn unpack(&self, entry: &Entry, part: Part) -> Result<Vec<u8>, ImportError> {
        let damaged = ImportError::Damaged { part };
        let swollen = ImportError::Swollen { part };
        if entry.locked {
            return Err(ImportError::OldOrLocked);
        }
        let Ok(found) = self.archive.get_entry(entry.way) else { return Err(damaged) };
        let packed = found.data();
        let limit = self.left.min(packed.len().saturating_mul(MOST_SWOLLEN).max(SMALL));
        if usize::try_from(entry.declared).map_or(true, |declared| declared > limit) {
            return Err(swollen);
        }
        let unpacked = match entry.method {
            CompressionMethod::STORE if packed.len() <= limit => packed.to_vec(),
            CompressionMethod::STORE => return Err(swollen),
            CompressionMethod::DEFLATE => match decompress_to_vec_with_limit(packed, limit) {
                Ok(unpacked) => unpacked,
                Err(wrong) if wrong.status == TINFLStatus::HasMoreOutput => return Err(swollen),
                Err(_) => return Err(damaged),
            },
            _ => return Err(damaged),
        };
        let is = ZipVerification {
            crc: crc32(&unpacked),
            uncompressed_size: u64::try_from(unpacked.len()).unwrap_or(u64::MAX),
        };
        if found.claim_verifier().valid(is).is_err() {
            return Err(damaged);
        }
        Ok(unpacked)
    }

    /// What the parts are, by the file's own list. A list that names none leaves them where every word processor puts them.
    fn find_parts(&mut self, types: &[u8]) -> Result<(), ImportError> {
        let mut xml = Xml::read(types, Part::Types)?;
        while let Some(node) = xml.next()? {
            let Node::Open(element) = node else { continue };
            let Some(kind) = element.attribute("ContentType")? else { continue };
            let kind = kind.to_ascii_lowercase();
            if kind.contains("macroenabled") || kind.contains("vbaproject") {
                return Err(ImportError::Macros);
            }
            let Some(name) = element.attribute("PartName")? else { continue };
            let name = plain(&name.to_ascii_lowercase());
            let Some(kind) = kind.strip_prefix("application/vnd.openxmlformats-officedocument.wordprocessingml.")
            else {
                continue;
            };
            match kind {
                "document.main+xml" | "template.main+xml" => self.names.text = name,
                "styles+xml" => self.names.styles = name,
                "numbering+xml" => self.names.numbering = name,
                _ => {}
            }
        }
        Ok(())
    }
}

/// CRC-32 (ISO 3309), without the 16 kB of tables that the library brings for its own: a browser downloads them, and reads one file.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

fn plain(name: &str) -> String {
    name.trim_start_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_checksum_is_the_one_of_the_library(bytes in proptest::collection::vec(any::<u8>(), 0..100)) {
            prop_assert_eq!(crc32(&bytes), rawzip::crc32(&bytes));
        }
    }
}
