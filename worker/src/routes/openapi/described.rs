//! The description, from the types and the list of operations; compared with the file, with the routes, and with every refusal in the code.
//!
//! `UPDATE=1 cargo test -p mingbai-worker --features development openapi` writes the file.

mod answers;
mod operation;
mod operations;
mod parameters;
mod schemas;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use mingbai_shared::request::{Case, ListedCase, PersonMutation, Reading};
use mingbai_shared::schema::say_plainly;
use mingbai_shared::trail::Record;
use serde_json::{Map, Value, json};

use self::answers::{HEADERS, NOT_NOTED, OF_A_FILE, refusals, refused};
use self::operation::{Operation, Session, Tag, Taken};
use self::operations::all;
use self::parameters::Place;
use self::schemas::{Schemas, holds, refers, said};
use super::super::Route;
use crate::{problem, session};

const ABOUT: &str = "What a district's server answers. Every answer carries the headers of a careful site (docs/operations.md). A refusal is a problem of RFC 9457 with a stable `code`; \
    its sentences are for people, in Chinese and English. An address answers other methods than these with 405, `wrong_method` and `Allow`, and an address that is not described with 404; \
    a page with a slash too many at the end of its address with 308 and `Location`. \
    HEAD answers as GET does, without the content. A whole number is written without a fraction: 5, not 5.0.";

fn document() -> Value {
    let mut schemas = Schemas::new();
    let (mut paths, mut parameters, mut responses) = (Map::new(), Map::new(), Map::new());
    for operation in all() {
        let described = described(&operation, &mut schemas, &mut responses);
        for parameter in &operation.parameters {
            parameters.insert(parameter.key.to_lowercase(), parameter.described(&mut schemas));
        }
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        if takes_head(&operation) {
            path["head"] = headless(&described);
        }
        path[operation.method] = described;
    }
    // What stands inside texts.
    said::<PersonMutation>(&mut schemas);
    said::<Case>(&mut schemas);
    said::<ListedCase>(&mut schemas);
    said::<Reading>(&mut schemas);
    said::<Record>(&mut schemas);
    let mut named = schemas.named();
    holds(&mut named, "Sent", "body", &["PersonMutation"]);
    holds(&mut named, "HandUp", "pack", &["Pack"]);
    holds(&mut named, "OpenedPublication", "pack", &["Pack"]);
    holds(&mut named, "Row", "body", &["Case", "ListedCase", "Reading"]);
    refers(&mut named, "OpenedDraft", "draft", "PackDraft");
    refers(&mut named, "PreviewedDraft", "draft", "PackDraft");
    responses.insert("Head".into(), json!({ "description": "As GET says it, without the content." }));
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Mingbai 明白", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": Tag::ALL.map(|tag| json!({ "name": tag.name(), "description": both(tag.what()) })),
        "paths": paths,
        "components": {
            "schemas": named,
            "parameters": parameters,
            "headers": HEADERS.iter().map(|header| (header.key.to_lowercase(), header.described())).collect::<Map<_, _>>(),
            "responses": responses,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": session::COOKIE, "description": "The ticket of a sign-in (docs/decisions/0019)." },
            },
        },
    });
    say_plainly(&mut document);
    document
}

fn both(text: mingbai_shared::words::Bilingual) -> String {
    [text.zh, " / ", text.en].concat()
}

/// In words of its address: `get_log_since_size`.
fn id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    [method].into_iter().chain(words).collect::<Vec<_>>().join("_")
}

