//! What is said of one operation: one address with one method.

use mingbai_shared::words::Bilingual;

use super::answers::{self as h, Given, Header};
use super::parameters::{self as p, Parameter};
use super::schemas::{Described, text};

/// What belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Pages,
    Files,
    Record,
    SignIn,
    Own,
    Agency,
    Operations,
}

impl Tag {
    pub const ALL: [Tag; 7] =
        [Tag::Record, Tag::Own, Tag::Agency, Tag::SignIn, Tag::Operations, Tag::Pages, Tag::Files];

    pub fn name(self) -> &'static str {
        match self {
            Tag::Pages => "pages",
            Tag::Files => "files",
            Tag::Record => "record",
            Tag::SignIn => "sign-in",
            Tag::Own => "own",
            Tag::Agency => "agency",
            Tag::Operations => "operations",
        }
    }

    pub fn what(self) -> Bilingual {
        let (zh, en) = match self {
            Tag::Pages => ("网页，没有脚本也完整", "Pages, complete without scripts"),
            Tag::Files => ("应用的文件", "The files of the app"),
            Tag::Record => ("公开记录，任何人都可以核对", "The public record, for anyone to check"),
            Tag::SignIn => ("登录与退出", "Signing in and out"),
            Tag::Own => ("本人的事", "What is one’s own"),
            Tag::Agency => ("机关的事", "What an agency does"),
            Tag::Operations => ("运行情况", "For whoever runs it"),
        };
        Bilingual { zh, en }
    }
}

/// Whether it asks who is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    Never,
    /// It does, and answers nobody too.
    Optional,
    Needed,
}

/// What goes in.
pub struct Taken {
    pub media: &'static str,
    pub schema: Described,
    /// How many bytes it may have.
    pub most: usize,
}

/// One operation.
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    pub tag: Tag,
    pub summary: Bilingual,
    pub note: Option<&'static str>,
    pub session: Session,
    pub parameters: Vec<Parameter>,
    pub body: Option<Taken>,
    pub given: Vec<Given>,
    /// The codes of what it refuses.
    pub refuses: Vec<&'static str>,
}

fn operation(method: &'static str, path: &'static str, tag: Tag, zh: &'static str, en: &'static str) -> Operation {
    let mut refuses = vec!["internal", "late"];
    // A change that another site's page asks for is refused before anything else, and a crowd without tickets does not get in all at once.
    if method == "post" {
        refuses.extend(["cross_origin", "crowded"]);
    }
    Operation {
        method,
        path,
        tag,
        summary: Bilingual { zh, en },
        note: None,
        session: Session::Never,
        parameters: vec![],
        body: None,
        given: vec![],
        refuses,
    }
}

pub fn get(path: &'static str, tag: Tag, zh: &'static str, en: &'static str) -> Operation {
    operation("get", path, tag, zh, en)
}

pub fn post(path: &'static str, tag: Tag, zh: &'static str, en: &'static str) -> Operation {
    operation("post", path, tag, zh, en)
}

impl Operation {
    pub fn with(mut self, parameters: &[Parameter]) -> Self {
        self.parameters.extend(parameters);
        self
    }

    pub fn note(mut self, note: &'static str) -> Self {
        self.note = Some(note);
        self
    }

    pub fn refuses(mut self, codes: &[&'static str]) -> Self {
        self.refuses.extend(codes);
        self
    }

    pub fn session(mut self, session: Session) -> Self {
        self.session = session;
        self.refuses(if session == Session::Needed { &["signed_out", "too_often"] } else { &["too_often"] })
    }

    pub fn takes(mut self, media: &'static str, schema: Described, most: usize) -> Self {
        self.body = Some(Taken { media, schema, most });
        self.refuses(&["malformed", "too_large"])
    }

    pub fn takes_json(self, schema: Described, most: usize) -> Self {
        self.takes("application/json", schema, most).refuses(&["wrong_type"])
    }

    pub fn gives(
        mut self,
        status: u16,
        what: &'static str,
        content: Option<(&'static str, Described)>,
        headers: &'static [Header],
    ) -> Self {
        self.given.push(Given { status, what, content, headers });
        self
    }

    pub fn gives_json(self, what: &'static str, schema: Described, headers: &'static [Header]) -> Self {
        self.gives(200, what, Some(("application/json", schema)), headers)
    }

    /// What a reader asks about again by its name.
    pub fn gives_named(self, media: &'static str, schema: Described, headers: &'static [Header]) -> Self {
        self.with(&[p::KNOWN]).gives(200, "What is there.", Some((media, schema)), headers).gives(
            304,
            "It is what the reader has.",
            None,
            headers,
        )
    }

    pub fn page(self) -> Self {
        self.gives_named("text/html", text, &[h::ASK_AGAIN, h::NAME])
    }

    pub fn helps_the_lost(self) -> Self {
        self.gives(
            404,
            "There is no such document; the page helps to find one.",
            Some(("text/html", text)),
            &[h::ASK_AGAIN],
        )
    }

    pub fn says_what_is_gone(self) -> Self {
        self.gives(410, "It was withdrawn; the page says when and why.", Some(("text/html", text)), &[h::ASK_AGAIN])
    }

    pub fn for_ever(self, media: &'static str, schema: Described) -> Self {
        self.gives(200, "What is there.", Some((media, schema)), &[h::FOR_EVER]).refuses(&["not_found"])
    }
}
