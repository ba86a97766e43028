//! Every kind of link.

use mingbai_shared::pack::Contact;

use super::{call, cite, leaving};
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{el, link};

pub fn states() -> Vec<State> {
    let contact =
        Contact { office: "示例窗口".into(), telephone: "021-0000 0000".into(), address: "示例路 1 号".into() };
    let text = el("p").child(link("", "/policies", say!("政策列表" / "The list of policies")));
    vec![
        State::new(say!("到另一页" / "To another page"), vec![text.into()]),
        State::new(
            say!("引用条文" / "Names an article"),
            vec![cite("/d/elderly-allowance/art/3", say!("第3条" / "Art. 3")).into()],
        ),
        State::new(say!("打电话" / "Dials"), vec![call(&contact).into()]),
        State::new(
            say!("到别的网站" / "To another site"),
            vec![leaving("https://www.gov.cn/", say!("中国政府网" / "The central government")).into()],
        ),
    ]
}
