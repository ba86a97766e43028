//! What is kept of the facts, as a browser keeps it: two devices here are two tabs of one.

use leptos::prelude::*;
use mingbai_shared::facts::{FactKey, FactValue, ProfileId};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::CryptoKey;

use super::{FACTS, FactsState, PUT_AWAY_BEFORE};
use crate::device::put_away::Moved;
use crate::device::seal::{self, Written};
use crate::device::store::{Change, Durability, Shelf, Store};
use crate::device::{Device, Saving};

wasm_bindgen_test_configure!(run_in_browser);

const ME: ProfileId = ProfileId(0);
const MOTHER: ProfileId = ProfileId(7);
const BORN: &str = "1954-03-01";

fn day(day: &str) -> FactValue {
    FactValue::Date(day.parse().unwrap())
}

/// A device of which nothing is kept yet.
async fn fresh() -> (Owner, Device) {
    Store::default().wipe().await.unwrap();
    tab().await
}

/// One more tab of it.
async fn tab() -> (Owner, Device) {
    // Whatever is spawned runs as in the app, which is mounted.
    mount_to_body(|| ());
    let owner = Owner::new();
    owner.set();
    let device = Device::new();
    device.read.set(true);
    device.load_facts().await;
    (owner, device)
}

async fn saved(device: Device) {
    while device.more_to_write() || device.saving.get_untracked() == Saving::UnderWay {
        gloo_timers::future::TimeoutFuture::new(2).await;
    }
}

async fn raw(key: &str) -> Option<String> {
    Store::default().get(Shelf::Meta, key).await.unwrap()
}

async fn key_kept() -> JsValue {
    Store::default().values(&[(Shelf::Seals, FACTS)]).await.unwrap().remove(0)
}

async fn keep(key: &str, text: &str) {
    Store::default().write(&[Change::Put(Shelf::Meta, key.into(), text.into())], Durability::Strict).await.unwrap();
}

fn said(device: Device, key: FactKey) -> Option<FactValue> {
    device.facts.with_untracked(|facts| facts.get(key).cloned())
}

#[wasm_bindgen_test]
async fn what_is_said_is_kept_so_that_nobody_reads_it_in_the_store_and_is_there_again() {
    let (_one, device) = fresh().await;
    assert_eq!(untrack(|| device.facts_state()), FactsState::Sealed);
    device.say(ME, FactKey::BirthDate, day(BORN));
    device.move_reminder(ME, Moved::Away("policy/changes/2027-03-01".into()));
    saved(device).await;
    let kept = raw(FACTS).await.unwrap();
    assert!(matches!(Written::of(&kept), Written::Sealed { lock: "", .. }), "{kept}");
    for told in ["1954", "2027", "birth"] {
        assert!(!kept.contains(told), "{told}");
    }
    let (_two, again) = tab().await;
    assert_eq!(said(again, FactKey::BirthDate), Some(day(BORN)));
    assert_eq!(again.put_away.get_untracked(), ["policy/changes/2027-03-01"]);
    let key: CryptoKey = key_kept().await.dyn_into().unwrap();
    assert!(!key.extractable());
    let before = kept;
    again.say(ME, FactKey::OwnsHome, FactValue::Bool(true));
    saved(again).await;
    // Each writing is another, also of the same.
    assert_ne!(raw(FACTS).await, Some(before));
}

