//! What the record says to the facts on this device. The rules are in `shared`; here they meet the device's signals.

use std::sync::Arc;

use leptos::prelude::*;
use mingbai_shared::audience::{Judgement, judge};
use mingbai_shared::facts::Subject;
use mingbai_shared::names::AgencyId;
use mingbai_shared::pack::Offer;

use crate::clock;
use crate::device::{Device, Published};

/// One policy that stands today, judged by the facts.
#[derive(Clone)]
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
    device.record.with(|record| {
        device.facts.with(|facts| {
            let standing = record.iter().filter_map(|published| {
                let offer = published.pack.offer.as_ref()?;
                (offer.subject == subject && offer.stands_on(today)).then(|| Match {
                    published: Arc::clone(published),
                    judged: judge(&offer.audience, facts, today),
                    offer: offer.clone(),
                })
            });
            standing.collect()
        })
    })
}

/// The agencies that have published, by their address, each with the name under which it issues. Follows the record.
pub fn agencies(device: Device) -> Vec<(AgencyId, String)> {
    device.record.with(|record| {
        let mut found: Vec<(AgencyId, String)> = Vec::new();
        for published in record {
            let pack = &published.pack;
            if found.iter().all(|(agency, _)| *agency != pack.agency) {
                found.push((pack.agency.clone(), issuer(&published.pack)));
            }
        }
        found.sort();
        found
    })
}

/// The name of one agency, or its address while the record does not say it.
pub fn agency_name(device: Device, agency: &str) -> String {
    let known = agencies(device).into_iter().find(|(id, _)| id.as_str() == agency);
    known.map_or_else(|| agency.to_owned(), |(_, name)| name)
}

/// Who issued a document, by its own words.
pub fn issuer(pack: &mingbai_shared::pack::Pack) -> String {
    pack.document.issuer.clone().unwrap_or_else(|| pack.agency.to_string())
}
