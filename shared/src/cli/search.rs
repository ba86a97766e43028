//! `mingbai search --corpus DIR QUERY`: every hit in a folder of texts, as the app finds it on the device.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;

use super::{Refusal, day, print, read, say};
use crate::document::{LARGEST_INPUT, text_of};
use crate::search::{Corpus, Filter, NotAQuery, Source, Wanted};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder of regulations as .md, .txt or .docx.
    #[arg(long, value_name = "DIR")]
    corpus: PathBuf,
    /// Words that must all stand in an article or its document's title; in quotation marks (“”, "", 「」, 『』) a phrase.
    query: String,
    /// Takes the query as it stands, with its spaces and quotation marks.
    #[arg(long)]
    exact: bool,
    /// Prints how many hits there are, and nothing else.
    #[arg(long)]
    count: bool,
    /// Prints so many hits at most.
    #[arg(long, value_name = "N")]
    most: Option<usize>,
    /// What is in force on this day comes first, all else being equal.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    on: Option<NaiveDate>,
    /// Only what is in force on the day of --on.
    #[arg(long, requires = "on")]
    in_force: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let corpus = load(&arguments.corpus)?;
    let query = if arguments.exact { corpus.phrase(&arguments.query) } else { corpus.query(&arguments.query) };
    let query = query.map_err(|wrong| Refusal::new(code(wrong), wrong, &arguments.query))?;
    let most = if arguments.count { 0 } else { arguments.most.unwrap_or(usize::MAX) };
    let filter = Filter { in_force_on: arguments.on.filter(|_| arguments.in_force), ..Filter::default() };
    let found = corpus.search(&query, &Wanted { filter, today: arguments.on, most });
    if arguments.count {
        return print(&found.total);
    }
    for hit in &found.hits {
        let before = corpus.text(&hit.document).and_then(|text| text.get(..hit.range.start)).unwrap_or_default();
        print(&json!({
            "document": hit.document,
            "article": hit.place.article(),
            "offset": before.chars().count(),
            "snippet": hit.snippet.text,
        }))?;
    }
    Ok(())
}

/// Every text of the folder; a file that cannot be read as text is skipped, with a message.
fn load(folder: &Path) -> Result<Corpus, Refusal> {
    let refuse = |wrong: std::io::Error| Refusal::new("unreadable", wrong, folder.display());
    let mut corpus = Corpus::new();
    for entry in std::fs::read_dir(folder).map_err(refuse)? {
        let path = entry.map_err(refuse)?.path();
        let is_text = path.extension().is_some_and(|kind| kind == "md" || kind == "txt" || kind == "docx");
        let Some(name) = path.file_name().filter(|_| is_text && path.is_file()) else { continue };
        let bytes = read(&path.to_string_lossy(), LARGEST_INPUT)?;
        match text_of(&bytes) {
            Ok(text) => corpus.put(Source::of_file(&name.to_string_lossy(), &text)),
            Err(wrong) => say(format_args!("skipped {}: {wrong}", path.display())),
        }
    }
    if corpus.is_empty() {
        return Err(Refusal::new("no_texts", "no .md, .txt or .docx was found here", folder.display()));
    }
    Ok(corpus)
}

fn code(wrong: NotAQuery) -> &'static str {
    match wrong {
        NotAQuery::Empty => "empty_query",
        NotAQuery::TooLong => "query_too_long",
    }
}
