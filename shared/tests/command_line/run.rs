//! The `mingbai` binary, run once, and what it said.

use std::process::{Command, Output};

use serde_json::Value;

pub fn mingbai(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mingbai")).args(arguments).output().unwrap()
}

pub fn lines(output: &Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The exit code, and the code of the refusal.
#[allow(dead_code, reason = "not every command that is tried refuses")]
pub fn refusal(output: &Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let error: Value =
        said.lines().last().and_then(|line| serde_json::from_str(line).ok()).unwrap_or_else(|| panic!("{said}"));
    (output.status.code().unwrap(), error["error"]["code"].as_str().unwrap().to_owned())
}
