//! A hit shown in its sentence.

use std::ops::Range;

use memchr::memmem::Finder;

use super::Snippet;
use super::fold::Folding;

/// So many characters stand before a hit at most.
const BEFORE: usize = 40;
/// So many are shown at most, unless the hit itself is longer.
const LONGEST: usize = 120;
/// So many hits of a part are looked at: what a part says so often, its first sentences show.
const MOST: usize = 50;

/// The sentence of the part `part` of `text` that has the most of the words, and where in `text` the first of them stands there.
pub(super) fn snippet(
    folding: &Folding,
    text: &str,
    part: Range<usize>,
    words: &[Finder<'_>],
) -> Option<(Snippet, Range<usize>)> {
    let within = text.get(part.clone())?;
    let marks = marks(folding, within, words);
    let mut best: Option<(usize, Range<usize>, Range<usize>)> = None;
    for (at, (_, mark)) in marks.iter().enumerate() {
        // Each sentence once, and no further than to one that has all.
        if best.as_ref().is_some_and(|(most, _, sentence)| *most == words.len() || mark.start < sentence.end) {
            continue;
        }
        let sentence = sentence(within, mark);
        let there = marks.iter().skip(at).take_while(|(_, other)| other.start < sentence.end);
        let has = |word: usize| there.clone().any(|(other, mark)| *other == word && mark.end <= sentence.end);
        let has = (0..words.len()).filter(|&word| has(word)).count();
        if best.as_ref().is_none_or(|(most, ..)| has > *most) {
            best = Some((has, mark.clone(), sentence));
        }
    }
    let (_, mark, sentence) = best?;
    let shown = shown(within, &mark, &sentence);
    let cut = |cut: bool| if cut { "…" } else { "" };
    let before = cut(shown.start > sentence.start);
    let snippet = [before, within.get(shown.clone())?, cut(shown.end < sentence.end)].concat();
    let moved = |at: usize| at - shown.start + before.len();
    let inside = |mark: &Range<usize>| mark.start >= shown.start && mark.end <= shown.end;
    let mut apart: Vec<Range<usize>> = Vec::new();
    for mark in marks.iter().map(|(_, mark)| mark).filter(|mark| inside(mark)) {
        let mark = moved(mark.start)..moved(mark.end);
        match apart.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => apart.push(mark),
        }
    }
    Some((Snippet { text: snippet, marks: apart }, part.start + mark.start..part.start + mark.end))
}

/// Where the words stand in `text`, and which, in the order of the text.
fn marks(folding: &Folding, text: &str, words: &[Finder<'_>]) -> Vec<(usize, Range<usize>)> {
    let mut folded = String::with_capacity(text.len());
    // Where each character begins as it is compared, and where it comes from.
    let mut from: Vec<(usize, Range<usize>)> = Vec::new();
    folding.each(text, |character, range| {
        from.push((folded.len(), range));
        folded.push(character);
    });
    let character = |at: usize| from.get(from.partition_point(|(start, _)| *start <= at).saturating_sub(1));
    let mut marks = Vec::new();
    for (word, finder) in words.iter().enumerate() {
        for at in finder.find_iter(folded.as_bytes()).take(MOST) {
            let last = (at + finder.needle().len()).saturating_sub(1);
            if let (Some((_, first)), Some((_, last))) = (character(at), character(last)) {
                marks.push((word, first.start..last.end));
            }
        }
    }
    marks.sort_by_key(|(_, mark)| (mark.start, std::cmp::Reverse(mark.end)));
    marks
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '。' | '！' | '？' | '；' | '!' | '?' | '\n' | '\r')
}

/// The sentence of a hit, or the sentences, where it reaches over an end.
fn sentence(text: &str, mark: &Range<usize>) -> Range<usize> {
    let before = text.get(..mark.start).unwrap_or_default();
    let start =
        before.char_indices().rev().find(|(_, one)| ends_sentence(*one)).map_or(0, |(at, one)| at + one.len_utf8());
    // What dresses the line is not of the sentence.
    let dressing = |c: char| c.is_whitespace() || matches!(c, '#' | '*' | '\u{200b}' | '\u{feff}');
    let start = before.get(start..).map_or(mark.start, |words| mark.start - words.trim_start_matches(dressing).len());
    let ended = text.get(mark.clone()).is_some_and(|found| found.ends_with(ends_sentence));
    let end = match text.get(mark.end..) {
        Some(after) if !ended => after
            .char_indices()
            .find(|(_, one)| ends_sentence(*one))
            .map_or(text.len(), |(at, one)| mark.end + at + if one.is_whitespace() { 0 } else { one.len_utf8() }),
        _ => mark.end,
    };
    let trailing = text.get(mark.end..end).map_or(0, |words| words.len() - words.trim_end().len());
    start..end - trailing
}

/// What there is room for of the sentence, around the hit.
fn shown(text: &str, mark: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let before = text.get(sentence.start..mark.start).unwrap_or_default();
    let start = before.char_indices().rev().nth(BEFORE - 1).map_or(sentence.start, |(at, _)| sentence.start + at);
    let end = text
        .get(start..sentence.end)
        .and_then(|rest| rest.char_indices().nth(LONGEST))
        .map_or(sentence.end, |(at, _)| start + at);
    start..end.max(mark.end)
}

#[cfg(test)]
mod tests {
    use super::super::{Corpus, Filter, Source, Wanted};
    use super::*;

    fn shown_of(text: &str, query: &str) -> (String, String) {
        let mut corpus = Corpus::new();
        corpus.put(Source::of_file("a", text));
        let wanted = Wanted { filter: Filter::default(), today: None, most: 1 };
        let found = corpus.search(&corpus.query(query).unwrap(), &wanted);
        let hit = &found.hits[0];
        let Snippet { text: shown, marks } = &hit.snippet;
        let (mut marked, mut at) = (String::new(), 0);
        for mark in marks {
            marked.extend([&shown[at..mark.start], "[", &shown[mark.clone()], "]"]);
            at = mark.end;
        }
        (marked + &shown[at..], text[hit.range.clone()].to_owned())
    }

    #[test]
    fn a_hit_in_its_sentence() {
        let text = "# 標題\n\n　　第一句。第二句說甲乙，再說甲乙；第三句。\n\nThe first. Second with a Word?\n";
        for (query, shown, found) in [
            ("甲乙", "第二句說[甲乙]，再說[甲乙]；", "甲乙"),
            ("标题", "[標題]", "標題"),
            ("说", "第二句[說]甲乙，再[說]甲乙；", "說"),
            ("；第三", "第二句說甲乙，再說甲乙[；第三]句。", "；第三"),
            ("甲乙；", "第二句說甲乙，再說[甲乙；]", "甲乙；"),
            ("word", "The first. Second with a [Word]?", "Word"),
            ("第三 句", "[第三句]。", "第三"),
            ("句 甲", "第二[句]說[甲]乙，再說[甲]乙；", "句"),
        ] {
            assert_eq!(shown_of(text, query), (shown.to_owned(), found.to_owned()), "{query}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_hit() {
        let text = format!("{}目标{}", "前".repeat(300), "后".repeat(300));
        let (shown, _) = shown_of(&text, "目标");
        assert_eq!(shown, format!("…{}[目标]{}…", "前".repeat(40), "后".repeat(78)));
        let long = "长".repeat(200);
        let (shown, found) = shown_of(&format!("前{long}后"), &long);
        assert_eq!((shown, found), (format!("前[{long}]…"), long));
    }
}
