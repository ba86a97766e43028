//! Dates and their proofs have the same bytes in a browser as on a server: the same ten thousand timelines, the same digest.

#[path = "../../../shared/tests/timelines/bytes.rs"]
mod bytes;
#[path = "../../../shared/tests/timelines/drawn.rs"]
mod drawn;

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn dates_and_their_proofs_have_the_same_bytes_as_on_a_server() {
    assert_eq!(bytes::digest(), bytes::EXPECTED.trim());
}
