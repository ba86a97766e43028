//! Bytes drawn at random by the platform (Web Crypto): for keys, and for what nobody may guess.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(bytes: &mut [u8]) -> Result<JsValue, JsValue>;
}

/// So many random bytes; none where the platform gives none.
pub fn drawn<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    get_random_values(&mut bytes).ok()?;
    Some(bytes)
}