#[wasm_bindgen_test]
async fn what_an_earlier_version_kept_is_taken_over_and_its_plain_text_goes() {
    Store::default().wipe().await.unwrap();
    keep(FACTS, r#"{"birth_date":"1954-03-01"}"#).await;
    keep(PUT_AWAY_BEFORE, r#"["policy/changes/2027-03-01"]"#).await;
    let (_one, device) = tab().await;
    assert_eq!(said(device, FactKey::BirthDate), Some(day(BORN)));
    assert_eq!(device.put_away.get_untracked().len(), 1);
    while untrack(|| device.facts_state()) != FactsState::Sealed {
        gloo_timers::future::TimeoutFuture::new(2).await;
    }
    assert!(!raw(FACTS).await.unwrap().contains("1954"));
    assert_eq!(raw(PUT_AWAY_BEFORE).await, None);
    let (_two, again) = tab().await;
    assert_eq!((said(again, FactKey::BirthDate), again.put_away.get_untracked().len()), (Some(day(BORN)), 1));
}

#[wasm_bindgen_test]
async fn of_two_tabs_that_write_at_once_both_count_also_in_the_first_writing_of_all() {
    let (_one, one) = fresh().await;
    let (_two, two) = tab().await;
    for round in 0..5 {
        one.say(ME, FactKey::Employees, FactValue::Number(round));
        two.say(ME, FactKey::InsuredMonths, FactValue::Number(round));
        one.say(ME, FactKey::BirthDate, day(BORN));
        futures_util::future::join(saved(one), saved(two)).await;
        let (_three, both) = tab().await;
        assert_eq!(said(both, FactKey::Employees), Some(FactValue::Number(round)));
        assert_eq!(said(both, FactKey::InsuredMonths), Some(FactValue::Number(round)));
        assert_eq!(said(both, FactKey::BirthDate), Some(day(BORN)));
    }
}

#[wasm_bindgen_test]
async fn what_is_said_goes_to_the_profile_in_which_it_was_said() {
    let (_one, one) = fresh().await;
    let (_two, two) = tab().await;
    one.say(ME, FactKey::BirthDate, day("1980-01-01"));
    one.change_profiles(&|profiles| profiles.add(MOTHER, "妈妈")).await.unwrap();
    assert_eq!((one.shown(), said(one, FactKey::BirthDate)), (MOTHER, None));
    // The other tab still shows the first.
    two.say(two.shown(), FactKey::OwnsHome, FactValue::Bool(true));
    one.say(one.shown(), FactKey::BirthDate, day(BORN));
    futures_util::future::join(saved(one), saved(two)).await;
    two.load_facts().await;
    assert_eq!((two.shown(), said(two, FactKey::OwnsHome)), (MOTHER, None));
    assert_eq!(said(two, FactKey::BirthDate), Some(day(BORN)));
    two.change_profiles(&|profiles| profiles.remove(MOTHER)).await.unwrap();
    // Of whom is gone nothing is said any more.
    one.say(MOTHER, FactKey::BirthDate, day("1955-01-01"));
    saved(one).await;
    one.load_facts().await;
    assert_eq!((one.shown(), said(one, FactKey::BirthDate)), (ME, Some(day("1980-01-01"))));
    assert_eq!(said(one, FactKey::OwnsHome), Some(FactValue::Bool(true)));
}

#[wasm_bindgen_test]
async fn what_was_changed_or_lost_its_key_is_not_misread_and_stays_until_one_begins_anew() {
    let (_one, device) = fresh().await;
    device.say(ME, FactKey::BirthDate, day(BORN));
    saved(device).await;
    let kept = raw(FACTS).await.unwrap();
    let Written::Sealed { body, .. } = Written::of(&kept) else { panic!("not sealed") };
    let mut bytes = seal::decode(body).unwrap();
    bytes[20] ^= 1;
    let changed = ["1..", &seal::encode(&bytes).unwrap()].concat();
    keep(FACTS, &changed).await;
    let (_two, other) = tab().await;
    assert_eq!(untrack(|| other.facts_state()), FactsState::Lost);
    other.say(ME, FactKey::OwnsHome, FactValue::Bool(true));
    while !other.has_failed() {
        gloo_timers::future::TimeoutFuture::new(2).await;
    }
    assert_eq!(raw(FACTS).await, Some(changed));

    keep(FACTS, &kept).await;
    Store::default().write(&[Change::Clear(Shelf::Seals)], Durability::Strict).await.unwrap();
    let (_three, third) = tab().await;
    assert_eq!((untrack(|| third.facts_state()), raw(FACTS).await), (FactsState::Lost, Some(kept)));
    third.begin_anew().await.unwrap();
    assert_eq!((untrack(|| third.facts_state()), raw(FACTS).await), (FactsState::Sealed, None));
    third.say(ME, FactKey::BirthDate, day("1960-01-01"));
    saved(third).await;
    let (_four, fourth) = tab().await;
    assert_eq!(said(fourth, FactKey::BirthDate), Some(day("1960-01-01")));
}

#[wasm_bindgen_test]
async fn with_a_passphrase_a_new_tab_reads_nothing_before_it_was_typed() {
    let (_one, device) = fresh().await;
    device.say(ME, FactKey::BirthDate, day(BORN));
    saved(device).await;
    let (_before, open) = tab().await;
    device.set_passphrase(Some("木木小桥流水")).await.unwrap();
    assert_eq!(untrack(|| device.facts_state()), FactsState::Unlocked);
    assert!(key_kept().await.is_undefined());
    // A tab from before cannot write over what it cannot read.
    open.say(ME, FactKey::OwnsHome, FactValue::Bool(true));
    while !open.has_failed() {
        gloo_timers::future::TimeoutFuture::new(2).await;
    }
    let (_two, other) = tab().await;
    assert_eq!((untrack(|| other.facts_state()), said(other, FactKey::BirthDate)), (FactsState::Locked, None));
    assert_eq!(other.unlock("木木小桥").await, Ok(false));
    assert_eq!(untrack(|| other.facts_state()), FactsState::Locked);
    assert_eq!(other.unlock(" 木木小桥流水").await, Ok(true));
    assert_eq!(said(other, FactKey::BirthDate), Some(day(BORN)));
    assert_eq!(open.unlock("木木小桥流水").await, Ok(true));
    saved(open).await;
    device.say(ME, FactKey::Employees, FactValue::Number(3));
    saved(device).await;
    other.lock().await.unwrap();
    assert_eq!((untrack(|| other.facts_state()), said(other, FactKey::BirthDate)), (FactsState::Locked, None));
    device.set_passphrase(None).await.unwrap();
    let (_three, third) = tab().await;
    assert_eq!(said(third, FactKey::BirthDate), Some(day(BORN)));
    assert_eq!(said(third, FactKey::OwnsHome), Some(FactValue::Bool(true)));
    assert_eq!(said(third, FactKey::Employees), Some(FactValue::Number(3)));
}
