//! How long sentences are.

use super::super::check::Finding;
use super::warning;
use crate::words::BilingualText;

/// The longest Chinese sentence, in characters; a number or a Latin word counts as one. Half of the sentences of the 39 laws at hand are longer than 34,
/// none of the sample interpretations is longer than 33; and 25 English words, the limit below, are some 40 characters.
pub const LONGEST_SENTENCE: usize = 40;

/// The longest stretch without a pause, in characters: one line of a phone holds 20 or so.
pub const LONGEST_CLAUSE: usize = 25;

/// The longest English sentence, in words: what the British government holds its own pages to ("Sentence length: why 25 words is our limit", 2014).
pub const LONGEST_ENGLISH: usize = 25;

/// The first words of a sentence, by which it is found.
const SHOWN: usize = 12;

pub(super) fn check(place: &str, text: &BilingualText, findings: &mut Vec<Finding>) {
    for sentence in chinese(&text.zh) {
        let length = characters(sentence);
        let shown: String = sentence.trim().chars().take(SHOWN).collect();
        if length > LONGEST_SENTENCE {
            findings.push(warning(
                "long_sentence",
                place,
                format!("“{shown}……”这句有 {length} 字，超过 {LONGEST_SENTENCE} 字，请拆成几句"),
                format!(
                    "the Chinese sentence \"{shown}…\" has {length} characters; over {LONGEST_SENTENCE}, divide it"
                ),
            ));
            continue;
        }
        let longest = clauses(sentence).map(characters).max().unwrap_or_default();
        if longest > LONGEST_CLAUSE {
            findings.push(warning(
                "long_clause",
                place,
                format!("“{shown}……”这句有 {longest} 字中间没有停顿，请加标点或者拆开"),
                format!("the Chinese sentence \"{shown}…\" runs on for {longest} characters without a pause"),
            ));
        }
    }
    for sentence in english(&text.en) {
        let length = words(sentence);
        if length > LONGEST_ENGLISH {
            let shown: Vec<&str> = sentence.split_whitespace().take(4).collect();
            let shown = shown.join(" ");
            findings.push(warning(
                "long_sentence",
                place,
                format!("英文“{shown}…”这句有 {length} 个词，超过 {LONGEST_ENGLISH} 个，请拆成几句"),
                format!("the sentence \"{shown}…\" has {length} words; over {LONGEST_ENGLISH}, divide it"),
            ));
        }
    }
}

/// The sentences of a Chinese text.
pub(super) fn chinese(text: &str) -> impl Iterator<Item = &str> {
    text.split(['。', '！', '？', '；', '\n']).filter(|sentence| characters(sentence) > 0)
}

/// What stands between two pauses.
pub(super) fn clauses(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split(['，', '：', ',', ':']).filter(|clause| characters(clause) > 0)
}

/// The length of a Chinese text: each character, and each number or Latin word, is one.
pub(super) fn characters(text: &str) -> usize {
    let mut count: usize = 0;
    let mut in_word = false;
    for sign in text.chars() {
        let is_latin = sign.is_ascii_alphanumeric();
        // 3,600 and 5.5 are one number each.
        let goes_on = in_word && matches!(sign, ',' | '.');
        if is_han(sign) || (is_latin && !in_word) {
            count = count.saturating_add(1);
        }
        in_word = is_latin || goes_on;
    }
    count
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '〇')
}

/// The sentences of an English text. A full stop ends one where a space or nothing follows it.
fn english(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ';', '!', '?']).flat_map(|line| line.split(". "))
}

fn words(sentence: &str) -> usize {
    sentence.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
