//! The publications of an agency on their way: the list, one with its pack, and each step by another person. No address takes several at once.

use mingbai_shared::digest::Digest;
use mingbai_shared::pack::gate::{AttributeKind, HandUp, LARGEST_HAND_UP, Remark, Stage, Step};
use mingbai_shared::roles::Action;
use mingbai_shared::words::BilingualText;
use serde::Deserialize;
use worker::{Env, Request, Response};

use crate::caller::Caller;
use crate::objects::Asked;
use crate::objects::agency::publications::{Look, object};
use crate::outbox::Target;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::{audit, body, session};

/// The most bytes of what a step says: fifty remarks, in which characters may be written as escapes.
pub const LARGEST_STEP: usize = 96 * 1024;

/// What whoever reviews or signs looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ConfirmAttribute"))]
pub struct Confirming {
    /// 公开属性 as it stands there: whoever finds another one right returns it.
    attribute: AttributeKind,
}

/// Why it is returned, or why a withdrawal is not approved.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ReturnPack"))]
pub struct Returning {
    /// One to fifty reasons.
    remarks: Vec<Remarking>,
}

/// One reason.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "WriteRemark"))]
pub struct Remarking {
    /// Where in the pack, such as `points/2`; empty of the whole.
    #[serde(rename = "where")]
    place: String,
    /// In words, at most 200 characters.
    words: String,
}

/// Why it is to be withdrawn.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ProposeWithdrawal"))]
pub struct Withdrawing {
    /// For everybody, at most 200 characters in each language.
    reason: BilingualText,
}

/// The publications of one's agency, as far as one's own step needs to see them.
pub async fn list(request: &Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let url = request.url()?;
    let asked = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let stage = asked("stage").map(|name| Stage::of(&name).ok_or_else(Problem::malformed)).transpose()?;
    let before = asked("before").map(|text| text.parse().map_err(|_| Problem::malformed())).transpose()?;
    let caller = Caller::of(&who, request, env);
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, Action::ReadPublications, "packs").await);
    };
    let look = Look { stage, before };
    super::ask(env, Target::Agency(agency.as_str()), "/publications", &Asked { caller, body: look }).await
}

/// One with its pack.
pub async fn open(request: &Request, env: &Env, pack: &str) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let pack: Digest = pack.parse().map_err(|_| Problem::not_found())?;
    let caller = Caller::of(&who, request, env);
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, Action::ReadPublications, &object(pack)).await);
    };
    super::ask(env, Target::Agency(agency.as_str()), "/pack", &Asked { caller, body: pack }).await
}

/// A drafter hands up a pack with its attribute and its plan.
pub async fn hand_up(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    if !who.actor().role.is_staff() {
        let caller = Caller::of(&who, request, env);
        return Err(audit::forbid(env, None, &caller, Action::Draft, "pack").await);
    }
    let sent: HandUp = body::json(request, LARGEST_HAND_UP).await?;
    take(request, env, &who, Step::HandUp(Box::new(sent))).await
}

/// Any other step.
pub async fn step(request: &mut Request, env: &Env, pack: &str, step: &str) -> Result<Response, Problem> {
    let who = session::require(request, env).await?;
    let pack: Digest = pack.parse().map_err(|_| Problem::not_found())?;
    let step = match step {
        "review" => Step::Review(pack, confirmed(request).await?),
        "sign" => Step::Sign(pack, confirmed(request).await?),
        "return" => {
            let Returning { remarks } = body::json(request, LARGEST_STEP).await?;
            Step::Return(pack, remarks.iter().map(|one| Remark::of_a_person(&one.place, &one.words)).collect())
        }
        "withdraw" => Step::Withdraw(pack, body::json::<Withdrawing>(request, LARGEST_STEP).await?.reason),
        _ => Step::ApproveWithdrawal(pack),
    };
    take(request, env, &who, step).await
}

async fn confirmed(request: &mut Request) -> Result<AttributeKind, Problem> {
    Ok(body::json::<Confirming>(request, LARGEST_STEP).await?.attribute)
}

async fn take(request: &Request, env: &Env, who: &SignedIn, step: Step) -> Result<Response, Problem> {
    let caller = Caller::of(who, request, env);
    let action = step.action(None);
    let Some(agency) = &who.actor().agency else {
        return Err(audit::forbid(env, None, &caller, action, &object(step.pack())).await);
    };
    // Whom the table forbids it is told so, and not to sign in again for nothing.
    if who.actor().may_at_home(action).is_ok() {
        who.proves(action)?;
    }
    super::ask(env, Target::Agency(agency.as_str()), "/publication", &Asked { caller, body: step }).await
}
