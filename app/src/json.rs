//! JSON by the browser's own parser (docs/decisions/0003).

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use thiserror::Error;

/// A text that is not the JSON of what was expected, or a value that has none.
#[derive(Debug, Error)]
#[error("not the JSON that was expected: {0}")]
pub struct JsonError(String);

/// Reads a value.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    let value = js_sys::JSON::parse(text).map_err(|_| JsonError("no JSON".into()))?;
    serde_wasm_bindgen::from_value(value).map_err(|wrong| JsonError(wrong.to_string()))
}

/// Writes a value.
pub fn write<T: Serialize>(value: &T) -> Result<String, JsonError> {
    let value = value.serialize(&Serializer::json_compatible()).map_err(|wrong| JsonError(wrong.to_string()))?;
    let text = js_sys::JSON::stringify(&value).map_err(|_| JsonError("no JSON".into()))?;
    Ok(text.into())
}
