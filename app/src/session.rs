//! Who is signed in on this device, as the server says, and as it last said where it cannot be asked.

use leptos::prelude::document;
use mingbai_shared::names::{AgencyId, PersonId};
use mingbai_shared::roles::Role;
use mingbai_shared::words::BilingualText;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

use crate::json;
use crate::network::{self, Problem};
use crate::small_store;

/// The signed-in person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Who.
    #[serde(rename = "id")]
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// Of which agency, for staff.
    pub agency: Option<AgencyId>,
    /// By which service; none in what was kept before there were several.
    #[serde(default)]
    pub service: String,
}

impl Session {
    /// The address at which one signs in once more and comes back to `here`.
    pub fn again(&self, here: &str) -> String {
        match self.service.as_str() {
            "" | SAMPLE => "/sign-in".into(),
            service => way_to(service, here, true),
        }
    }
}

/// The address that leads to a service and back; `again` where one has to show anew who one is.
pub fn way_to(service: &str, back: &str, again: bool) -> String {
    ["/sign-in/", service, "?back=", back, if again { "&again=1" } else { "" }].concat()
}

/// How one can sign in here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct WaysToSignIn {
    /// The services.
    pub services: Vec<Service>,
    /// The sample people; none where nobody develops.
    pub sample: Vec<SamplePerson>,
}

/// A service to sign in at.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Service {
    /// Its name in addresses.
    pub id: String,
    /// What people call it.
    pub label: BilingualText,
    /// Whom it is for.
    pub r#for: Whom,
}

/// Whom a service is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    Residents,
    Firms,
    Staff,
}

/// A sample person to sign in as.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SamplePerson {
    /// For signing in.
    pub id: PersonId,
    /// Plainly invented.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The agency, for staff.
    pub agency: Option<AgencyId>,
}

#[derive(Deserialize)]
struct Answered {
    person: Option<Session>,
}

/// The cookie that says that somebody is signed in, and nothing else.
const HERE: &str = "__Host-mingbai-here=";
/// What stands in place of a service where one signs in as a sample person.
const SAMPLE: &str = "sample";
/// A sign-out that the server could not be told of yet.
const OWED: &str = "mingbai-owed";

/// The server is told of a sign-out as soon as it can be reached, before anything else is asked.
pub fn owe_sign_out() {
    small_store::put(OWED, "sign-out");
    // Nobody is to be taken for signed in meanwhile. The ticket itself no page can remove.
    document()
        .unchecked_into::<HtmlDocument>()
        .set_cookie(&[HERE, "; Path=/; Max-Age=0; Secure"].concat())
        .unwrap_or_default();
}

/// Whether the server is still to be told.
pub fn owes_sign_out() -> bool {
    small_store::get(OWED).is_some()
}

async fn settle_sign_out() -> Result<(), Problem> {
    if owes_sign_out() { sign_out(From::Here).await.map(drop) } else { Ok(()) }
}

/// Asks the server who is signed in.
pub async fn current() -> Result<Option<Session>, Problem> {
    settle_sign_out().await?;
    let text = network::get("/api/session").await?.text()?;
    let answered: Answered = json::parse(&text).map_err(|_| Problem::unexpected())?;
    Ok(answered.person)
}

/// How one can sign in here.
pub async fn ways_to_sign_in() -> Result<WaysToSignIn, Problem> {
    settle_sign_out().await?;
    json::parse(&network::get("/api/sign-in").await?.text()?).map_err(|_| Problem::unexpected())
}

#[derive(Serialize)]
struct SignIn<'a> {
    person: &'a str,
}

/// Signs in as a sample person.
pub async fn sign_in(person: &str) -> Result<Session, Problem> {
    let body = json::write(&SignIn { person }).map_err(|_| Problem::unexpected())?;
    let text = network::post("/api/sign-in", body).await?.text()?;
    let session: Session = json::parse(&text).map_err(|_| Problem::unexpected())?;
    small_store::remove(OWED);
    Ok(Session { service: SAMPLE.into(), ..session })
}

#[derive(Deserialize)]
struct SignedOut {
    elsewhere: Option<String>,
}

/// What a sign-out ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The sign-in of this device.
    Here,
    /// Those of all devices.
    Everywhere,
}

/// Signs out. Where the service that one signed in at keeps a sign-in of its own, the answer is where that ends.
pub async fn sign_out(from: From) -> Result<Option<String>, Problem> {
    let address = match from {
        From::Here => "/api/sign-out",
        From::Everywhere => "/api/devices/sign-out",
    };
    let text = network::post(address, "{}".into()).await?.text()?;
    small_store::remove(OWED);
    let SignedOut { elsewhere } = json::parse(&text).map_err(|_| Problem::unexpected())?;
    Ok(elsewhere)
}

/// Whether the browser was signed in here, by a cookie that says no more than that. Who comes back from a service has no other trace yet.
pub fn is_announced() -> bool {
    let cookies = document().unchecked_into::<HtmlDocument>().cookie().unwrap_or_default();
    cookies.split(';').any(|pair| pair.trim().starts_with(HERE))
}
