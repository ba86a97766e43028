//! `mingbai match` and `mingbai ask`: a profile against a folder of policies, as the app does it on the device.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::json;

use super::folder::{Policy, Texts, joined, policies};
use super::{Refusal, day, print, read, today};
use crate::audience::{self, Judgement, next_question};
use crate::facts::{FactKey, Facts, Subject};
use crate::names::DocumentId;
use crate::pack::{Offer, look_up};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder of policies, one policy's folder, or a pack as JSON.
    #[arg(long, value_name = "PATH")]
    policies: PathBuf,
    /// What is known of the person or firm, as a JSON object; `-` reads standard input.
    #[arg(long, value_name = "FILE")]
    facts: String,
    /// The legal day to judge on [default: today in Asia/Shanghai].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    on: Option<NaiveDate>,
    #[command(flatten)]
    texts: Texts,
}

const LARGEST_PROFILE: usize = 1_000_000;

struct Judged {
    policy: DocumentId,
    offer: Offer,
    judgement: Judgement,
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Refusal> {
    let facts = facts(&arguments.facts)?;
    let today = arguments.on.map_or_else(today, Ok)?;
    for Judged { policy, offer, judgement } in judged(arguments, &facts, today)? {
        let amount = offer.benefit.amount.as_ref();
        print(&json!({
            "policy": policy,
            "verdict": judgement.verdict,
            "benefit": {
                "text_zh": offer.benefit.text.zh,
                "text_en": offer.benefit.text.en,
                "route": offer.route,
                "fen": amount.and_then(|amount| amount.for_person(&facts, today)),
                "per": amount.map(crate::pack::Amount::period),
                "next": amount.and_then(|amount| amount.next_amount(&facts, today)).map(|next| json!({ "from": next.from, "fen": next.fen })),
            },
            "because": judgement.because,
            "missing": judgement.missing,
            "until": offer.changes_on(&facts, today),
            "ways_in": offer.ways_in(&facts, today),
        }))?;
    }
    Ok(())
}

pub(super) fn ask(arguments: &Arguments) -> Result<(), Refusal> {
    let facts = facts(&arguments.facts)?;
    let today = arguments.on.map_or_else(today, Ok)?;
    let judged = judged(arguments, &facts, today)?;
    let judged = judged.iter().map(|one| audience::Judged { rule: &one.offer.audience, judgement: &one.judgement });
    let question = next_question(judged, &facts, today, &[]);
    print(&question.map(|next| json!({ "fact": next.fact, "settles": next.settles, "of": next.of })))
}

/// Policies for residents where the profile is a resident's, for firms where it is a firm's, all where it holds both or nothing.
fn judged(arguments: &Arguments, facts: &Facts, today: NaiveDate) -> Result<Vec<Judged>, Refusal> {
    let said = |subject: Subject| facts.iter().any(|(key, _): (FactKey, _)| key.subject() == subject);
    let (resident, firm) = (said(Subject::Resident), said(Subject::Firm));
    let concerns = |subject| match subject {
        Subject::Resident => resident || !firm,
        Subject::Firm => firm || !resident,
    };
    let judge = |policy: Policy| {
        let offer = policy.pack.offer.filter(|offer| concerns(offer.subject))?;
        let judgement = offer.judge(facts, today);
        Some(Judged { policy: policy.pack.id, offer, judgement })
    };
    Ok(load(&arguments.policies, &arguments.texts)?.into_iter().filter_map(judge).collect())
}

fn load(path: &Path, texts: &Texts) -> Result<Vec<Policy>, Refusal> {
    let mut policies = if path.is_dir() { policies(path, texts)? } else { vec![joined(path)?] };
    for Policy { path, pack, .. } in &policies {
        // A verdict of what no gate lets through would be one of nothing.
        if let Some(wrong) = pack.offer.iter().find_map(|offer| offer.audience.check(offer.subject).err()) {
            return Err(Refusal::new("audience", wrong, path));
        }
    }
    look_up(policies.iter_mut().map(|policy| &mut policy.pack));
    Ok(policies)
}

fn facts(path: &str) -> Result<Facts, Refusal> {
    let bytes = read(path, LARGEST_PROFILE)?;
    if bytes.len() > LARGEST_PROFILE {
        return Err(Refusal::new("too_large", format!("at most {LARGEST_PROFILE} bytes are read"), path));
    }
    serde_json::from_slice(&bytes).map_err(|wrong| Refusal::new("not_facts", wrong, path))
}
