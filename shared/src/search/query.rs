//! What is searched for: words that must all be there, and phrases in quotation marks.

use memchr::memmem::Finder;
use thiserror::Error;

use super::fold::Folding;
use crate::law::chinese_numeral;

/// The longest query, in characters.
pub const LONGEST_QUERY: usize = 200;

/// So many words and phrases are looked for one by one; more are a sentence that somebody pasted, and one phrase.
pub const MOST_WORDS: usize = 10;

/// Why a text is no query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAQuery {
    /// Nothing to search for.
    #[error("the query is empty; a word was expected")]
    Empty,
    /// Longer than [`LONGEST_QUERY`].
    #[error("the query has more than {LONGEST_QUERY} characters")]
    TooLong,
}

/// Words and phrases, ready to be looked for. None is empty, none stands twice, the longest is the first.
#[derive(Clone, Debug)]
pub struct Query {
    words: Vec<Finder<'static>>,
}

impl Query {
    /// Words between white space. What stands in “”, "", 「」 or 『』 by itself is a phrase, with the spaces in it. “ that is not closed is a sign like
    /// any other; the other marks are taken as closed at the end, as nobody has typed that yet.
    pub(super) fn parse(text: &str, folding: &Folding) -> Result<Query, NotAQuery> {
        within_length(text)?;
        let text = as_written(text);
        let mut words = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (word, after) =
                quoted(rest).unwrap_or_else(|| rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())));
            words.push(word);
            rest = after.trim_start();
        }
        match Query::of(words, folding)? {
            Some(query) => Ok(query),
            None => Query::phrase(&text, folding),
        }
    }

    /// The text as it stands.
    pub(super) fn phrase(text: &str, folding: &Folding) -> Result<Query, NotAQuery> {
        within_length(text)?;
        // One text is never too many.
        Query::of(vec![text], folding)?.ok_or(NotAQuery::Empty)
    }

    /// None where there are more than [`MOST_WORDS`].
    fn of(words: Vec<&str>, folding: &Folding) -> Result<Option<Query>, NotAQuery> {
        // In a query the end of a line is a space.
        let fold = |word: &str| folding.fold(&word.replace(['\n', '\r'], " "));
        let mut words: Vec<String> = words.into_iter().map(fold).filter(|word| !word.is_empty()).collect();
        words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        words.dedup();
        match words.len() {
            0 => Err(NotAQuery::Empty),
            1..=MOST_WORDS => {
                Ok(Some(Query { words: words.iter().map(|word| Finder::new(word).into_owned()).collect() }))
            }
            _ => Ok(None),
        }
    }

    pub(super) fn words(&self) -> &[Finder<'static>] {
        &self.words
    }
}

/// As regulations write it: 第三条 for the 第3条 that pages show.
fn as_written(text: &str) -> String {
    let (mut written, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once('第') {
        let digits = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        let (number, behind) = after.split_at(digits);
        written.extend([before, "第"]);
        match number.parse() {
            Ok(number) if behind.starts_with(['条', '章', '节']) => {
                written.push_str(&chinese_numeral(number));
                rest = behind;
            }
            _ => rest = after,
        }
    }
    written.push_str(rest);
    written
}

fn within_length(text: &str) -> Result<(), NotAQuery> {
    if text.chars().nth(LONGEST_QUERY).is_some() { Err(NotAQuery::TooLong) } else { Ok(()) }
}

/// What stands in the quotation marks with which `text` begins, and what follows them.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut characters = text.chars();
    let open = characters.next()?;
    let close = match open {
        '“' => '”',
        '"' | '＂' => open,
        '「' => '」',
        '『' => '』',
        _ => return None,
    };
    let inner = characters.as_str();
    let ends = |&(at, _): &(usize, &str)| {
        inner
            .get(at + close.len_utf8()..)
            .is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace))
    };
    match inner.match_indices(close).find(ends) {
        Some((at, mark)) => Some((inner.get(..at)?, inner.get(at + mark.len()..)?)),
        None if open == '“' => None,
        None => Some((inner, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_articles_as_regulations_write_them() {
        for (typed, written) in [
            ("第3条", "第三条"),
            ("第12条 津贴", "第十二条 津贴"),
            ("第2章第105条", "第二章第一百零五条"),
            ("第3届", "第3届"),
            ("第条第", "第条第"),
            ("第99999条", "第99999条"),
            ("3条", "3条"),
        ] {
            assert_eq!(as_written(typed), written);
        }
    }

    fn words(text: &str) -> Result<Vec<String>, NotAQuery> {
        let query = Query::parse(text, &Folding::new())?;
        let word = |finder: &Finder<'_>| String::from_utf8(finder.needle().to_vec()).unwrap();
        Ok(query.words().iter().map(word).collect())
    }

    #[test]
    fn words_and_phrases() {
        for (text, expected) in [
            ("政府信息", &["政府信息"][..]),
            ("居住　公安局 居住", &["公安局", "居住"]),
            ("“政府 信息” 公开", &["政府信息", "公开"]),
            ("\"Social Insurance\" fund", &["social insurance", "fund"]),
            ("「社会保险」 『基金』", &["社会保险", "基金"]),
            ("＂一 二＂", &["一二"]),
            ("\"social ins", &["social ins"]),
            ("“一网", &["“一网"]),
            ("和“一网通办”改革", &["和“一网通办”改革"]),
            ("“甲”乙 丙”", &["甲”乙丙"]),
            ("\"\" 甲", &["甲"]),
            ("條例", &["条例"]),
        ] {
            assert_eq!(words(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_query_says_why() {
        assert_eq!(words(" \u{200b} \"\" "), Err(NotAQuery::Empty));
        assert_eq!(words(&"字".repeat(200)).unwrap().len(), 1);
        assert_eq!(words(&"字".repeat(201)), Err(NotAQuery::TooLong));
        assert_eq!(words("a b c d e f g h i j").unwrap().len(), 10);
        assert_eq!(words("a b c d e f g h i j k"), Ok(vec!["a b c d e f g h i j k".to_owned()]));
    }
}
