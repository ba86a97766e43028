//! Schemas of what is sent and answered, from the types themselves.

use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
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

/// A member that is said is of a type that is read, where some members may be missing. In what is said none is.
pub fn refers(named: &mut Map<String, Value>, schema: &str, member: &str, to: &str) {
    assert!(named.contains_key(to), "{to}");
    let member = named.get_mut(schema).and_then(|schema| schema.pointer_mut(&format!("/properties/{member}"))).unwrap();
    member["$ref"] = json!(format!("#/components/schemas/{to}"));
}
