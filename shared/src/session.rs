//! How long a sign-in stands, and when it must be proven again (ASVS 5.0, 7.3; docs/decisions/0019).

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::roles::{Action, Actor, Role};

/// A sign-in, as the server keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// As whom.
    pub actor: Actor,
    /// What the service called them.
    pub name: String,
    /// By which sign-in service.
    pub service: String,
    /// What that service calls this sign-in, where it said so.
    pub elsewhere: Option<String>,
    /// Which browser on what, in words: for the person to tell their devices apart.
    pub label: String,
    /// When they signed in.
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub since: DateTime<Utc>,
    /// When it was last used, within [`Session::NOTED_EVERY`].
    #[serde(deserialize_with = "crate::iso::of_instant")]
    pub seen: DateTime<Utc>,
    /// When they last showed who they are, as the service says. A service that lets in whoever is signed in there anyway says nothing, or a time long past.
    pub proven: Option<DateTime<Utc>>,
}

/// How long sign-ins of a role stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// Since it was last used.
    pub idle: Duration,
    /// Since the sign-in.
    pub longest: Duration,
}

impl Lifetime {
    /// Residents and firms may put the phone away over lunch; an office's screen may not stay open over it.
    pub fn of(role: Role) -> Lifetime {
        if role.is_staff() {
            Lifetime { idle: Duration::minutes(30), longest: Duration::hours(10) }
        } else {
            Lifetime { idle: Duration::hours(2), longest: Duration::hours(12) }
        }
    }
}

impl Session {
    /// How exactly it is known when a session was last used: a write for each use would be too many.
    pub const NOTED_EVERY: Duration = Duration::minutes(1);
    /// How long ago someone may have shown who they are, for what wants proof.
    pub const PROOF: Duration = Duration::minutes(10);

    /// Whether it stands at `now`.
    pub fn stands(&self, now: DateTime<Utc>) -> bool {
        let Lifetime { idle, longest } = Lifetime::of(self.actor.role);
        now - self.seen < idle && now - self.since < longest
    }

    /// Whether its use at `now` is to be noted.
    pub fn is_to_be_noted(&self, now: DateTime<Utc>) -> bool {
        now - self.seen >= Session::NOTED_EVERY
    }

    /// Whether it is enough for `action`, or must be proven again.
    pub fn is_proof_enough(&self, action: Action, now: DateTime<Utc>) -> bool {
        !action.wants_proof() || self.proven.is_some_and(|proven| now - proven < Session::PROOF)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn session(role: Role, seen: &str) -> Session {
        let since = at("2026-11-23T01:00:00Z");
        let agency = role.is_staff().then(|| "civil-affairs".parse().unwrap());
        let actor = Actor { person: "someone".parse().unwrap(), role, agency };
        let words = String::new;
        let (name, service, label) = (words(), words(), words());
        Session { actor, name, service, elsewhere: None, label, since, seen: at(seen), proven: Some(since) }
    }

    #[test]
    fn it_ends_by_itself_when_unused_and_at_last_in_any_case() {
        for (role, seen, last, first_after) in [
            (Role::Resident, "2026-11-23T01:00:00Z", "2026-11-23T02:59:59Z", "2026-11-23T03:00:00Z"),
            (Role::Resident, "2026-11-23T12:59:00Z", "2026-11-23T12:59:59Z", "2026-11-23T13:00:00Z"),
            (Role::Officer, "2026-11-23T01:00:00Z", "2026-11-23T01:29:59Z", "2026-11-23T01:30:00Z"),
            (Role::Signatory, "2026-11-23T10:59:00Z", "2026-11-23T10:59:59Z", "2026-11-23T11:00:00Z"),
        ] {
            let session = session(role, seen);
            assert!(session.stands(at(last)) && !session.stands(at(first_after)), "{role:?} {first_after}");
        }
    }

    #[test]
    fn only_what_wants_proof_asks_for_a_fresh_sign_in() {
        let session = session(Role::Signatory, "2026-11-23T01:00:00Z");
        let (last, first_after) = (at("2026-11-23T01:09:59Z"), at("2026-11-23T01:10:00Z"));
        for action in Action::ALL {
            let wants = [
                Action::Sign,
                Action::ApproveWithdrawal,
                Action::ApproveNotice,
                Action::ReadApplicant,
                Action::LoadCalendar,
            ]
            .contains(&action);
            assert!(session.is_proof_enough(action, last));
            assert_eq!(session.is_proof_enough(action, first_after), !wants, "{action:?}");
            let unproven = Session { proven: None, ..session.clone() };
            assert_eq!(unproven.is_proof_enough(action, unproven.since), !wants, "{action:?}");
        }
    }

    #[test]
    fn a_use_is_noted_once_a_minute() {
        let session = session(Role::Resident, "2026-11-23T01:00:00Z");
        assert!(
            !session.is_to_be_noted(at("2026-11-23T01:00:59Z")) && session.is_to_be_noted(at("2026-11-23T01:01:00Z"))
        );
    }
}
