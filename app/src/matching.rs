//! What the record says to the facts on this device. The rules are in `shared`; here they meet the device's signals.

use std::sync::Arc;

use leptos::prelude::*;
use mingbai_shared::agencies::{AGENCIES, find as district_agency};
use mingbai_shared::audience::{Judgement, judge};
use mingbai_shared::facts::{Facts, Subject};
use mingbai_shared::notice::remind::{Reminder, reminders};
use mingbai_shared::pack::Offer;

use crate::clock;
use crate::device::{Device, Published};
use crate::words::language;

/// One policy that stands today, judged by the facts.
pub struct Match {
    pub published: Arc<Published>,
    pub judged: Judgement,
    offer: Offer,
}

impl Match {
    pub fn offer(&self) -> &Offer {
        &self.offer
    }
}

/// Every policy for `subject` that stands today, newest first. Follows the record and the facts.
pub fn matches(device: Device, subject: Subject) -> Vec<Match> {
    let today = clock::today();
    let mut found = Vec::new();
    each_offer(device, subject, |published, offer, facts| {
        if offer.stands_on(today) {
            let judged = judge(&offer.audience, facts, today);
            found.push(Match { published: Arc::clone(published), judged, offer: offer.clone() });
        }
    });
    found
}

/// What the record offers `subject`, newest first, with what was said. Follows both.
fn each_offer(device: Device, subject: Subject, mut take: impl FnMut(&Arc<Published>, &Offer, &Facts)) {
    device.record.with(|record| {
        device.facts.with(|facts| {
            for published in record {
                if let Some(offer) = published.pack.offer.as_ref().filter(|offer| offer.subject == subject) {
                    take(published, offer, facts);
                }
            }
        });
    });
}

/// One policy with what one is reminded of.
#[derive(Clone)]
pub struct Reminded {
    pub published: Arc<Published>,
    pub offer: Offer,
    pub reminder: Reminder,
}

impl Reminded {
    /// By what the device remembers that it was put away.
    pub fn key(&self) -> String {
        self.reminder.key(&self.published.pack.id, self.offer.route, clock::today())
    }

    /// Whether it was not put away; followed.
    pub fn is_new(&self, device: Device) -> bool {
        device.put_away.with(|put_away| !put_away.contains(&self.key()))
    }
}

/// The keys of all that one is reminded of, as a resident and as a firm.
pub fn all_reminded(device: Device) -> Vec<String> {
    let keys = |subject| reminded(device, subject).iter().map(Reminded::key).collect::<Vec<_>>();
    [keys(Subject::Resident), keys(Subject::Firm)].concat()
}

/// What one is reminded of, the nearest day first. Follows the record and the facts.
pub fn reminded(device: Device, subject: Subject) -> Vec<Reminded> {
    let today = clock::today();
    let mut found: Vec<Reminded> = Vec::new();
    each_offer(device, subject, |published, offer, facts| {
        for reminder in reminders(offer, facts, today) {
            let at = found.partition_point(|other| other.reminder.day <= reminder.day);
            found.insert(at, Reminded { published: Arc::clone(published), offer: offer.clone(), reminder });
        }
    });
    found
}

/// The agencies that can be asked, also those of which nothing is here: each with its name.
pub fn agencies(device: Device) -> Vec<(&'static str, String)> {
    AGENCIES.iter().map(|agency| (agency.id, agency_name(device, agency.id))).collect()
}

/// The name of one agency: under which it issues, or else what the district calls it.
pub fn agency_name(device: Device, agency: &str) -> String {
    device.record.with(|record| {
        let known = record.iter().find(|published| published.pack.agency.as_str() == agency);
        let by_itself = || district_agency(agency).map_or(agency, |agency| agency.name.in_language(language()));
        known.map_or_else(by_itself, |published| published.pack.issuer()).to_owned()
    })
}
