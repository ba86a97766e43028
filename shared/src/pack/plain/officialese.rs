//! Words that only offices use, each with what people say.

use super::super::check::Finding;
use super::warning;
use crate::words::BilingualText;

/// 公文词, and what to write instead. All but a few stand in the 39 laws at hand more than in any interpretation.
const CHINESE: [(&str, &str); 42] = [
    ("应当", "要"),
    ("不得", "不能"),
    ("予以", "给，或者去掉"),
    ("不予", "不"),
    ("给予", "给"),
    ("依照", "按"),
    ("按照", "按"),
    ("以及", "和"),
    ("及其", "和它的"),
    ("逾期", "过了期限"),
    ("届满", "到期"),
    ("之日起", "……那天起"),
    ("上述", "前面说的"),
    ("前款", "前面说的"),
    ("本款", "这里"),
    ("所称", "说的"),
    ("系指", "是指"),
    ("视为", "算"),
    ("视同", "算"),
    ("有关规定", "写明是哪一条"),
    ("相关规定", "写明是哪一条"),
    ("法律、法规", "写明是哪部法"),
    ("备查", "留好，以后可能要看"),
    ("拨付", "付，发"),
    ("比对", "核对"),
    ("属实", "查明是真的"),
    ("事由", "原因"),
    ("另行", "另外"),
    ("出具", "开"),
    ("载明", "写明"),
    ("责令", "要求"),
    ("核发", "发"),
    ("申领", "领"),
    ("递交", "交"),
    ("如实", "照实"),
    ("鉴于", "因为"),
    ("特此", "去掉"),
    ("为准", "……算数"),
    ("凡是", "去掉"),
    ("抑或", "还是"),
    ("履行", "做到"),
    ("追缴", "收回"),
];

/// Words of English officialese, as lists of plain English give them.
const ENGLISH: [(&str, &str); 16] = [
    ("shall", "must, or will"),
    ("pursuant to", "under"),
    ("in accordance with", "by, under"),
    ("hereinafter", "leave it out"),
    ("hereby", "leave it out"),
    ("thereof", "of it"),
    ("therein", "in it"),
    ("aforementioned", "this, these"),
    ("prior to", "before"),
    ("subsequent to", "after"),
    ("in the event of", "if"),
    ("in the event that", "if"),
    ("commence", "begin"),
    ("utilise", "use"),
    ("utilize", "use"),
    ("notwithstanding", "even if"),
];

/// How often words of offices stand in a Chinese text.
pub(super) fn count(text: &str) -> usize {
    CHINESE.iter().map(|(word, _)| places(text, word).count()).sum()
}

/// Where a word stands, but not as a piece of another: 舍不得, 不得不.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = text.get(..*at).unwrap_or_default();
        let after = text.get(at.saturating_add(word.len())..).unwrap_or_default();
        word != "不得" || !(before.ends_with(['舍', '恨', '巴', '怪']) || after.starts_with(['不', '了', '已']))
    })
}

/// The words that were found so far: each is said once.
#[derive(Debug, Default)]
pub(super) struct Said {
    words: Vec<&'static str>,
}

impl Said {
    pub(super) fn check(&mut self, place: &str, text: &BilingualText, findings: &mut Vec<Finding>) {
        for (word, plain) in CHINESE {
            if places(&text.zh, word).next().is_some() && self.is_new(word) {
                findings.push(warning(
                    "officialese",
                    place,
                    format!("“{word}”是公文用词，可以写成：{plain}"),
                    format!("the Chinese word \"{word}\" is one of offices; people say: {plain}"),
                ));
            }
        }
        let english = text.en.to_lowercase();
        for (word, plain) in ENGLISH {
            if stands_alone(&english, word) && self.is_new(word) {
                findings.push(warning(
                    "officialese",
                    place,
                    format!("英文“{word}”是公文用词，可以写成：{plain}"),
                    format!("\"{word}\" is a word of offices; write: {plain}"),
                ));
            }
        }
    }

    fn is_new(&mut self, word: &'static str) -> bool {
        let is_new = !self.words.contains(&word);
        if is_new {
            self.words.push(word);
        }
        is_new
    }
}

/// Whether words stand in a text with no letter next to them.
fn stands_alone(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at.saturating_add(found.len())..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}
