use proptest::prelude::*;

use super::*;
use crate::pack::LARGEST_PACK;
use crate::pack::draft::{Both, Lines};

const TEXTS: [&str; 3] = ["甲", "乙", "丙"];
const PEOPLE: [&str; 2] = ["one", "other"];

fn writer(person: usize) -> Writer {
    Writer { person: PEOPLE[person].parse().unwrap(), name: format!("示例{person}") }
}

fn draft(text: &str) -> Draft {
    Draft { title: Both { zh: text.into(), en: String::new() }, ..Draft::default() }
}

fn at(second: usize) -> DateTime<Utc> {
    DateTime::from_timestamp(1_770_000_000 + i64::try_from(second).unwrap(), 0).unwrap()
}

fn saving(from: u64, text: &str) -> Saving {
    Saving { from, draft: draft(text), person: None }
}

fn kept(saving: &Saving, before: Option<&Kept>, person: usize) -> Kept {
    match saving.take(before, 0, &writer(person), at(0)).unwrap() {
        Saved::Now { kept, .. } | Saved::Before(kept) => kept,
    }
}

/// What one of two people does at a page of their own.
#[derive(Clone, Copy, Debug)]
enum Act {
    /// Looks at what is kept.
    Open,
    /// Writes a text and saves it; the answer may get lost.
    Save { text: usize, is_lost: bool },
    /// Sends once more what was sent last.
    Again,
    /// Throws it away.
    Discard,
}

fn act() -> impl Strategy<Value = (usize, Act)> {
    let act = prop_oneof![
        2 => Just(Act::Open),
        6 => (0..TEXTS.len(), any::<bool>()).prop_map(|(text, is_lost)| Act::Save { text, is_lost }),
        3 => Just(Act::Again),
        1 => Just(Act::Discard),
    ];
    (0..PEOPLE.len(), act)
}

/// A page: which revision it believes in, what that said, and what it sent last.
#[derive(Clone, Default)]
struct Page {
    from: u64,
    seen: Option<String>,
    sent: Option<(u64, usize)>,
}

proptest! {
    /// The model knows who wrote what, one after another, and nothing else.
    #[test]
    fn two_people_never_save_over_what_they_have_not_seen(acts in prop::collection::vec(act(), 0..60)) {
        let mut pages = [Page::default(), Page::default()];
        let mut store: Option<(Kept, String)> = None;
        let mut model: Vec<(usize, usize)> = Vec::new();
        let mut was_discarded = false;
        for (second, (person, act)) in acts.into_iter().enumerate() {
            let page = &mut pages[person];
            let (sends, is_lost) = match act {
                Act::Open => {
                    if let Some((kept, text)) = &store {
                        (page.from, page.seen) = (kept.revision, Some(text.clone()));
                    }
                    continue;
                }
                Act::Discard => {
                    let Some((kept, _)) = &store else { continue };
                    let may = u64::try_from(model.len()).unwrap() == page.from;
                    prop_assert_eq!(kept.discard(page.from).is_ok(), may);
                    if may {
                        (store, was_discarded) = (None, true);
                        model.clear();
                    }
                    continue;
                }
                Act::Save { text, is_lost } => ((page.from, text), is_lost),
                Act::Again => match page.sent {
                    Some(sent) => (sent, false),
                    None => continue,
                },
            };
            let (from, text) = sends;
            // An id is made once: nobody begins anew under that of a draft that was there.
            if from == 0 && was_discarded {
                continue;
            }
            page.sent = Some(sends);
            let saving = saving(from, TEXTS[text]);
            let taken = saving.take(store.as_ref().map(|(kept, _)| kept), 0, &writer(person), at(second));
            let length = u64::try_from(model.len()).unwrap();
            let kept = match taken {
                Ok(Saved::Now { kept, text: bytes, is_first }) => {
                    prop_assert_eq!(length, from);
                    if let (Some((_, last)), Act::Save { .. }) = (&store, act) {
                        prop_assert_eq!(Some(last), page.seen.as_ref());
                    }
                    prop_assert_eq!(is_first, model.iter().all(|(writer, _)| *writer != person));
                    prop_assert_eq!(Draft::read(bytes.as_bytes()).unwrap(), draft(TEXTS[text]));
                    prop_assert_eq!((&kept.by, kept.at), (&writer(person).name, at(second)));
                    model.push((person, text));
                    store = Some((kept.clone(), bytes));
                    kept
                }
                Ok(Saved::Before(kept)) => {
                    prop_assert_eq!((length, model.last()), (from + 1, Some(&(person, text))));
                    kept
                }
                Err(NotKept::Gone { .. }) => {
                    prop_assert!(store.is_none() && from > 0);
                    continue;
                }
                Err(NotKept::Changed { revision, .. }) => {
                    prop_assert_eq!(revision, length);
                    prop_assert!(length != from && (length != from + 1 || model.last() != Some(&(person, text))));
                    continue;
                }
                Err(other) => panic!("{other}"),
            };
            prop_assert_eq!(kept.revision, u64::try_from(model.len()).unwrap());
            if !is_lost {
                (page.from, page.seen) = (kept.revision, store.as_ref().map(|(_, text)| text.clone()));
            }
        }
    }
}

