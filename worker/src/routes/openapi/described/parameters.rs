//! What an address, a query or a header of a request holds.

use mingbai_shared::register::HIGHEST_LEVEL;
use serde_json::{Value, json};

use super::schemas::{Schemas, read, text};

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Path,
    Query,
    Header,
}

/// One of them.
#[derive(Clone, Copy)]
pub struct Parameter {
    /// Its name among the components.
    pub key: &'static str,
    pub name: &'static str,
    pub place: Place,
    what: &'static str,
    schema: fn(&mut Schemas) -> Value,
    /// One that leads somewhere in the sample district, where there is one.
    pub example: &'static str,
}

impl Parameter {
    pub fn described(self, schemas: &mut Schemas) -> Value {
        let place = match self.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
        };
        let schema = (self.schema)(schemas);
        let example = match schema["type"].as_str() {
            Some("integer") => json!(self.example.parse::<u64>().unwrap()),
            _ => json!(self.example),
        };
        let mut described =
            json!({ "name": self.name, "in": place, "description": self.what, "schema": schema, "example": example });
        if self.place == Place::Path {
            described["required"] = json!(true);
        }
        described
    }
}

macro_rules! parameters {
    ($( $key:ident: $place:ident $name:literal, $schema:expr, $example:literal, $what:literal; )*) => {
        $( pub const $key: Parameter = Parameter {
            key: stringify!($key), name: $name, place: Place::$place, what: $what, schema: $schema, example: $example,
        }; )*
    };
}

fn pattern(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

const fn number() -> fn(&mut Schemas) -> Value {
    |_| json!({ "type": "integer", "format": "uint64", "minimum": 0 })
}

parameters! {
    DOCUMENT: Path "document", read::<mingbai_shared::names::DocumentId>, "elderly-allowance", "A document's name.";
    ARTICLE: Path "article", read::<mingbai_shared::law::ArticleNumber>, "1", "An article's number: 12, or 12-1 for 第十二条之一.";
    ENTRY: Path "entry", read::<mingbai_shared::law::ArticleNumber>, "1", "The number of a question or a term, which stays with it through amendments.";
    REQUEST: Path "request", text, "018f0000-0000-7000-8000-000000000001", "The page itself looks it up, on the device.";
    FILE: Path "file", |_| pattern(r"^[A-Za-z0-9._-]+$"), "app.js", "A name with the digest of the file in it, as the build made it.";
    SIZE: Path "size", number(), "0", "How many entries the log had when the reader saw it last.";
    DIGEST: Path "digest", read::<mingbai_shared::digest::Digest>, "0000000000000000000000000000000000000000000000000000000000000000", "The SHA-256 of a pack's bytes.";
    LEVEL: Path "level", |_| json!({ "type": "integer", "minimum": 0, "maximum": 6 }), "0", "How many levels of tiles are below it.";
    INDEX: Path "index", |_| pattern("^[0-9]{3}$"), "000", "The last three digits of the tile's number.";
    THOUSANDS: Path "thousands", |_| pattern("^[0-9]{3}$"), "001", "The three digits before. A larger log has further such parts before this one, each with its x.";
    WIDTH: Path "width", |_| json!({ "type": "integer", "minimum": 1, "maximum": 255 }), "1", "How many hashes or entries the tile has, which is not full yet.";
    POWER: Path "power", |_| json!({ "type": "integer", "minimum": 0, "maximum": HIGHEST_LEVEL }), "0", "The range speaks of 2 to this power entries.";
    NUMBER: Path "number", number(), "0", "The how manieth range of this length, from 0.";
    SERVICE: Path "service", read::<mingbai_shared::names::AgencyId>, "nowhere", "A sign-in service of the operator, by its id.";
    SIGN_IN: Path "id", read::<uuid::Uuid>, "018f0000-0000-4000-8000-000000000001", "A sign-in, by its id in the list.";
    CASE: Path "id", read::<uuid::Uuid>, "018f0000-0000-7000-8000-000000000001", "A case: the request's own id.";
    DRAFT: Path "draft", read::<mingbai_shared::pack::draft::kept::DraftId>, "018f0000-0000-7000-8000-000000000001", "A draft: a UUIDv7 that the client made.";
    NOTICE: Path "notice", read::<mingbai_shared::names::DocumentId>, "notice-018f0000-0000-7000-8000-000000000001", "A notice's name.";
    AGENCY: Path "agency", read::<mingbai_shared::names::AgencyId>, "civil-affairs", "An agency's name.";

    LANG: Query "lang", text, "en", "`en` for English; Chinese otherwise.";
    ELDER: Query "elder", text, "", "Where it stands, whatever it says: larger and calmer (长者版).";
    TYPED: Query "q", text, "补贴", "What to look for in the texts, at most 200 characters: words that must all be there, and phrases in quotation marks.";
    WORDS: Query "words", text, "补贴", "What another app shared, of which the first 40 characters are looked for where there is no `q`.";
    STAGE: Query "stage", read::<mingbai_shared::pack::gate::Stage>, "returned", "Only what is so far.";
    BEFORE: Query "before", number(), "100", "Only what changed before this: `next` of the answer before.";
    AFTER: Query "after", number(), "0", "The lines after this one. Reading from the first line on is itself noted.";
    UNTIL: Query "until", number(), "100", "Up to this one; up to the last without it.";
    BACK: Query "back", text, "/request", "Where to come back to: a path of this site. The first page for anything else.";
    AGAIN: Query "again", text, "", "Where it stands: even who is signed in there shows anew who they are.";
    STATE: Query "state", text, "x", "As OpenID Connect says.";
    CODE: Query "code", text, "x", "As OpenID Connect says.";
    ISSUER: Query "iss", text, "https://sign-in.example", "As RFC 9207 says.";

    KNOWN: Header "If-None-Match", text, "\"0\"", "The name of what the reader has (RFC 9110 §13.1.2).";
    UPGRADE: Header "Upgrade", |_| json!({ "type": "string", "enum": ["websocket"] }), "websocket", "A WebSocket’s handshake (RFC 6455); anything else is answered with 426.";
}
