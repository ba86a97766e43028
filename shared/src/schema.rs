//! Schemas as people and other programs read them, for the interface's description and for `mingbai schema`.

use serde_json::Value;

/// Comments in the code link to other code and are broken into lines; and not every reader knows what a format allows, so it is said in numbers and as a
/// pattern too.
pub fn say_plainly(schema: &mut Value) {
    const UUID: &str = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
    match schema {
        Value::Object(members) => {
            let format = members.get("format").and_then(Value::as_str);
            let [least, most] = match format {
                Some("int32") => [Some(i32::MIN.into()), Some(i32::MAX.into())],
                Some("int64") => [Some(i64::MIN.into()), Some(i64::MAX.into())],
                Some("uint64") => [None, Some(Value::from(u64::MAX))],
                // In WASM a `usize` has 32 bits.
                Some("uint" | "uint32") => [None, Some(u32::MAX.into())],
                _ => [None, None],
            };
            let pattern = (format == Some("uuid")).then(|| UUID.into());
            for (name, value) in [("minimum", least), ("maximum", most), ("pattern", pattern)] {
                members.extend(value.map(|value: Value| (name.to_owned(), value)));
            }
            if let Some(Value::String(text)) = members.get_mut("description") {
                *text = text.replace("[`", "`").replace("`]", "`").replace("()`", "`").replace('\n', " ");
            }
            members.values_mut().for_each(say_plainly);
        }
        Value::Array(parts) => parts.iter_mut().for_each(say_plainly),
        _ => {}
    }
}
