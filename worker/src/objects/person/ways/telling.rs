//! Telling those that are due, and what becomes of it.

use futures_util::future::join_all;
use mingbai_shared::names::PersonId;
use mingbai_shared::notice::tickle::{Nights, Outcome, lasts};
use serde::Deserialize;
use worker::{Date, Env, SqlStorage, State};

use super::{Standing, Subscription, Way, all, heard, keep, remove, want_no_more};
use crate::messenger;
use crate::objects::now;
use crate::problem::Problem;
use crate::push::encrypt::Receiver;
use crate::push::endpoint::Endpoint;
use crate::push::send::{message, send};
use crate::push::vapid::Sender;
use crate::storage::{row, txn};
use crate::{push, setting};

/// Tells those that are due, all at once: none waits for another's service. Whoever writes meanwhile is not held up, and nothing of theirs is lost.
pub async fn tell(state: &State, env: &Env) -> Result<(), Problem> {
    let nights = push::nights(env);
    let due = txn(state, |sql| due(sql, nights))?;
    let Some(heard) = heard(&state.storage().sql())?.filter(|_| !due.is_empty()) else { return Ok(()) };
    let (person, sender) = (heard.name()?, Sender::of(env));
    let outcomes = join_all(due.iter().map(|one| tell_one(env, sender.as_ref(), &person, one))).await;
    for (one, outcome) in due.iter().zip(outcomes) {
        txn(state, |sql| note(sql, &person, one, outcome, nights))?;
    }
    Ok(())
}

/// Those that are; of those whose time has passed it is kept when it comes again.
fn due(sql: &SqlStorage, nights: Nights) -> Result<Vec<Standing>, Problem> {
    let mut due = Vec::new();
    for mut one in all(sql)? {
        let before = one.state.due();
        let is_due = one.state.is_due(now(), nights.of(&one.name));
        if one.state.due() != before {
            keep(sql, &one.name, &one.state)?;
        }
        if is_due {
            due.push(one);
        }
    }
    Ok(due)
}

async fn tell_one(env: &Env, sender: Option<&Sender>, person: &PersonId, one: &Standing) -> Outcome {
    match &one.way {
        Way::Push(to) => push_to(sender, to, env).await,
        Way::Channel(channel) if messenger::offered(env).contains(channel) => {
            messenger::hand_over(env, *channel, person, one.state.since().unwrap_or_default(), now()).await
        }
        Way::Channel(_) => Outcome::Gone,
    }
}

/// One whose address or keys are not what they have to be any more gets nothing.
async fn push_to(sender: Option<&Sender>, to: &Subscription, env: &Env) -> Outcome {
    let Some(sender) = sender else { return Outcome::Later(None) };
    let (endpoint, keys) = (Endpoint::read(&to.endpoint, env), Receiver::read(&to.keys.p256dh, &to.keys.auth));
    let (Some(endpoint), Some(keys)) = (endpoint, keys) else { return Outcome::Gone };
    let Some(origin) = setting::optional(env, "ORIGIN") else { return Outcome::Later(None) };
    let lasts = lasts(now(), push::nights(env));
    send(sender, &endpoint, &keys, &message(to.language, &origin), lasts, now()).await
}

fn note(sql: &SqlStorage, person: &PersonId, then: &Standing, outcome: Outcome, nights: Nights) -> Result<(), Problem> {
    // It may have been taken back meanwhile.
    let Some(mut one) = all(sql)?.into_iter().find(|one| one.name == then.name) else { return Ok(()) };
    if one.state.told(&then.state, outcome, now(), nights.of(&then.name)) {
        return keep(sql, &one.name, &one.state);
    }
    remove(sql, &one.name)?;
    if all(sql)?.is_empty() {
        want_no_more(sql, person.clone())?;
    }
    Ok(())
}

/// Sets the alarm that tells, unless it comes sooner anyway.
pub async fn wake(state: &State) -> worker::Result<()> {
    #[derive(Deserialize)]
    struct Next {
        due: i64,
    }
    let next: Option<Next> =
        row(&state.storage().sql(), "SELECT due FROM ways WHERE due IS NOT NULL ORDER BY due LIMIT 1", vec![])?;
    let Some(Next { due }) = next else { return Ok(()) };
    let storage = state.storage();
    if storage.get_alarm().await?.is_none_or(|set| set > due) {
        let at = i64::try_from(Date::now().as_millis()).unwrap_or_default();
        storage.set_alarm(due.saturating_sub(at).max(0)).await?;
    }
    Ok(())
}
