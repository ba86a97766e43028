//! The form of a profile, for others who write one (JSON Schema): made from the vocabulary, so that a fact that is added is in it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::vocabulary::LONGEST_LIST;
use super::{FactKey, FactKind, Facts};

/// A day as [`crate::iso::day`] reads it. Not every reader of schemas knows the format.
fn day() -> Value {
    json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
}

impl FactKind {
    fn schema(self) -> Value {
        match self {
            FactKind::YesNo => json!({ "type": "boolean" }),
            FactKind::Date => day(),
            FactKind::Dates => json!({ "type": "array", "items": day(), "maxItems": LONGEST_LIST }),
            FactKind::Number(_) => json!({ "type": "integer", "minimum": 0, "maximum": i64::MAX }),
            FactKind::Choice(choices) => {
                json!({ "type": "string", "enum": choices.iter().map(|choice| choice.name).collect::<Vec<_>>() })
            }
            FactKind::IndustryCode => json!({ "type": "string", "pattern": "^([A-T]|[A-T]?[0-9]{2,4})$" }),
        }
    }
}

impl JsonSchema for Facts {
    fn schema_name() -> Cow<'static, str> {
        "Facts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let fact = |key: &FactKey| {
            let mut schema = key.kind().schema();
            if key.may_be_none() {
                schema = json!({ "anyOf": [schema, { "type": "array", "maxItems": 0 }] });
            }
            if let Value::Object(members) = &mut schema {
                members.insert("title".into(), key.label().zh.into());
                members.insert("description".into(), key.question().en.into());
            }
            (key.name().to_owned(), schema)
        };
        let facts: Map<String, Value> = FactKey::ALL.iter().filter(|key| !key.is_worked_out()).map(fact).collect();
        json_schema!({
            "type": "object",
            "description": "What one person or firm has said. A fact that is absent is unknown, never false. Money is in fen, rates are in tenths of a percent.",
            "properties": facts,
            "additionalProperties": false,
        })
    }
}