fn described(operation: &Operation, schemas: &mut Schemas, responses: &mut Map<String, Value>) -> Value {
    let mut answers = Map::new();
    for given in &operation.given {
        answers.insert(given.status.to_string(), given.described(schemas));
    }
    let mut by_status: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for (code, status) in refusals().filter(|(code, _)| operation.refuses.contains(code)) {
        by_status.entry(status).or_default().push(code);
    }
    for (status, codes) in by_status {
        let (name, described) = refused(&codes, schemas);
        match answers.get_mut(&status.to_string()) {
            // The same status says two things, each in its own media type.
            Some(given) => {
                given["content"].as_object_mut().unwrap().extend(described["content"].as_object().unwrap().clone())
            }
            None => {
                answers.insert(status.to_string(), json!({ "$ref": format!("#/components/responses/{name}") }));
                responses.insert(name, described);
            }
        }
    }
    let mut described = json!({
        "operationId": id(operation.method, operation.path),
        "summary": both(operation.summary),
        "tags": [operation.tag.name()],
        "responses": answers,
    });
    if let Some(note) = operation.note {
        described["description"] = note.into();
    }
    if !operation.parameters.is_empty() {
        let refer = |key: &str| json!({ "$ref": format!("#/components/parameters/{}", key.to_lowercase()) });
        described["parameters"] = operation.parameters.iter().map(|parameter| refer(parameter.key)).collect();
    }
    if let Some(Taken { media, schema, most }) = operation.body {
        described["requestBody"] = json!({
            "description": format!("At most {most} bytes."),
            "required": true,
            "content": { media: { "schema": schema(schemas) } },
        });
    }
    match operation.session {
        Session::Never => {}
        Session::Optional => described["security"] = json!([{}, { "session": [] }]),
        Session::Needed => described["security"] = json!([{ "session": [] }]),
    }
    described
}

fn headless(get: &Value) -> Value {
    let mut head = get.clone();
    head["operationId"] = get["operationId"].as_str().unwrap().replacen("get", "head", 1).into();
    for answer in head["responses"].as_object_mut().unwrap().values_mut() {
        *answer = json!({ "$ref": "#/components/responses/Head" });
    }
    head
}

/// The address with the examples of its parameters in it.
fn example(operation: &Operation) -> String {
    let in_path = operation.parameters.iter().filter(|parameter| parameter.place == Place::Path);
    in_path.fold(operation.path.to_owned(), |path, parameter| {
        path.replace(&format!("{{{}}}", parameter.name), parameter.example)
    })
}

fn with_route<T>(operation: &Operation, then: impl FnOnce(Route<'_>) -> T) -> T {
    let path = example(operation);
    assert!(!path.contains('{'), "{path} has a part that no parameter describes");
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    then(Route::of(&segments).unwrap_or_else(|| panic!("{path} is described and leads nowhere")))
}

fn takes_head(operation: &Operation) -> bool {
    operation.method == "get" && with_route(operation, |route| route.allow().contains("HEAD"))
}

macro_rules! variants {
    ($( $variant:ident )*) => {
        const VARIANTS: &[&str] = &[$( stringify!($variant) ),*];
        // A new variant must be named here, and then be described.
        fn variant(route: &Route<'_>) -> &'static str {
            match route { $( Route::$variant { .. } => stringify!($variant), )* }
        }
    };
}

variants! {
    Health Ready Metrics Description Page Shell Asset Record LogKey Cosignature Session SignIn SignInAt SignInDone SignInEnded SignOut Devices EndDevices
    EndDevice Applicant Happened Calendar Trail Sync Hints Push EndPush
    Channels Drafts Draft DraftStep Previews Publications Publication PublicationStep Notices NoticeStep
}

#[test]
fn the_file_is_what_the_types_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let document = document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, in_lines(&document, 0) + "\n").unwrap();
    }
    let written: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let differs = first_difference(&written, &document, String::new());
    assert_eq!(
        differs, None,
        "UPDATE=1 cargo test -p mingbai-worker --features development openapi writes the file anew"
    );
}

/// What fits into a line stands in one.
fn in_lines(value: &Value, depth: usize) -> String {
    const WIDTH: usize = 160;
    let plain = value.to_string();
    if depth + plain.chars().count() <= WIDTH {
        return plain;
    }
    let (space, end) = (" ".repeat(depth + 1), " ".repeat(depth));
    let inside =
        |lines: Vec<String>| lines.into_iter().map(|line| [&space, &*line].concat()).collect::<Vec<_>>().join(",\n");
    match value {
        Value::Object(members) => {
            let member = |(name, value)| format!("{}: {}", json!(name), in_lines(value, depth + 1));
            format!("{{\n{}\n{end}}}", inside(members.iter().map(member).collect()))
        }
        Value::Array(parts) => {
            format!("[\n{}\n{end}]", inside(parts.iter().map(|part| in_lines(part, depth + 1)).collect()))
        }
        _ => plain,
    }
}

