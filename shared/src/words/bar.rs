//! The bar above every page, as the app draws it and as the worker writes it.

use crate::words;

/// The name as it is stamped, in either language.
pub const SEAL: &str = "明白";

words! {
    SKIP: "跳到正文" / "Skip to the text";
    HOME_LINK: "明白，首页" / "Mingbai, home";
    ELDER: "长者版" / "Larger";
    RESIDENT: "市民" / "Resident";
    FIRM: "企业" / "Firm";
    OTHER_LANGUAGE: "EN" / "中文";
    SWITCH_LANGUAGE: "EN: English" / "中文：改用中文";
}
