use crate::expr::java;
use crate::value::Value;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::{Digest, Sha1};
use sha2::{Sha256, Sha384, Sha512};

/// How many characters a text may have that is encoded, decoded or hashed.
const MAX_CHARACTERS: usize = 10_000;

fn is_short(text: &str) -> bool {
    text.encode_utf16().count() <= MAX_CHARACTERS
}

pub(super) fn base64_encode(text: &Value) -> Option<Value> {
    let text = text.as_str().filter(|text| is_short(text))?;
    Some(Value::from(STANDARD.encode(text)))
}

/// Lenient as Apache's decoder is: characters outside the alphabet are passed over, and padding ends the data.
pub(super) fn base64_decode(text: &Value) -> Option<Value> {
    let text = text.as_str().filter(|text| is_short(text))?;
    let data = text.split('=').next().unwrap_or_default();
    let sextets = data.bytes().filter_map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    });
    let mut bytes = Vec::new();
    let (mut pending, mut width) = (0u32, 0u32);
    for sextet in sextets {
        pending = (pending << 6) | u32::from(sextet);
        width += 6;
        if width >= 8 {
            width -= 8;
            bytes.push((pending >> width) as u8);
            pending &= (1 << width) - 1;
        }
    }
    Some(Value::from(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Hashes the text that Java prints for the data.
pub(super) fn hash(data: &Value, algorithm: &Value) -> Option<Value> {
    let text = java::text(data);
    let data = Some(text.as_bytes()).filter(|_| is_short(&text))?;
    let digest = match algorithm.as_str()? {
        "MD5" => hex(&Md5::digest(data)),
        "SHA-1" => hex(&Sha1::digest(data)),
        "SHA-256" => hex(&Sha256::digest(data)),
        "SHA-384" => hex(&Sha384::digest(data)),
        "SHA-512" => hex(&Sha512::digest(data)),
        _ => return None,
    };
    Some(Value::from(digest))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
