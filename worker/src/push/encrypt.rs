//! What goes through a push service so that it cannot be read there: RFC 8291 (keys from an agreement on P-256) on RFC 8188 (`aes128gcm`), in one record.

use aes_gcm::aead::Aead;
use aes_gcm::{Aes128Gcm, KeyInit};
use hkdf::Hkdf;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use sha2::Sha256;

use super::read_base64;

/// A key of a device, uncompressed (RFC 8291 §3.1), and the secret that it shares with us (§3.2).
#[derive(Clone)]
pub struct Receiver {
    key: PublicKey,
    auth: [u8; 16],
}

/// What is drawn anew for each message, and never used again: a key of ours and a salt.
pub struct Drawn {
    key: SecretKey,
    salt: [u8; 16],
}

/// The length of an uncompressed point.
const POINT: usize = 65;
/// The size of a record (RFC 8188 §2.1), of which there is one.
const RECORD: u32 = 4096;
/// Ends the last record (§2).
const LAST: u8 = 2;

impl Receiver {
    /// Reads both as a browser gives them (Push API, `getKey`).
    pub fn read(p256dh: &str, auth: &str) -> Option<Receiver> {
        let point = read_base64(p256dh).filter(|point| point.len() == POINT)?;
        Some(Receiver { key: PublicKey::from_sec1_bytes(&point).ok()?, auth: read_base64(auth)?.try_into().ok()? })
    }
}

impl Drawn {
    /// From bytes drawn at random; none where they are no key, which of 2^32 draws hardly one is.
    pub fn from(key: &[u8; 32], salt: [u8; 16]) -> Option<Drawn> {
        Some(Drawn { key: SecretKey::from_slice(key).ok()?, salt })
    }
}

/// The body of a message (RFC 8291 §4).
pub fn encrypt(plain: &[u8], to: &Receiver, drawn: &Drawn) -> Option<Vec<u8>> {
    let (theirs, ours) = (to.key.to_sec1_point(false), drawn.key.public_key().to_sec1_point(false));
    let info = [b"WebPush: info\0".as_slice(), theirs.as_bytes(), ours.as_bytes()].concat();
    let shared = drawn.key.diffie_hellman(&to.key);
    let key: [u8; 32] = derived(&to.auth, shared.raw_secret_bytes(), &info)?;
    record(plain, &key, drawn.salt, ours.as_bytes())
}

/// Content in one record after its header (RFC 8188 §2.1 to 2.3).
fn record(plain: &[u8], key: &[u8], salt: [u8; 16], key_id: &[u8]) -> Option<Vec<u8>> {
    let content: [u8; 16] = derived(&salt, key, b"Content-Encoding: aes128gcm\0")?;
    // Of the first record the number is 0, which leaves the nonce as it is.
    let nonce: [u8; 12] = derived(&salt, key, b"Content-Encoding: nonce\0")?;
    let plain = [plain, &[LAST]].concat();
    let cipher = Aes128Gcm::new_from_slice(&content).ok()?;
    let sealed = cipher.encrypt(&nonce.into(), plain.as_slice()).ok()?;
    let fits = sealed.len() <= usize::try_from(RECORD).ok()?;
    let length = u8::try_from(key_id.len()).ok()?;
    fits.then(|| [salt.as_slice(), &RECORD.to_be_bytes(), &[length], key_id, &sealed].concat())
}

/// HKDF-SHA-256 (RFC 5869).
fn derived<const N: usize>(salt: &[u8], from: &[u8], info: &[u8]) -> Option<[u8; N]> {
    let mut key = [0; N];
    Hkdf::<Sha256>::new(Some(salt), from).expand(info, &mut key).ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::super::base64;
    use super::*;

    fn bytes<const N: usize>(text: &str) -> [u8; N] {
        read_base64(text).unwrap().try_into().unwrap()
    }

    const KEY: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    /// RFC 8291 §5 and appendix A.
    #[test]
    fn a_message_is_byte_for_byte_that_of_the_standard() {
        let to = Receiver::read(KEY, AUTH).unwrap();
        let key = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let drawn = Drawn::from(&key, bytes("DGv6ra1nlYgDCS1FRnbzlw")).unwrap();
        let body = encrypt(b"When I grow up, I want to be a watermelon", &to, &drawn).unwrap();
        assert_eq!(
            base64(&body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT\
             pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    /// RFC 8188 §3.1.
    #[test]
    fn a_record_is_byte_for_byte_that_of_the_standard() {
        let key: [u8; 16] = bytes("yqdlZ-tYemfogSmv7Ws5PQ");
        let body = record(b"I am the walrus", &key, bytes("I1BsxtFttlv3u_Oo94xnmw"), b"").unwrap();
        assert_eq!(base64(&body), "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg");
    }

    #[test]
    fn what_is_no_key_of_a_device_is_not_taken() {
        // A point off the curve, one in the short form, padding, a secret that is too short.
        let off = [&KEY[..86], "A"].concat();
        let short = base64(&[&[2], &read_base64(KEY).unwrap()[1..33]].concat());
        for (key, auth) in
            [(off.as_str(), AUTH), (&short, AUTH), ("", AUTH), ("BB==", AUTH), (KEY, ""), (KEY, "BTBZMqHH6r4Tts7J_aSI")]
        {
            assert!(Receiver::read(key, auth).is_none(), "{key} {auth}");
        }
        assert!(Drawn::from(&[0; 32], [0; 16]).is_none() && Drawn::from(&[255; 32], [0; 16]).is_none());
    }

    #[test]
    fn what_does_not_fit_into_one_record_is_not_sent() {
        let key: [u8; 16] = [7; 16];
        assert!(record(&[0; 4096 - 17], &key, [0; 16], b"").is_some());
        assert!(record(&[0; 4096 - 16], &key, [0; 16], b"").is_none());
    }
}
