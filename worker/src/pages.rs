//! Pages without WASM: complete HTML from the same types and with the same markup as the app, which takes over in place.

mod document;
mod found;
mod frame;
mod lists;
mod metadata;
mod offer;
mod spoken;
mod withdrawn;

use std::borrow::Cow;
use std::str::Utf8Error;

use mingbai_shared::names::DocumentId;
use mingbai_shared::pack::{Addressed, NotAPart, Pack, look_up};
use mingbai_shared::register::versions::Named;
use mingbai_shared::search::first_words;
use mingbai_shared::words::Language;
use percent_encoding::percent_decode_str;
use worker::{Env, Request, Response, Url};

use crate::objects::now;
use crate::objects::register::{Found, Listed};
use crate::outbox::Target;
use crate::problem::Problem;
use crate::{assets, routes};

/// A page that the server renders.
#[derive(Debug, PartialEq, Eq)]
pub enum Address<'a> {
    /// `/`
    Home,
    /// `/policies`
    Policies,
    /// Any address at which there is nothing.
    Nowhere,
    /// `/d/{document}`, and the same with one part marked.
    Document {
        /// The document.
        document: &'a str,
        /// The part: its kind, and its number.
        part: Option<(&'a str, &'a str)>,
    },
}

/// Renders a page. What does not exist is answered with a page that helps, and 404; what was withdrawn with one that says so, and 410.
pub async fn serve(request: &Request, env: &Env, address: Address<'_>) -> Result<Response, Problem> {
    let url = request.url()?;
    let language = match url.query_pairs().find(|(name, _)| name == "lang") {
        Some((_, value)) if value == "en" => Language::En,
        _ => Language::Zh,
    };
    let wanted = frame::Wanted { language, elder: url.query_pairs().any(|(name, _)| name == "elder") };
    let origin = url.origin().ascii_serialization();
    let site = metadata::Site { origin: &origin, language };
    let page = match address {
        Address::Home => Some(lists::home(&documents(env).await?, &offers(env).await?, &site, now())),
        Address::Policies => match typed(&url) {
            Some(typed) => {
                let mut answer = routes::ask(env, Target::Register, "/search", &typed).await?;
                Some(lists::found(&answer.json().await?, &typed, &site, now()))
            }
            None => Some(lists::policies(&documents(env).await?, &site, now())),
        },
        Address::Nowhere => None,
        Address::Document { document, part } => match (decoded(document), named(part)) {
            (Ok(document), Ok(part)) => match open(env, &document).await? {
                Some(Found::Opened(opened)) => document::page(&opened, part, &site, now()),
                Some(Found::Gone(gone)) => {
                    return answer(request, env, &withdrawn::page(&gone, &site), wanted, 410).await;
                }
                None => None,
            },
            _ => None,
        },
    };
    match page {
        Some(page) => answer(request, env, &page, wanted, 200).await,
        None => answer(request, env, &lists::not_found(&site), wanted, 404).await,
    }
}

async fn answer(
    request: &Request,
    env: &Env,
    page: &frame::Page,
    wanted: frame::Wanted,
    status: u16,
) -> Result<Response, Problem> {
    let mut shell = assets::shell(env).await?;
    shell.text = frame::render(&shell.text, page, wanted);
    routes::html(request, shell, status)
}

/// What somebody looks for in the texts: typed into the field, or shared by another app (`share_target` in the manifest).
fn typed(url: &Url) -> Option<String> {
    let asked = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let typed = asked("q").or_else(|| Some(first_words(&asked("words")?)))?;
    (!typed.trim().is_empty()).then_some(typed)
}

/// A part of an address as it is meant: `%40` is `@`. What is no text then leads nowhere.
fn decoded(part: &str) -> Result<Cow<'_, str>, Utf8Error> {
    percent_decode_str(part).decode_utf8()
}

