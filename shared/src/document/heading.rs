//! What a line of a regulation is: the head of a part, chapter, section or article, an item, or text.

use crate::law::{ArticleNumber, chinese_numeral, read_numeral, read_ordinal};

/// A line, by what it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// 编.
    Part { text: String },
    /// 章.
    Chapter { number: u16, title: String },
    /// 节.
    Section { number: u16, title: String },
    /// 条, with what follows the number.
    Article { number: ArticleNumber, heading: Option<&'a str>, text: &'a str },
    /// 项, with what follows the number.
    Item { number: u16, text: &'a str },
    /// A point 一、 of a decision.
    Point { number: u16, text: &'a str },
    /// 目录, which only announces what follows.
    Contents,
    /// Anything else.
    Text(&'a str),
}

/// A line without what only dresses it: spaces of any width, zero-width characters, Markdown's emphasis.
pub(super) fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '*'))
}

/// Classifies one line, which [`bare`] has undressed. Whether an article's number is in turn is for the reader of the whole to say.
pub(super) fn classify(line: &str) -> Line<'_> {
    let text = bare(line.trim_start_matches('#'));
    if without_spaces(text) == "目录" {
        return Line::Contents;
    }
    if let Some(heading) = unit_heading(text) {
        return heading;
    }
    if let Some((number, rest)) = ArticleNumber::read_chinese(text)
        && let Some((heading, text)) = after_article_number(rest)
    {
        return Line::Article { number, heading, text };
    }
    if let Some((number, text)) = item(text) {
        return Line::Item { number, text };
    }
    if let Some((numeral, rest)) = text.split_once('、')
        && let Some(number) = canonical_numeral(numeral)
    {
        return Line::Point { number, text: bare(rest) };
    }
    Line::Text(text)
}

fn unit_heading(text: &str) -> Option<Line<'_>> {
    for unit in ['编', '章', '节'] {
        let Some((number, title)) = read_ordinal(text, unit) else { continue };
        // 第三章的规定 and 第一节课 are words of a sentence, not heads.
        let spaced = title.starts_with(char::is_whitespace);
        if !(spaced || title.is_empty()) || title.ends_with(['。', '；', ';', '，', ',']) {
            return None;
        }
        let title = without_spaces_between_han(bare(title));
        return Some(match unit {
            '编' => Line::Part { text: format!("第{}编 {title}", chinese_numeral(number)).trim_end().into() },
            '章' => Line::Chapter { number, title },
            _ => Line::Section { number, title },
        });
    }
    None
}

/// What follows the number of an article's head: a heading in brackets, then text. None where the line is a sentence that cites an article.
fn after_article_number(rest: &str) -> Option<(Option<&str>, &str)> {
    const LONGEST_HEADING: usize = 40;
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        return Some((None, bare(rest)));
    }
    let (open, close) = match rest.chars().next()? {
        '（' => ('（', '）'),
        '(' => ('(', ')'),
        '【' => ('【', '】'),
        '*' | '\u{200b}' => return Some((None, bare(rest))),
        _ => return None,
    };
    let (heading, text) = rest.strip_prefix(open)?.split_once(close)?;
    if heading.chars().count() > LONGEST_HEADING {
        return None;
    }
    Some((Some(bare(heading)), bare(text)))
}

fn item(text: &str) -> Option<(u16, &str)> {
    let (numeral, rest) = if let Some(inner) = text.strip_prefix('（') {
        inner.split_once('）')?
    } else {
        text.strip_prefix('(')?.split_once(')')?
    };
    Some((canonical_numeral(numeral)?, bare(rest)))
}

/// A numeral in the one way in which lists write it, so that no sentence in brackets passes for one.
fn canonical_numeral(numeral: &str) -> Option<u16> {
    let number = read_numeral(numeral)?;
    (chinese_numeral(number) == numeral).then_some(number)
}

pub(super) fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// 总　则 is set wide for the eye; its words are 总则. Spaces between Latin words stay.
pub(super) fn without_spaces_between_han(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut words = text.split_whitespace();
    joined.extend(words.next());
    for word in words {
        let latin = joined.ends_with(|c: char| c.is_ascii_alphanumeric())
            && word.starts_with(|c: char| c.is_ascii_alphanumeric());
        if latin {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_told_from_sentences_that_cite() {
        assert!(matches!(classify("## 第一章 总　则"), Line::Chapter { number: 1, title } if title == "总则"));
        assert!(matches!(classify("#### 第二节 地域管辖"), Line::Section { number: 2, .. }));
        assert!(matches!(classify("第十二条之一 为了"), Line::Article { heading: None, text: "为了", .. }));
        assert!(matches!(classify("第一条(目的依据)"), Line::Article { heading: Some("目的依据"), text: "", .. }));
        for sentence in ["第五十三条第二款规定的情形", "第三章的规定适用于此。", "第一条、第二条自公布之日起施行"]
        {
            assert!(matches!(classify(sentence), Line::Text(_)), "{sentence}");
        }
    }

    #[test]
    fn items_take_both_kinds_of_brackets() {
        assert_eq!(classify("（十一）其他"), Line::Item { number: 11, text: "其他" });
        assert_eq!(classify("(三)公开"), Line::Item { number: 3, text: "公开" });
        assert!(matches!(classify("（以下简称条例）"), Line::Text(_)));
        assert_eq!(classify("十六、本市保障"), Line::Point { number: 16, text: "本市保障" });
    }
}
