//! Schemas of what is sent and answered, from the types themselves.

use schemars::generate::{SchemaGenerator, SchemaSettings};
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// Gives a type's schema, and keeps those that it refers to.
pub type Described = fn(&mut Schemas) -> Value;

/// What the worker reads: a member that has a default may be missing.
pub fn read<T: JsonSchema>(schemas: &mut Schemas) -> Value {
    schemas.read.subschema_for::<T>().into()
}

/// What the worker says: every member is there.
pub fn said<T: JsonSchema>(schemas: &mut Schemas) -> Value {
    schemas.said.subschema_for::<T>().into()
}

/// A text that is of no type of ours.
pub fn text(_: &mut Schemas) -> Value {
    json!({ "type": "string" })
}

/// Bytes that docs/record.md has the form of.
pub fn bytes(_: &mut Schemas) -> Value {
    json!({})
}

/// All schemas that something refers to.
pub struct Schemas {
    read: SchemaGenerator,
    said: SchemaGenerator,
}

impl Schemas {
    pub fn new() -> Schemas {
        let settings = || {
            SchemaSettings::draft2020_12().with(|settings| {
                settings.meta_schema = None;
                settings.definitions_path = "/components/schemas".into();
            })
        };
        Schemas {
            read: settings().for_deserialize().into_generator(),
            said: settings().for_serialize().into_generator(),
        }
    }

    /// By their names. One name stands for one schema, whichever way it goes.
    pub fn named(mut self) -> Map<String, Value> {
        let mut named = self.read.take_definitions(true);
        for (name, schema) in self.said.take_definitions(true) {
            let before = named.insert(name.clone(), schema.clone());
            assert!(before.is_none_or(|before| before == schema), "{name} is read otherwise than it is said");
        }
        let is_plain = |name: &String| name.bytes().all(|byte| byte.is_ascii_alphabetic());
        assert!(named.keys().all(is_plain), "two types have the same name: {:?}", named.keys());
        named
    }
}

/// Comments in the code link to other code and are broken into lines; and not every reader knows what a format allows.
pub fn say_all(described: &mut Value) {
    const UUID: &str = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";
    match described {
        Value::Object(members) => {
            match members.get("format").and_then(Value::as_str) {
                Some("uuid") => drop(members.insert("pattern".into(), UUID.into())),
                Some("uint64") => drop(members.insert("maximum".into(), u64::MAX.into())),
                // The worker counts in 32 bits.
                Some("uint" | "uint32") => drop(members.insert("maximum".into(), u32::MAX.into())),
                Some("int32") => {
                    members.insert("minimum".into(), i32::MIN.into());
                    members.insert("maximum".into(), i32::MAX.into());
                }
                Some("int64") => {
                    members.insert("minimum".into(), i64::MIN.into());
                    members.insert("maximum".into(), i64::MAX.into());
                }
                _ => {}
            }
            if let Some(Value::String(text)) = members.get_mut("description") {
                *text = text.replace("[`", "`").replace("`]", "`").replace("()`", "`").replace('\n', " ");
            }
            members.values_mut().for_each(say_all);
        }
        Value::Array(parts) => parts.iter_mut().for_each(say_all),
        _ => {}
    }
}

/// The text of a member holds JSON of these types.
pub fn holds(named: &mut Map<String, Value>, schema: &str, member: &str, inside: &[&str]) {
    let text = named.get_mut(schema).and_then(|schema| schema.pointer_mut(&format!("/properties/{member}"))).unwrap();
    text["contentMediaType"] = json!("application/json");
    let refer = |name: &&str| json!({ "$ref": format!("#/components/schemas/{name}") });
    text["contentSchema"] = match inside {
        [one] => refer(one),
        several => json!({ "anyOf": several.iter().map(refer).collect::<Vec<_>>() }),
    };
}

/// Nothing of [`Schema`] itself is needed further on.
pub fn keep<T: JsonSchema>(schemas: &mut Schemas) {
    let _: Schema = schemas.said.subschema_for::<T>();
}
