//! The four places within reach of a thumb, on every page: of the app and of those that the worker writes.

use crate::words::Bilingual;

/// A place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it is.
    pub address: &'static str,
    /// What it is called.
    pub name: Bilingual,
    /// What stands inside its icon, an SVG of 24 by 24.
    pub shape: &'static str,
}

/// All four, in order.
pub const PLACES: [Place; 4] = [
    Place {
        address: "/",
        name: Bilingual { zh: "首页", en: "Home" },
        shape: r#"<path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z"/>"#,
    },
    Place {
        address: "/policies",
        name: Bilingual { zh: "政策", en: "Policies" },
        shape: r#"<path d="M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7"/>"#,
    },
    Place {
        address: "/request",
        name: Bilingual { zh: "申请", en: "Ask" },
        shape: r#"<path d="M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"/>"#,
    },
    Place {
        address: "/me",
        name: Bilingual { zh: "我的", en: "Mine" },
        shape: r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>"#,
    },
];

/// What a screen reader calls them together.
pub const LABEL: Bilingual = Bilingual { zh: "主要页面", en: "Main pages" };
