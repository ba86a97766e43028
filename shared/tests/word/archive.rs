//! Zip archives written by hand (APPNOTE 4.3), so that what they declare can be wrong.

/// A file in an archive, as it will be declared.
pub struct Entry {
    pub name: String,
    pub packed: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub crc: u32,
    pub size: u32,
}

impl Entry {
    /// As a word processor packs it.
    pub fn deflated(name: &str, bytes: &[u8]) -> Entry {
        let packed = miniz_oxide::deflate::compress_to_vec(bytes, 6);
        let size = u32::try_from(bytes.len()).unwrap();
        Entry { name: name.into(), packed, method: 8, flags: 0, crc: crc(bytes), size }
    }

    /// Not packed.
    pub fn stored(name: &str, bytes: &[u8]) -> Entry {
        Entry { packed: bytes.to_vec(), method: 0, ..Entry::deflated(name, bytes) }
    }
}

/// CRC-32 of ISO 3309, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc: u32, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// The archive.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let offset = u32::try_from(bytes.len()).unwrap();
        let mut common = Vec::new();
        for short in [20, entry.flags, entry.method, 0, 0x21] {
            common.extend(short.to_le_bytes());
        }
        for long in [entry.crc, u32::try_from(entry.packed.len()).unwrap(), entry.size] {
            common.extend(long.to_le_bytes());
        }
        common.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
        common.extend(0u16.to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(entry.name.as_bytes());
        bytes.extend(&entry.packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        // Comment, disk, attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(entry.name.as_bytes());
    }
    let start = u32::try_from(bytes.len()).unwrap();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(entries.len()).unwrap();
    bytes.extend(count.to_le_bytes());
    bytes.extend(count.to_le_bytes());
    bytes.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend(0u16.to_le_bytes());
    bytes
}
