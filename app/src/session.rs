//! Who is signed in on this device, as the server says, and as it last said where it cannot be asked.

use mingbai_shared::names::{AgencyId, PersonId};
use mingbai_shared::roles::Role;
use serde::{Deserialize, Serialize};

use crate::json;
use crate::network::{self, Problem};

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

/// Asks the server who is signed in.
pub async fn current() -> Result<Option<Session>, Problem> {
    let text = network::get("/api/session").await?.text()?;
    let answered: Answered = json::parse(&text).map_err(|_| Problem::unexpected())?;
    Ok(answered.person)
}

/// The sample people; none where there is no development sign-in.
pub async fn sample_people() -> Result<Vec<SamplePerson>, Problem> {
    let answer = match network::get("/api/sign-in").await {
        Err(problem) if problem.status != 0 => return Ok(Vec::new()),
        answer => answer?,
    };
    json::parse(&answer.text()?).map_err(|_| Problem::unexpected())
}

#[derive(Serialize)]
struct SignIn<'a> {
    person: &'a str,
}

/// Signs in as a sample person.
pub async fn sign_in(person: &str) -> Result<Session, Problem> {
    let body = json::write(&SignIn { person }).map_err(|_| Problem::unexpected())?;
    let text = network::post("/api/sign-in", body).await?.text()?;
    json::parse(&text).map_err(|_| Problem::unexpected())
}

/// Signs out.
pub async fn sign_out() -> Result<(), Problem> {
    network::post("/api/sign-out", "{}".into()).await.map(drop)
}
