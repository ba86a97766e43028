//! What comes back: what was asked for, or a refusal by its code.

use serde_json::{Map, Value, json};

use super::schemas::{Described, Schemas, said};
use crate::problem::{self, Problem};

/// Every refusal that is written as one, by its code. One code has one status.
pub const REFUSALS: [(&str, u16); 43] = [
    ("malformed", 400),
    ("signed_out", 401),
    ("prove_again", 401),
    ("cross_origin", 403),
    ("forbidden", 403),
    ("same_person", 403),
    ("not_found", 404),
    ("preview_over", 404),
    ("wrong_method", 405),
    ("somebody_else", 409),
    ("identity_fork", 409),
    ("not_reviewed", 409),
    ("other_attribute", 409),
    ("plan_later", 409),
    ("not_returned", 409),
    ("not_as_kept", 409),
    ("not_a_cosignature", 409),
    ("other_agencys_document", 409),
    ("not_now", 409),
    ("too_often_sent", 409),
    ("changed", 409),
    ("name_taken", 409),
    ("too_many_open", 409),
    ("draft_changed", 409),
    ("draft_gone", 409),
    ("too_many_drafts", 409),
    ("too_many_links", 409),
    ("push_off", 409),
    ("too_large", 413),
    ("wrong_type", 415),
    ("digest_mismatch", 422),
    ("incomplete", 422),
    ("not_a_year", 422),
    ("unfit", 422),
    ("unknown_push_service", 422),
    ("reason", 422),
    ("websocket_only", 426),
    ("too_often", 429),
    ("crowded", 429),
    ("too_many", 429),
    ("internal", 500),
    ("late", 503),
    ("issuer_away", 503),
];

/// With 409: why something is not noted of a case (`NotAllowed`). The rest of the codes of `deadline::Refusal` are of a timeline in a file.
pub const NOT_NOTED: [&str; 13] = [
    "not_received",
    "already_received",
    "still_to_come",
    "before_submission",
    "not_the_last",
    "too_many_events",
    "out_of_reach",
    "before_receipt",
    "extension_too_long",
    "second_extension",
    "late_extension",
    "second_correction",
    "answer_before_question",
];
pub const OF_A_FILE: [&str; 10] = [
    "not_a_timeline",
    "unknown_rule",
    "unknown_event",
    "unknown_basis",
    "basis_not_of_rule",
    "not_a_day",
    "zone_missing",
    "instant_needed",
    "event_not_of_rule",
    "came_online",
];

/// All of them.
pub fn refusals() -> impl Iterator<Item = (&'static str, u16)> {
    REFUSALS.into_iter().chain(NOT_NOTED.into_iter().map(|code| (code, 409)))
}

fn status(code: &str) -> u16 {
    refusals().find(|(known, _)| *known == code).unwrap_or_else(|| panic!("{code} is no refusal")).1
}

/// A header of an answer: its name, what it says, and whether it says anything else.
#[derive(Clone, Copy)]
pub struct Header {
    pub key: &'static str,
    name: &'static str,
    what: &'static str,
    always: Option<&'static str>,
}

macro_rules! headers {
    ($( $key:ident: $name:literal $(= $always:literal)?, $what:literal; )*) => {
        $( pub const $key: Header = Header { key: stringify!($key), name: $name, what: $what, always: headers!(@ $($always)?) }; )*
        pub const HEADERS: &[Header] = &[$( $key ),*];
    };
    (@ $always:literal) => { Some($always) };
    (@) => { None };
}

headers! {
    NO_STORE: "Cache-Control" = "no-store", "No cache keeps it.";
    ASK_AGAIN: "Cache-Control" = "no-cache", "It may be kept, and is asked about each time.";
    A_MOMENT: "Cache-Control" = "public, max-age=5, must-revalidate", "It holds for five seconds.";
    FOR_EVER: "Cache-Control" = "public, max-age=31536000, immutable", "It never changes.";
    NAME: "ETag", "The name of what is said, for If-None-Match. Weak, since it also goes out packed.";
    GO_ON: "Location", "Where to go on.";
    COOKIES: "Set-Cookie", "The ticket, or the end of it.";
    CLEAR: "Clear-Site-Data" = "\"cache\"", "What the browser keeps of answers goes.";
    SAVE_AS: "Content-Disposition", "The name of the file.";
    LINES_UNTIL: "Mingbai-Trail-Until", "Up to which line there were lines at the first question: for the next ones.";
    WAIT: "Retry-After", "After how many seconds to try again.";
}

impl Header {
    pub fn described(self) -> Value {
        let schema = match (self.name, self.always) {
            ("Retry-After" | "Mingbai-Trail-Until", _) => json!({ "type": "integer", "minimum": 0 }),
            ("ETag", _) => json!({ "type": "string", "pattern": "^W/\"[0-9a-f]{64}\"$" }),
            (_, Some(always)) => json!({ "type": "string", "const": always }),
            _ => json!({ "type": "string", "minLength": 1 }),
        };
        json!({ "description": self.what, "required": true, "schema": schema })
    }
}

fn with_headers(headers: &[Header]) -> Value {
    let refer = |header: &Header| json!({ "$ref": format!("#/components/headers/{}", header.key.to_lowercase()) });
    headers.iter().map(|header| (header.name.to_owned(), refer(header))).collect::<Map<_, _>>().into()
}

/// What was asked for.
#[derive(Clone, Copy)]
pub struct Given {
    pub status: u16,
    pub what: &'static str,
    pub content: Option<(&'static str, Described)>,
    pub headers: &'static [Header],
}

impl Given {
    pub fn described(&self, schemas: &mut Schemas) -> Value {
        let mut described = json!({ "description": self.what });
        if let Some((media, schema)) = self.content {
            described["content"] = json!({ media: { "schema": schema(schemas) } });
        }
        if !self.headers.is_empty() {
            described["headers"] = with_headers(self.headers);
        }
        described
    }
}

/// A refusal with one of these codes, all of one status; its name among the components, and what stands there.
pub fn refused(codes: &[&str], schemas: &mut Schemas) -> (String, Value) {
    let status = status(codes.first().unwrap());
    let said = json!({
        "allOf": [said::<Problem>(schemas)],
        "properties": { "status": { "const": status }, "title": { "const": problem::title(status) }, "code": { "enum": codes } },
    });
    // Whoever has filed too much does not get further by waiting; whoever asks too often does.
    let headers: &[Header] = match status {
        429 if !codes.contains(&"too_many") => &[NO_STORE, WAIT],
        503 => &[NO_STORE, WAIT],
        _ => &[NO_STORE],
    };
    let described = json!({
        "description": codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", "),
        "headers": with_headers(headers),
        "content": { "application/problem+json": { "schema": said } },
    });
    let name = if codes == NOT_NOTED { "not_noted".to_owned() } else { codes.join(".") };
    (format!("{status}.{name}"), described)
}
