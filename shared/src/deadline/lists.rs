//! Reading JSON in which lists are lists. serde reads a list where an object is meant, its members in their order: what was written by hand would then mean
//! something by its place.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads it, where lists stand only for the members of these names; or why not.
pub(super) fn read<T: DeserializeOwned>(names: &[&str], json: &[u8]) -> Result<T, String> {
    let value: Value = serde_json::from_slice(json).map_err(|wrong| wrong.to_string())?;
    if !only_for(names, &value) {
        return Err("a list stands where an object is meant".to_owned());
    }
    // From the bytes, since of a member that is written twice a value keeps the last alone.
    serde_json::from_slice(json).map_err(|wrong| wrong.to_string())
}

/// Whether no list stands for another member, and none directly in another.
fn only_for(names: &[&str], value: &Value) -> bool {
    match value {
        Value::Array(_) => false,
        Value::Object(members) => members.iter().all(|(name, member)| match member {
            Value::Array(items) => names.contains(&name.as_str()) && items.iter().all(|item| only_for(names, item)),
            other => only_for(names, other),
        }),
        _ => true,
    }
}
