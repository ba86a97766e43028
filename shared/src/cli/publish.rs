//! `mingbai publish DIR --to URL`: takes every policy of a folder through the gate of a running district, by three people each.
//!
//! It signs in as the sample staff of each agency, so it works where the development sign-in is on and nowhere else. Run again, it changes nothing:
//! what the district serves already, by digest, is left alone, and a publication that was interrupted goes on where it stopped.

mod district;

use std::path::PathBuf;

use serde_json::json;

use self::district::{District, Step};
use super::folder::{Policy, Texts, policies};
use super::{Refusal, print};
use crate::digest::Digest;
use crate::pack::Level;
use crate::pack::gate::{Attribute, HandUp, Plan};
use crate::words::BilingualText;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of policies.
    folder: PathBuf,
    /// The district, such as <http://127.0.0.1:8787>.
    #[arg(long, value_name = "URL")]
    to: String,
    #[command(flatten)]
    texts: Texts,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let found = in_order(policies(&arguments.folder, &arguments.texts)?);
    found.iter().try_for_each(is_complete)?;
    let mut district = District::at(&arguments.to)?;
    let mut signed: Vec<(&Policy, Digest, bool)> = Vec::new();
    for policy in &found {
        let digest = Digest::of(&policy.bytes);
        let already = district.serves(digest)?;
        if !already {
            // What it asks for must be in the record before it is handed up.
            for (_, before, _) in signed.iter().filter(|(one, ..)| policy.pack.others().any(|id| *id == one.pack.id)) {
                district.wait_for(*before)?;
            }
            through_the_gate(&mut district, policy, digest)?;
        }
        signed.push((policy, digest, already));
    }
    // The agency tells the register by its outbox, so the register may be a moment behind the signature.
    for (policy, digest, already) in signed {
        district.wait_for(digest)?;
        let state = if already { "unchanged" } else { "published" };
        print(
            &json!({ "document": policy.pack.id, "agency": policy.pack.agency, "pack": digest, "size": policy.bytes.len(), "state": state }),
        )?;
    }
    Ok(())
}

/// Those first that others ask for; else as they come. A circle stays as it is: the gate refuses it.
fn in_order(mut found: Vec<Policy>) -> Vec<Policy> {
    let mut ordered: Vec<Policy> = Vec::new();
    while !found.is_empty() {
        let waits = |policy: &Policy| policy.pack.others().any(|id| found.iter().any(|other| other.pack.id == *id));
        let next = found.iter().position(|policy| !waits(policy)).unwrap_or(0);
        ordered.push(found.remove(next));
    }
    ordered
}

/// Nothing is sent while one policy of the folder could not be published.
fn is_complete(policy: &Policy) -> Result<(), Refusal> {
    let wrong = policy.pack.check().into_iter().find(|finding| finding.level == Level::Error);
    match wrong {
        None => Ok(()),
        Some(finding) => {
            Err(Refusal::new("pack_incomplete", format!("{}: {}", finding.place, finding.message_en), &policy.path))
        }
    }
}

fn through_the_gate(district: &mut District, policy: &Policy, digest: Digest) -> Result<(), Refusal> {
    let agency = &policy.pack.agency;
    let given = district.hand_up(&format!("{agency}-drafter"), &envelope(policy)?)?;
    if given != digest {
        return Err(Refusal::new(
            "other_digest",
            format!("the district names this pack otherwise than {digest}"),
            &policy.path,
        ));
    }
    district.step(&format!("{agency}-reviewer"), digest, Step::Review)?;
    district.step(&format!("{agency}-signatory"), digest, Step::Sign)
}

/// The pack as a drafter sends it: to be published, explained in writing by its own office in the same moment.
fn envelope(policy: &Policy) -> Result<HandUp, Refusal> {
    let pack = String::from_utf8(policy.bytes.clone())
        .map_err(|wrong| Refusal::new("not_text", wrong.to_string(), &policy.path))?;
    Ok(HandUp {
        pack,
        attribute: Some(Attribute::Active {}),
        plan: Some(Plan::in_writing(&policy.pack.contact.office)),
        replaces: None,
        // It counts where the document was published before.
        reason: Some(BilingualText {
            zh: "示例：内容有更新".into(), en: "Sample: it was brought up to date".into()
        }),
    })
}
