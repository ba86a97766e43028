//! Chance, from the browser alone.

use leptos::prelude::window;

/// So many random bytes; none where the browser has no source of them, which no browser lacks that runs WASM.
pub fn bytes<const N: usize>() -> Option<[u8; N]> {
    let mut drawn = [0; N];
    window().crypto().ok()?.get_random_values_with_u8_array(&mut drawn).ok()?;
    Some(drawn)
}
