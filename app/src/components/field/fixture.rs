//! A field that is fine, one with an error, several lines, and the summary of errors.

use std::rc::Rc;

use super::{Around, Typed, Wrong, error_summary, field, text_control};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::View;

pub fn states() -> Vec<State> {
    let control = |kind| text_control(kind, "off", String::new, |_| ());
    let around = |label, hint| Around { label, hint, below: View::Nothing };
    let fine: Wrong = Rc::new(|| None);
    let missing: Wrong = Rc::new(|| {
        Some(say!("请写联系电话，机关要用它与您确认。" / "Give a telephone number; the agency confirms by it.").into())
    });
    let name = field("pattern-name", around(say!("姓名" / "Name"), None), &fine, control(Typed::Line));
    let telephone = around(say!("联系电话" / "Telephone"), Some(say!("手机或座机。" / "Mobile or landline.")));
    let telephone = field("pattern-telephone", telephone, &missing, control(Typed::Telephone));
    let wanted =
        field("pattern-wanted", around(say!("要什么信息" / "What is wanted"), None), &fine, control(Typed::Lines));
    let summary = error_summary(vec![
        ("pattern-telephone", say!("请写联系电话" / "Give a telephone number")),
        ("pattern-name", say!("请写姓名" / "Give a name")),
    ]);
    vec![
        State::new(say!("一行" / "One line"), vec![name]),
        State::new(say!("要改的" / "To be corrected"), vec![telephone]),
        State::new(say!("几行" / "Several lines"), vec![wanted]),
        State::new(say!("哪些要改" / "What is to be corrected"), vec![summary]),
    ]
}
