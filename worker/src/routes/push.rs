//! How one is told that there is something new: by devices that subscribed to it (Web Push), and by channels of messages that the operator has.

use mingbai_shared::notice::tickle::Channel;
use mingbai_shared::roles::{Action, Of};
use serde::{Deserialize, Serialize};
use worker::{Env, Request, Response, ResponseBuilder};

use crate::caller::Caller;
use crate::messenger;
use crate::objects::Asked;
use crate::objects::person::ways::{Asking, Found, Subscription};
use crate::outbox::Target;
use crate::problem::Problem;
use crate::push::encrypt::Receiver;
use crate::push::endpoint::Endpoint;
use crate::push::vapid::Sender;
use crate::session::{self, SignedIn};
use crate::{audit, body};

/// The most bytes of what is sent here: an endpoint of a thousand characters, with its keys.
pub const LARGEST: usize = 4_096;

/// How one is told.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Push {
    /// The key by which a device subscribes, uncompressed in base64url; none where nobody is woken.
    key: Option<String>,
    /// How many devices are told.
    devices: u64,
    /// Which channels there are.
    channels: Vec<Channel>,
    /// By which one is told.
    chosen: Vec<Channel>,
}

/// Which device is told no more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "EndPush"))]
pub struct Ending {
    /// Where its messages went.
    endpoint: String,
}

/// By which channels one is told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "ChooseChannels"))]
pub struct Choosing {
    /// 短信.
    sms: bool,
    /// 微信.
    wechat: bool,
}

/// How things stand. Whether there is anything to switch on, everybody may know.
pub async fn look(request: &Request, env: &Env) -> Result<Response, Problem> {
    match session::signed_in(request, env).await? {
        Some(who) if is_of(&who) => ask(env, Caller::of(&who, request, env), Asking::Look).await,
        _ => answer(env, Found { devices: 0, chosen: Vec::new() }),
    }
}

/// Tells this device from now on. Doing it again changes nothing but its keys and its language.
pub async fn subscribe(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let caller = caller(request, env).await?;
    let subscription: Subscription = body::json(request, LARGEST).await?;
    if Sender::of(env).is_none() {
        return Err(Problem::new(
            409,
            "push_off",
            "本区没有开通提醒。打开明白时，它会自己查看有没有新消息。",
            "This district does not wake devices. The app looks by itself for what is new when it is opened.",
        ));
    }
    if Endpoint::read(&subscription.endpoint, env).is_none() {
        return Err(Problem::new(
            422,
            "unknown_push_service",
            "这个浏览器的推送服务不在本区认得的名单里，提醒没有打开。",
            "The push service of this browser is none that this district knows; nothing was switched on.",
        ));
    }
    if Receiver::read(&subscription.keys.p256dh, &subscription.keys.auth).is_none() {
        return Err(Problem::malformed());
    }
    ask(env, caller, Asking::Subscribe(Box::new(subscription))).await
}

/// Tells a device no more. One that is not known is told nothing anyway.
pub async fn end(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let caller = caller(request, env).await?;
    let Ending { endpoint } = body::json(request, LARGEST).await?;
    ask(env, caller, Asking::End(endpoint)).await
}

/// Chooses channels. One that is not there is not chosen.
pub async fn choose(request: &mut Request, env: &Env) -> Result<Response, Problem> {
    let caller = caller(request, env).await?;
    let Choosing { sms, wechat } = body::json(request, LARGEST).await?;
    let wanted = |channel: &Channel| match channel {
        Channel::Sms => sms,
        Channel::Wechat => wechat,
    };
    ask(env, caller, Asking::Choose(messenger::offered(env).into_iter().filter(wanted).collect())).await
}

/// Whoever hears from an agency as a resident or a firm; whoever works for one looks at its desk.
async fn caller(request: &Request, env: &Env) -> Result<Caller, Problem> {
    let who = session::require(request, env).await?;
    let caller = Caller::of(&who, request, env);
    match is_of(&who) {
        true => Ok(caller),
        false => Err(audit::forbid(env, None, &caller, Action::FileRequest, "push").await),
    }
}

fn is_of(who: &SignedIn) -> bool {
    let actor = who.actor();
    actor.may(Action::FileRequest, Of::Person(&actor.person)).is_ok()
}

async fn ask(env: &Env, caller: Caller, asking: Asking) -> Result<Response, Problem> {
    let person = caller.actor.person.clone();
    let mut answer = super::ask(env, Target::Person(person.as_str()), "/ways", &Asked { caller, body: asking }).await?;
    if answer.status_code() != 200 {
        return Err(Problem::internal());
    }
    self::answer(env, answer.json().await?)
}

fn answer(env: &Env, Found { devices, mut chosen }: Found) -> Result<Response, Problem> {
    let channels = messenger::offered(env);
    chosen.retain(|channel| channels.contains(channel));
    let body = Push { key: Sender::of(env).map(|sender| sender.key()), devices, channels, chosen };
    Ok(ResponseBuilder::new().with_header("Cache-Control", "no-store")?.from_json(&body)?)
}