#[test]
fn a_save_whose_answer_was_lost_is_answered_again() {
    let first = saving(0, "甲");
    let once = kept(&first, None, 0);
    assert_eq!(first.take(Some(&once), 0, &writer(0), at(9)), Ok(Saved::Before(once.clone())));
    // The same bytes of somebody else are another save, and so are others of the same person.
    let changed = Err(NotKept::Changed { revision: 1, from: 0 });
    assert_eq!(first.take(Some(&once), 0, &writer(1), at(9)), changed);
    assert_eq!(saving(0, "乙").take(Some(&once), 0, &writer(0), at(9)), changed);
    // What lies further back is not the last any more.
    let twice = kept(&saving(1, "乙"), Some(&once), 0);
    let further = first.take(Some(&twice), 0, &writer(0), at(9));
    assert_eq!(further, Err(NotKept::Changed { revision: 2, from: 0 }));
}

#[test]
fn a_revision_beyond_counting_is_refused() {
    let once = kept(&saving(0, "甲"), None, 0);
    let from = u64::MAX;
    assert_eq!(saving(from, "甲").take(Some(&once), 0, &writer(0), at(0)), Err(NotKept::Changed { revision: 1, from }));
    assert_eq!(saving(from, "甲").take(None, 0, &writer(0), at(0)), Err(NotKept::Gone { from }));
}

#[test]
fn an_agency_has_so_many_drafts_and_goes_on_with_them() {
    let full = saving(0, "甲").take(None, 200, &writer(0), at(0));
    assert_eq!(full, Err(NotKept::TooManyDrafts));
    assert!(saving(0, "甲").take(None, 199, &writer(0), at(0)).is_ok());
    let once = kept(&saving(0, "甲"), None, 0);
    assert!(saving(1, "乙").take(Some(&once), 200, &writer(0), at(0)).is_ok());
}

#[test]
fn a_draft_is_as_large_as_a_pack_and_no_larger() {
    let room = LARGEST_PACK - Draft::default().bytes().unwrap().len();
    let of_size =
        |size| Saving { from: 0, draft: Draft { document: Lines("a".repeat(size)), ..Draft::default() }, person: None };
    assert!(of_size(room).take(None, 0, &writer(0), at(0)).is_ok());
    let larger = of_size(room + 1).take(None, 0, &writer(0), at(0));
    assert_eq!(larger, Err(NotKept::NotADraft(NotADraft::TooLarge { bytes: LARGEST_PACK + 1 })));
}

#[test]
fn a_list_shows_the_beginning_of_a_long_title() {
    let long = Draft { id: "x".repeat(500), ..draft(&"题".repeat(500)) };
    let writer = Writer { name: "名".repeat(500), ..writer(0) };
    let Ok(Saved::Now { kept, text, .. }) =
        (Saving { from: 0, draft: long.clone(), person: None }).take(None, 0, &writer, at(0))
    else {
        panic!("not kept");
    };
    assert_eq!((kept.title.zh.as_str(), kept.document.len()), ("题".repeat(200).as_str(), 200));
    assert_eq!(kept.by, "名".repeat(100));
    assert_eq!(Draft::read(text.as_bytes()), Ok(long));
}

#[test]
fn a_row_is_read_as_it_was_written() {
    let once = kept(&saving(0, "甲"), None, 0);
    let row = serde_json::to_string(&once).unwrap();
    assert_eq!(serde_json::from_str::<Kept>(&row).unwrap(), once);
}

#[test]
fn an_id_is_a_uuid_of_version_seven_in_one_form() {
    // The example of RFC 9562, A.6.
    let example = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
    assert_eq!(example.parse::<DraftId>().unwrap().to_string(), example);
    for wrong in [
        "",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "017f22e279b07cc398c4dc0c0c07398f",
        "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        // Another version, another variant, and nothing.
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "017f22e2-79b0-7cc3-18c4-dc0c0c07398f",
        "00000000-0000-0000-0000-000000000000",
    ] {
        assert_eq!(wrong.parse::<DraftId>(), Err(NotADraftId), "{wrong}");
    }
}

#[test]
fn what_a_drafter_reads_is_in_both_languages_and_says_what_they_have() {
    let not_kept = [
        NotKept::Changed { revision: 2, from: 1 },
        NotKept::Gone { from: 1 },
        NotKept::TooManyDrafts,
        NotKept::TooManyLinks,
        NotKept::NotADraft(NotADraft::TooMany { entries: 1001 }),
    ];
    for why in not_kept {
        let BilingualText { zh, en } = why.message();
        assert!(zh.ends_with('。') && en.ends_with('.') && zh.contains("请") | zh.contains("可以"), "{zh} {en}");
    }
}
