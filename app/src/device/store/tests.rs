//! What a store keeps, in a browser.

use super::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn put(shelf: Shelf, key: &str, text: &str) -> Change {
    Change::Put(shelf, key.into(), text.into())
}

#[wasm_bindgen_test]
async fn what_was_written_is_there_after_a_reopen() {
    let store = Store::default();
    store.wipe().await.unwrap();
    let batch = [put(Shelf::Outbox, "b", "二"), put(Shelf::Outbox, "a", "一"), put(Shelf::Meta, "facts", "{}")];
    store.write(&batch, Durability::Strict).await.unwrap();
    let reopened = Store::default();
    assert_eq!(reopened.all(Shelf::Outbox).await.unwrap(), [("a".into(), "一".into()), ("b".into(), "二".into())]);
    assert_eq!(reopened.keys(Shelf::Outbox).await.unwrap(), ["a", "b"]);
    let moved = [Change::Remove(Shelf::Outbox, "a".into()), put(Shelf::Rows, "request/a", "一")];
    reopened.write(&moved, Durability::Relaxed).await.unwrap();
    assert_eq!(store.get(Shelf::Outbox, "a").await.unwrap(), None);
    assert_eq!(store.get(Shelf::Rows, "request/a").await.unwrap().as_deref(), Some("一"));
    store.wipe().await.unwrap();
    assert_eq!(reopened.get(Shelf::Meta, "facts").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn a_batch_is_written_only_if_what_was_given_still_stands() {
    let store = Store::default();
    let given = |text: Option<&str>| Given { shelf: Shelf::Meta, key: "given".into(), text: text.map(Into::into) };
    let batch = [put(Shelf::Meta, "given", "二"), put(Shelf::Rows, "given", "行")];
    store.write(&[put(Shelf::Meta, "given", "一")], Durability::Strict).await.unwrap();
    for other in [None, Some("零")] {
        assert_eq!(store.write_given(&batch, Durability::Strict, &given(other)).await, Ok(false));
        assert_eq!(store.get(Shelf::Rows, "given").await.unwrap(), None);
    }
    assert_eq!(store.write_given(&batch, Durability::Strict, &given(Some("一"))).await, Ok(true));
    assert_eq!(store.get(Shelf::Meta, "given").await.unwrap().as_deref(), Some("二"));
    assert_eq!(store.get(Shelf::Rows, "given").await.unwrap().as_deref(), Some("行"));
}

#[wasm_bindgen_test]
async fn amendments_from_two_tabs_lose_nothing() {
    let (one, other) = (Store::default(), Store::default());
    one.write(&[Change::Remove(Shelf::Meta, "count".into())], Durability::Strict).await.unwrap();
    let longer = |kept: Option<String>| Ok(kept.unwrap_or_default() + "x");
    let amend = |store: &Store| {
        let store = store.clone();
        async move { store.amend(Shelf::Meta, "count", &longer).await.unwrap() }
    };
    futures_util::future::join_all((0..40).map(|n| amend(if n % 2 == 0 { &one } else { &other }))).await;
    assert_eq!(one.get(Shelf::Meta, "count").await.unwrap(), Some("x".repeat(40)));
    let refusing = |_: Option<String>| Err(StoreError("no".into()));
    assert!(one.amend(Shelf::Meta, "count", &refusing).await.is_err());
    assert_eq!(other.get(Shelf::Meta, "count").await.unwrap(), Some("x".repeat(40)));
}

#[wasm_bindgen_test]
async fn a_dead_connection_is_opened_again_and_the_batch_run_again() {
    let store = Store::default();
    store.database().await.unwrap().as_ref().clone().close();
    store.write(&[put(Shelf::Drafts, "dead", "还在")], Durability::Strict).await.unwrap();
    store.database().await.unwrap().as_ref().clone().close();
    assert_eq!(store.get(Shelf::Drafts, "dead").await.unwrap().as_deref(), Some("还在"));
    store.database().await.unwrap().as_ref().clone().close();
    assert!(store.keys(Shelf::Drafts).await.unwrap().contains(&"dead".to_owned()));
}

#[wasm_bindgen_test]
async fn who_asks_while_the_page_is_away_waits_until_it_is_back() {
    let store = Store::default();
    store.write(&[put(Shelf::Drafts, "left", "之前")], Durability::Strict).await.unwrap();
    let strict = [put(Shelf::Drafts, "left", "离开时")];
    let writing = store.write(&strict, Durability::Strict);
    futures_util::pin_mut!(writing);
    // Begun before the page is left, so it is written.
    assert!(futures_util::poll!(&mut writing).is_pending());
    store.leave();
    writing.await.unwrap();
    let reading = store.get(Shelf::Drafts, "left");
    futures_util::pin_mut!(reading);
    gloo_timers::future::TimeoutFuture::new(50).await;
    assert!(futures_util::poll!(&mut reading).is_pending());
    store.back();
    assert_eq!(reading.await.unwrap().as_deref(), Some("离开时"));
}
