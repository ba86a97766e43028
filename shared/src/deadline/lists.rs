//! Lists in JSON. serde reads a list where an object is meant, its members in their order: what was written by hand then means something by its place.

use serde_json::Value;

/// Whether lists stand only for the members of these names, and none directly in another.
pub(super) fn only_for(names: &[&str], value: &Value) -> bool {
    match value {
        Value::Array(_) => false,
        Value::Object(members) => members.iter().all(|(name, member)| match member {
            Value::Array(items) => names.contains(&name.as_str()) && items.iter().all(|item| only_for(names, item)),
            other => only_for(names, other),
        }),
        _ => true,
    }
}
