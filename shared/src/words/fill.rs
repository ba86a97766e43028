//! Putting values into a text.

/// The text with each `{}` replaced, in order, by the next of `values`. Where a value is a sentence with its stop, and the text has a stop there too, it
/// stops once: what went wrong comes as a sentence from one place and as a name from another.
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let (mut values, mut rest) = (values.iter(), text);
    while let Some((before, after)) = rest.split_once("{}") {
        filled.push_str(before);
        let value = values.next().copied().unwrap_or_default();
        filled.push_str(value);
        let stop = value.chars().next_back().filter(|last| matches!(last, '。' | '.'));
        rest = stop.and_then(|stop| after.strip_prefix(stop)).unwrap_or(after);
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_in_in_order_and_what_is_missing_leaves_nothing() {
        assert_eq!(fill("找到 {} 件，共 {} 件", &["2", "21"]), "找到 2 件，共 21 件");
        assert_eq!(fill("{}{}", &["甲{}"]), "甲{}");
        assert_eq!(fill("没有", &["多"]), "没有");
    }

    #[test]
    fn a_sentence_in_a_sentence_stops_once() {
        assert_eq!(fill("没有做成：{}。内容都还在。", &["这一天还没有到。"]), "没有做成：这一天还没有到。内容都还在。");
        assert_eq!(fill("没有做成：{}。内容都还在。", &["甲.txt"]), "没有做成：甲.txt。内容都还在。");
        assert_eq!(
            fill("That did not work: {}. Nothing was lost.", &["It is late."]),
            "That did not work: It is late. Nothing was lost."
        );
        assert_eq!(fill("{}, {}", &["a.", "b."]), "a., b.");
    }
}
