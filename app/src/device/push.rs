//! Whether this device is woken when there is something new: a push subscription of its browser, which the server holds too (Push API, RFC 8030).
//!
//! Nothing rests on it. The app looks for what is new when it is opened or comes back, whether it was woken or not.

use std::pin::pin;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{JSON, Promise, Reflect};
use leptos::prelude::window;
use mingbai_shared::notice::tickle::Channel;
use mingbai_shared::words::Language;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Notification, NotificationPermission, PushManager, PushSubscription, PushSubscriptionOptionsInit,
    ServiceWorkerRegistration,
};

use crate::network::{self, Problem};
use crate::{json, small_store};

/// What of it there is in this browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has none, or none here: some have it only for an app on the home screen.
    Missing,
    /// The person told the browser that this site may not.
    Denied,
    /// It could be switched on.
    Off,
    /// It is on.
    On,
}

/// What did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The person said no.
    Denied,
    /// The person did not answer.
    Unanswered,
    /// The browser could not reach its push service.
    NoService,
    /// The server did not take it.
    Server(Problem),
}

/// How the server tells this person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Told {
    /// The key to subscribe by; none where nobody is woken.
    pub key: Option<String>,
    /// The channels of messages that there are.
    pub channels: Vec<Channel>,
    /// Those that are used.
    pub chosen: Vec<Channel>,
}

#[derive(Serialize)]
struct Choosing {
    sms: bool,
    wechat: bool,
}

#[derive(Serialize, Deserialize)]
struct Subscription {
    endpoint: String,
    keys: Keys,
    #[serde(default)]
    language: Language,
}

#[derive(Serialize, Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

#[derive(Serialize)]
struct Ending {
    endpoint: String,
}

/// How long a first visit may take to install what is woken.
const PATIENCE_MS: u32 = 15_000;

/// An endpoint that the server is still to be told of.
const ENDED: &str = "mingbai-push-ended";

/// How things stand at the server. What it was not told yet comes first.
pub async fn told() -> Result<Told, Problem> {
    if let Some(endpoint) = small_store::get(ENDED) {
        forget(endpoint).await;
    }
    read(network::get("/api/push").await?)
}

fn read(answer: network::Answer) -> Result<Told, Problem> {
    json::parse(&answer.text()?).map_err(|_| Problem::unexpected())
}

/// How things stand in this browser.
pub async fn standing() -> Standing {
    if !is_there() {
        return Standing::Missing;
    }
    match (Notification::permission(), subscription().await) {
        (NotificationPermission::Denied, _) => Standing::Denied,
        (_, Some(_)) => Standing::On,
        (_, None) => Standing::Off,
    }
}

/// Asks the person. Browsers want that at once when a button is pressed, and not later.
pub fn ask() -> Option<Promise> {
    is_there().then(|| Notification::request_permission().ok()).flatten()
}

/// Switches it on, once the person has answered.
pub async fn switch_on(asked: Option<Promise>, key: &str, language: Language) -> Result<(), Wrong> {
    let answer = wait(asked).await.and_then(|answer| answer.as_string());
    match answer.as_deref() {
        Some("granted") => {}
        Some("denied") => return Err(Wrong::Denied),
        // Whoever closes the browser's question has said nothing, and can be asked again.
        _ => return Err(Wrong::Unanswered),
    }
    let manager = ready().await.ok_or(Wrong::NoService)?;
    let subscribing = || {
        let options = PushSubscriptionOptionsInit::new();
        options.set_user_visible_only(true);
        options.set_application_server_key_opt_str(Some(key));
        manager.subscribe_with_options(&options).ok()
    };
    let subscribed = match wait(subscribing()).await {
        Some(subscribed) => subscribed,
        // One by another key stands in the way: the district has changed its own.
        None => {
            let before = subscription().await.ok_or(Wrong::NoService)?;
            wait(before.unsubscribe().ok()).await.ok_or(Wrong::NoService)?;
            wait(subscribing()).await.ok_or(Wrong::NoService)?
        }
    };
    tell(&subscribed.unchecked_into(), language).await
}

/// Tells the server once more what it may have let go, and in which language it is read here.
pub async fn repeat(language: Language) {
    if let Some(subscription) = subscription().await {
        let _ = tell(&subscription, language).await;
    }
}

async fn tell(subscription: &PushSubscription, language: Language) -> Result<(), Wrong> {
    let unexpected = || Wrong::Server(Problem::unexpected());
    let text = subscription.to_json().ok().and_then(|value| JSON::stringify(&value).ok()).ok_or_else(unexpected)?;
    let read: Subscription = json::parse(&String::from(text)).map_err(|_| unexpected())?;
    let body = json::write(&Subscription { language, ..read }).map_err(|_| unexpected())?;
    network::post("/api/push", body).await.map_err(Wrong::Server)?;
    small_store::remove(ENDED);
    Ok(())
}

/// Switches it off, here at once. The server is told now or when it can be reached; until then what it sends leads nowhere.
pub async fn switch_off() {
    if let Some(endpoint) = end_here().await {
        forget(endpoint).await;
    }
}

/// Switches it off here alone. [`told`] tells the server.
pub async fn end_here() -> Option<String> {
    let subscription = subscription().await?;
    let endpoint = subscription.endpoint();
    small_store::put(ENDED, &endpoint);
    let _ = wait(subscription.unsubscribe().ok()).await;
    Some(endpoint)
}

async fn forget(endpoint: String) {
    let Ok(body) = json::write(&Ending { endpoint }) else { return };
    let answer = network::post("/api/push/end", body).await;
    // Somebody else may be signed in by now, or nobody: then the push service itself says that there is no such device.
    if !matches!(&answer, Err(Problem { status: 0, .. })) {
        small_store::remove(ENDED);
    }
}

/// Chooses the channels.
pub async fn choose(chosen: &[Channel]) -> Result<Told, Problem> {
    let [sms, wechat] = Channel::ALL.map(|channel| chosen.contains(&channel));
    let body = json::write(&Choosing { sms, wechat }).map_err(|_| Problem::unexpected())?;
    read(network::post("/api/push/channels", body).await?)
}

fn is_there() -> bool {
    let window = window();
    let has = |of: &JsValue, name: &str| Reflect::has(of, &name.into()).unwrap_or_default();
    has(&window, "Notification") && has(&window, "PushManager") && has(&window.navigator(), "serviceWorker")
}

async fn manager() -> Option<PushManager> {
    let registration = is_there().then(|| window().navigator().service_worker().get_registration());
    wait(registration).await?.dyn_into::<ServiceWorkerRegistration>().ok()?.push_manager().ok()
}

/// The same, where the service worker is still on its way at a first visit. One that cannot be installed never comes.
async fn ready() -> Option<PushManager> {
    let ready = wait(is_there().then(|| window().navigator().service_worker().ready().ok()).flatten());
    let Either::Left((registration, _)) = select(pin!(ready), TimeoutFuture::new(PATIENCE_MS)).await else {
        return None;
    };
    registration?.dyn_into::<ServiceWorkerRegistration>().ok()?.push_manager().ok()
}

async fn subscription() -> Option<PushSubscription> {
    wait(manager().await?.get_subscription().ok()).await?.dyn_into().ok()
}

async fn wait(promise: Option<Promise>) -> Option<JsValue> {
    JsFuture::from(promise?).await.ok()
}