/// The part that an address names.
fn named(part: Option<(&str, &str)>) -> Result<Option<Addressed>, NotAPart> {
    let Some((kind, number)) = part else { return Ok(None) };
    let number = decoded(number).map_err(|_| NotAPart)?;
    Addressed::read(&[kind, "/", &*number].concat())
}

async fn documents(env: &Env) -> Result<Vec<Listed>, Problem> {
    let mut answer = fetch(env, "/documents").await?;
    Ok(answer.json().await?)
}

async fn offers(env: &Env) -> Result<Vec<Pack>, Problem> {
    let mut answer = fetch(env, "/offers").await?;
    let mut packs: Vec<Pack> = answer.json().await?;
    look_up(&mut packs);
    Ok(packs)
}

async fn open(env: &Env, document: &str) -> Result<Option<Found>, Problem> {
    if Named::read(document).is_none_or(|named| named.document.parse::<DocumentId>().is_err()) {
        return Ok(None);
    }
    let mut answer = fetch(env, &format!("/documents/{document}")).await?;
    if answer.status_code() == 404 {
        return Ok(None);
    }
    let mut opened = match answer.json().await? {
        Found::Opened(opened) => opened,
        gone => return Ok(Some(gone)),
    };
    let asked_for: Vec<&DocumentId> = opened.pack.others().collect();
    let mut others: Vec<Pack> = if asked_for.is_empty() {
        Vec::new()
    } else {
        routes::ask(env, Target::Register, "/asked-for", &asked_for).await?.json().await?
    };
    look_up(others.iter_mut().chain([&mut opened.pack]));
    Ok(Some(Found::Opened(opened)))
}

async fn fetch(env: &Env, path: &str) -> Result<Response, Problem> {
    let (binding, name) = Target::Register.address();
    Ok(env.durable_object(binding)?.get_by_name(name)?.fetch_with_str(&format!("http://object{path}")).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_part_of_its_document_or_nothing() {
        assert_eq!(named(None), Ok(None));
        let part = Addressed::read("art/12-1").unwrap();
        assert_eq!(named(Some(("art", "12-1"))), Ok(part));
        assert_eq!(named(Some(("art", "12%2D1"))), Ok(part));
        for nothing in ["", "0", "%FF", "3%2F4", "x"] {
            assert_eq!(named(Some(("q", nothing))), Err(NotAPart), "{nothing}");
        }
    }

    #[test]
    fn what_is_looked_for_stands_in_the_address() {
        let typed = |query: &str| typed(&format!("https://example.org/policies{query}").parse().unwrap());
        let long = "老".repeat(60);
        for (query, expected) in [
            ("?q=%E6%B4%A5%E8%B4%B4+a", Some("津贴 a")),
            ("?lang=en&q=津贴", Some("津贴")),
            ("?words=津贴", Some("津贴")),
            ("?q=津贴&words=补贴", Some("津贴")),
            (&format!("?q={long}"), Some(long.as_str())),
            ("", None),
            ("?q=", None),
            ("?q=+%E3%80%80", None),
            ("?q=&words=津贴", None),
            ("?words=+", None),
        ] {
            assert_eq!(typed(query).as_deref(), expected, "{query}");
        }
        assert_eq!(typed(&format!("?words={long}")), Some("老".repeat(40)));
    }

    #[test]
    fn a_part_of_an_address_is_decoded_once() {
        for (part, meant) in [
            ("x%402026-05-01", "x@2026-05-01"),
            ("x@2026-05-01", "x@2026-05-01"),
            ("12%2D1", "12-1"),
            ("%E7%AC%AC", "第"),
            ("x%2540", "x%40"),
            ("x%2Fy", "x/y"),
            ("100%", "100%"),
        ] {
            assert_eq!(decoded(part).as_deref(), Ok(meant), "{part}");
        }
        for no_text in ["%FF", "x%E7%AC", "%C0%AF"] {
            assert!(decoded(no_text).is_err(), "{no_text}");
        }
    }
}