fn first_difference(one: &Value, other: &Value, at: String) -> Option<String> {
    match (one, other) {
        (Value::Object(members), Value::Object(others)) => {
            let names: BTreeSet<_> = members.keys().chain(others.keys()).collect();
            let null = Value::Null;
            let of = |members: &Map<String, Value>, name: &String| members.get(name).unwrap_or(&null).clone();
            names
                .into_iter()
                .find_map(|name| first_difference(&of(members, name), &of(others, name), format!("{at}/{name}")))
        }
        _ => (one != other).then_some(at),
    }
}

#[test]
fn what_is_described_is_routed_and_what_is_routed_is_described() {
    let mut seen = BTreeSet::new();
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for operation in all() {
        with_route(&operation, |route| {
            seen.insert(variant(&route));
            let allowed = route.allow().split(", ").map(str::to_lowercase).collect::<BTreeSet<_>>();
            let described = methods.entry(operation.path.into()).or_insert(allowed);
            assert!(described.remove(operation.method), "{} {} is not allowed", operation.method, operation.path);
            if takes_head(&operation) {
                described.remove("head");
            }
        });
    }
    assert_eq!(seen, VARIANTS.iter().copied().collect(), "a route is not described");
    methods.retain(|_, left| !left.is_empty());
    assert!(methods.is_empty(), "allowed and not described: {methods:?}");
}

#[test]
fn every_part_of_an_address_is_described_once() {
    let mut ids = BTreeSet::new();
    for operation in all() {
        let in_path = operation.parameters.iter().filter(|parameter| parameter.place == Place::Path);
        for parameter in in_path {
            let part = format!("{{{}}}", parameter.name);
            assert_eq!(operation.path.matches(&part).count(), 1, "{part} in {}", operation.path);
        }
        assert!(ids.insert(id(operation.method, operation.path)), "{}", operation.path);
    }
}

/// What the code refuses with: `Problem::new(404, "not_found", …` wherever it stands, and the front worker's own.
#[test]
fn every_refusal_is_described_with_its_status() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut made = BTreeSet::new();
    let front = std::fs::read_to_string(root.join("front.js")).unwrap();
    for one in front.split("problem(").skip(1) {
        let words: Vec<_> = one.split(',').map(|word| word.trim().trim_matches('"')).take(3).collect();
        if let [status, title, code] = words[..]
            && let Ok(status) = status.parse()
        {
            assert_eq!(title, problem::title(status));
            made.insert((code.to_owned(), status));
        }
    }
    for file in sources(&root.join("src")) {
        let text = std::fs::read_to_string(file).unwrap();
        for one in text.split("Problem::new(").skip(1) {
            let mut words = one.split(',').map(str::trim);
            let (status, code) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            if let Ok(status) = status.parse::<u16>() {
                match code.strip_prefix('"').and_then(|code| code.strip_suffix('"')) {
                    Some(code) => drop(made.insert((code.to_owned(), status))),
                    None => assert_eq!((status, code), (409, "why.code()"), "a code that is not written there"),
                }
            }
        }
    }
    // What `why.code()` says is written in the match of `code`.
    let shared = root.join("../shared/src");
    let codes = ["request/clock.rs", "deadline/refusal.rs"].map(|file| {
        let text = std::fs::read_to_string(shared.join(file)).unwrap();
        let arms = text.split_once("fn code(&self)").unwrap().1.split_once("\n    }\n").unwrap().0.to_owned();
        arms.split("=> \"").skip(1).map(|arm| arm.split_once('"').unwrap().0.to_owned()).collect::<Vec<_>>()
    });
    let said: BTreeSet<_> = codes.into_iter().flatten().collect();
    assert_eq!(said, NOT_NOTED.into_iter().chain(OF_A_FILE).map(str::to_owned).collect());
    made.extend(NOT_NOTED.map(|code| (code.to_owned(), 409)));
    let described: BTreeSet<_> = refusals().map(|(code, status)| (code.to_owned(), status)).collect();
    assert_eq!(made, described);
    let used: BTreeSet<_> = all().iter().flat_map(|operation| operation.refuses.clone()).collect();
    // No operation is described that is not taken; the other is said by the register to an agency.
    let elsewhere = ["wrong_method", "other_agencys_document"];
    assert!(elsewhere.iter().all(|code| !used.contains(code)));
    assert_eq!(used.into_iter().chain(elsewhere).collect::<BTreeSet<_>>(), refusals().map(|(code, _)| code).collect());
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    inside
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}
