//! `mingbai schema`: the form of what the other commands read, as JSON Schema (2020-12), from the types that read it.

use clap::ValueEnum;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Refusal, print};
use crate::audience::Rule;
use crate::deadline::Timeline;
use crate::facts::Facts;
use crate::notice::Notice;
use crate::pack::{Pack, Parts};
use crate::request::Form;
use crate::schema::say_plainly;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Of what.
    #[arg(value_name = "NAME")]
    name: Name,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    /// For whom a policy is: the rule that `match` judges by.
    Audience,
    /// A profile, as `match --facts` reads it.
    Facts,
    /// What an agency writes beside a text: a policy's pack.json, as `match --policies` and `publish` read it.
    Policy,
    /// A pack as it is published: a policy joined with its text.
    Pack,
    /// An application for information.
    Request,
    /// A matter with what happened, as `deadline` reads it.
    Timeline,
    /// A notice as it stands in the public record: what is said, and to whom it is for as a rule.
    Notice,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let schema = match arguments.name {
        Name::Audience => of::<Rule>(),
        Name::Facts => of::<Facts>(),
        Name::Policy => of::<Parts>(),
        Name::Pack => of::<Pack>(),
        Name::Request => of::<Form>(),
        Name::Timeline => of::<Timeline>(),
        Name::Notice => of::<Notice>(),
    };
    print(&schema)
}

/// What is read: a member that has a default may be missing.
fn of<T: JsonSchema>() -> Value {
    let mut schema =
        SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>().to_value();
    say_plainly(&mut schema);
    schema
}
