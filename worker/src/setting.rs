//! What the operator sets. `Env::var` calls a method of whatever stands under the name; plain workerd puts null where the environment has nothing,
//! and then the request would hang.

use wasm_bindgen::JsValue;
use worker::js_sys::Reflect;
use worker::{Env, Error};

/// The text under a name; none where it is not set or empty.
pub fn optional(env: &Env, name: &str) -> Option<String> {
    let set = Reflect::get(env, &JsValue::from_str(name)).ok()?.as_string()?;
    Some(set).filter(|text| !text.is_empty())
}

/// The text under a name, without which the district cannot work.
pub fn required(env: &Env, name: &str) -> worker::Result<String> {
    optional(env, name).ok_or_else(|| Error::RustError(["missing in the environment: ", name].concat()))
}

/// Whether this is a district for trying things out, with sample people: never one that serves anybody.
pub fn is_development(env: &Env) -> bool {
    cfg!(feature = "development") && optional(env, "DEVELOPMENT").is_some_and(|flag| flag == "on")
}
