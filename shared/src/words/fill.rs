//! Putting values into a text.

/// The text with each `{}` replaced, in order, by the next of `values`.
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let (mut values, mut rest) = (values.iter(), text);
    while let Some((before, after)) = rest.split_once("{}") {
        filled.push_str(before);
        filled.push_str(values.next().copied().unwrap_or_default());
        rest = after;
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
}
