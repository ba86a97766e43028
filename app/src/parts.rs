//! The app comes in parts (docs/decisions/0007): what a first page needs is loaded at once, the rest when it is first used.
//!
//! The service worker keeps every part, so that none is missing offline. Without `--cfg split`, as under Trunk, all is one module.

mod once;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::document::Document;
use mingbai_shared::facts::Subject;
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::pack::bound::{self, Piece};
use mingbai_shared::register::Signed;
use mingbai_shared::request::{CaseClock, ListedCase};
use mingbai_shared::words::{BilingualText, Language};

pub use once::Once;

use crate::aloud;
use crate::components::print;
use crate::device::store::{Store, StoreError};
use crate::device::{Device, MyRequest, Published};
use crate::router::{Place, Route};
use crate::view::{Element, View, live};
use crate::{calendar, pages, public_sync};

/// A part could not be loaded: there is no network, and the service worker has not kept it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotHere;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotHere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> NotHere {
        NotHere
    }
}

/// What runs until it has an answer.
pub type Answering<T> = Pin<Box<dyn Future<Output = T>>>;

/// Draws the page of a route.
pub type Draw = fn(Route, Place) -> View;

/// What one has with the agencies.
#[derive(Clone, Copy)]
pub struct Personal {
    draw: Draw,
    /// Looks for what is new.
    pub look: fn(Device),
    /// Reads again what another tab changed.
    pub reread: fn(Device),
    /// Removes everything from this device, and signs out; where a browser ends its sign-in at the service, if it has to.
    pub wipe: fn(Device) -> Answering<Result<Option<String>, StoreError>>,
    household: fn(Device) -> View,
}

/// Says in which part something is: all that only it uses is loaded with it.
macro_rules! part {
    ($(#[$about:meta])* $part:ident: fn $name:ident() -> $what:ty { $given:expr }) => {
        $(#[$about])*
        #[cfg(split)]
        #[wasm_split_helpers::wasm_split($part, fallible)]
        pub fn $name() -> Result<$what, NotHere> {
            Ok($given)
        }

        $(#[$about])*
        #[cfg(not(split))]
        pub async fn $name() -> Result<$what, NotHere> {
            Ok($given)
        }
    };
}

part! {
    /// Verification of the public record, and what brings it up to date; whether anything is new.
    record: fn record() -> fn(Store) -> Answering<Result<bool, public_sync::Failure>> {
        |store| Box::pin(async move { public_sync::run(&store).await })
    }
}

part! {
    /// Ed25519, for browsers that do not have it.
    signature: fn signature() -> fn(&Signed) -> bool { Signed::is_true }
}

part! {
    /// Requests, sign-in and everything about oneself, with what sends and fetches it.
    personal: fn personal() -> Personal {
        Personal {
            draw: personal_page,
            look: Device::look_for_mine,
            reread: Device::reread_mine,
            wipe: |device| Box::pin(device.wipe()),
            household: pages::me::household::household,
        }
    }
}

fn personal_page(route: Route, place: Place) -> View {
    match route {
        Route::Request => pages::request::page(),
        Route::Requests => pages::requests::list(),
        Route::Status => pages::requests::status(place.segment(1)),
        Route::Reminders => pages::reminders::page(),
        Route::Notices => pages::notices::page(),
        Route::Me => pages::me::page(),
        _ => pages::sign_in::page(),
    }
}

/// Whose page it is where there are several, and what stands where the facts would while they cannot be read. Most devices need neither.
pub fn household(device: Device) -> View {
    let several = move || device.profiles.with(|names| names.all.len() > 1);
    let wanted = Memo::new(move |_| device.facts_state().is_closed() || several());
    let here = Once::when(move || wanted.get(), personal);
    live(move || here.get().map(|mine| (mine.household)(device)))
}

part! {
    /// The desks of an agency.
    staff: fn staff() -> Draw { staff_page }
}

fn staff_page(route: Route, place: Place) -> View {
    match route {
        Route::Case => pages::staff::case::page(place.segment(1)),
        Route::Due => pages::staff::due::page(),
        Route::Publications => pages::staff::publications::page(),
        Route::Publication => pages::staff::publications::one::page(place.segment(2)),
        Route::Sendings => pages::staff::notices::page(),
        Route::Sending => pages::staff::notices::one::page(place.segment(2)),
        Route::Trail => pages::staff::trail::page(),
        _ => pages::staff::page(),
    }
}

part! {
    /// The drafting desk, and what shows a draft.
    drafting: fn drafting() -> Draw { drafting_page }
}

fn drafting_page(route: Route, place: Place) -> View {
    match route {
        Route::Drafts => pages::staff::drafts::page(),
        Route::Drafting => pages::staff::drafts::one(place.segment(2)),
        _ => pages::preview::page(),
    }
}

/// Clocks, wherever one is shown: the calendar, the rules of deadlines and their proofs are loaded with them.
#[derive(Clone, Copy)]
pub struct Clocks {
    draw: Draw,
    keep_up: fn(Device),
    /// The clock of a case at the desk, with what may be noted next.
    pub desk: fn(Device, Memo<Option<ListedCase>>) -> View,
    /// What is due at an agency.
    pub outlook: fn(Device) -> View,
    /// The clock of one's own request.
    pub mine: fn(Device, &MyRequest) -> View,
    /// When a case is due, in a line of a list; of one whose clock is not set, that.
    pub brief: fn(Option<&CaseClock>) -> View,
    /// Puts cases in the order of their due days.
    pub in_order: fn(&mut [ListedCase]),
}

part! {
    /// Due dates and what they rest on.
    clocks: fn clocks() -> Clocks {
        Clocks {
            draw: clock_page,
            keep_up: calendar::keep_up,
            desk: pages::case_clock::desk::section_of,
            outlook: pages::case_clock::outlook::outlook_of,
            mine: pages::case_clock::mine::section_of,
            brief: pages::case_clock::brief,
            in_order: pages::case_clock::in_order,
        }
    }
}

fn clock_page(route: Route, _: Place) -> View {
    match route {
        Route::Calendar => pages::calendar::page(),
        _ => pages::clock::page(),
    }
}

/// Draws with the clocks: without them at first, and where they cannot be loaded.
pub fn with_clocks(device: Device, draw: impl Fn(Option<Clocks>) -> View + 'static) -> View {
    let here = Once::here(move || async move {
        let clocks = clocks().await?;
        (clocks.keep_up)(device);
        Ok(clocks)
    });
    live(move || draw(here.get()))
}

part! {
    /// What comes up of the notices that the record holds.
    notices: fn notices() -> fn(Device, Subject) -> View { crate::notices::coming_up }
}

/// The notices that come up, once there are any and what reads them is here.
pub fn with_notices(device: Device, subject: Subject) -> View {
    let here = Once::when(move || !device.notices.with(Vec::is_empty), notices);
    live(move || here.get().map(|coming_up| coming_up(device, subject)))
}

/// What is found in the texts: it has a thread of its own for the search.
#[derive(Clone, Copy)]
pub struct Finding {
    /// In all of them.
    found: fn(Device, Memo<String>) -> View,
    /// In one.
    within: fn(Device, String, RwSignal<bool>) -> View,
}

part! {
    /// The search.
    finding: fn finding() -> Finding {
        Finding { found: pages::policies::found::found, within: pages::policies::found::within }
    }
}

/// Finds words in one document, in a dialog that is `open`.
pub fn with_finding_within(device: Device, document: String, open: RwSignal<bool>) -> View {
    let here = Once::here(finding);
    live(move || here.get().map(|finding| (finding.within)(device, document.clone(), open)))
}

/// What is found of `words`; before any are typed, and where the search cannot be loaded, the list of documents that contain them.
pub fn with_finding(device: Device, words: Memo<String>) -> View {
    let asks = Memo::new(move |_| words.with(|words| !words.trim().is_empty()));
    let here = Once::when(move || asks.get(), finding);
    live(move || match here.get().filter(|_| asks.get()) {
        Some(finding) => (finding.found)(device, words),
        None => live(move || words.with(|words| pages::policies::list(device, words))),
    })
}

/// What a document has besides its text: versions and what changed between them.
#[derive(Clone, Copy)]
pub struct Reading {
    /// What changed.
    pub changes: fn(Device, Arc<Published>) -> View,
    /// The version of a day.
    pub of_day: fn(Device, Arc<Published>, NaiveDate, Memo<String>) -> View,
    /// The bar of tools.
    pub tools: fn(Device, Arc<Published>) -> View,
    /// Why a document is not there any more.
    pub withdrawn: fn(Device, String) -> View,
    /// 一图读懂.
    pub picture: fn(Arc<Published>) -> View,
    /// A text in pieces, its numbers with the article that has them.
    pub pieces: Pieces,
}

/// As `bound::pieces` takes and gives.
type Pieces = for<'a> fn(&'a BilingualText, Language, &[ArticleNumber], &Document) -> Vec<Piece<'a>>;

part! {
    /// What stands beside the text of a document.
    reading: fn reading() -> Reading {
        Reading {
            changes: pages::reader::versions::section,
            of_day: pages::reader::versions::of_day,
            tools: pages::reader::tools::tools,
            withdrawn: pages::reader::withdrawn::page,
            picture: pages::reader::picture::section,
            pieces: bound::pieces,
        }
    }
}

part! {
    /// What stands on paper below a page.
    paper: fn paper() -> fn(&str) -> Element { print::printed_foot }
}

/// Reads aloud.
#[derive(Clone, Copy)]
pub struct Aloud {
    /// What is in the element that a selector finds.
    pub read: fn(&str, RwSignal<aloud::Reading>),
    /// No more.
    pub stop: fn(RwSignal<aloud::Reading>),
}

part! {
    /// The voice of 长者版.
    aloud: fn aloud() -> Aloud { Aloud { read: aloud::read, stop: aloud::stop } }
}

/// Which part draws a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Personal,
    Staff,
    Drafting,
    Clock,
}

impl Part {
    /// None for the pages that are there from the start.
    fn of(route: Route) -> Option<Part> {
        match route {
            Route::Home(_) | Route::Policies | Route::Document | Route::Nowhere => None,
            Route::Request
            | Route::Requests
            | Route::Status
            | Route::Reminders
            | Route::Notices
            | Route::Me
            | Route::SignIn => Some(Part::Personal),
            Route::Staff
            | Route::Case
            | Route::Due
            | Route::Publications
            | Route::Publication
            | Route::Sendings
            | Route::Sending
            | Route::Trail => Some(Part::Staff),
            Route::Drafts | Route::Drafting | Route::Preview => Some(Part::Drafting),
            Route::Clock | Route::Calendar => Some(Part::Clock),
            #[cfg(feature = "patterns")]
            Route::Patterns => None,
        }
    }
}

/// How far a part is.
#[derive(Clone, Copy)]
pub enum Loaded {
    /// Not asked for, or on its way.
    NotYet,
    /// It draws its pages.
    Here(Draw),
    /// It could not be loaded.
    Failed,
}

/// The parts of pages, loaded when first wanted. A copy is the same parts.
#[derive(Clone, Copy)]
pub struct Parts {
    personal: RwSignal<Loaded>,
    staff: RwSignal<Loaded>,
    drafting: RwSignal<Loaded>,
    clock: RwSignal<Loaded>,
}

impl Parts {
    /// None loaded.
    pub fn open() -> Parts {
        let [personal, staff, drafting, clock] = std::array::from_fn(|_| RwSignal::new(Loaded::NotYet));
        Parts { personal, staff, drafting, clock }
    }

    /// The part that draws a page; none for a page that is there from the start.
    pub fn of(self, route: Route) -> Option<Loaded> {
        Some(self.signal(Part::of(route)?).get())
    }

    /// Whether a page can be drawn, or is known not to.
    pub fn settled(self, route: Route) -> bool {
        !matches!(self.of(route), Some(Loaded::NotYet))
    }

    /// Loads the part that draws a page, unless it is here.
    pub fn load(self, route: Route, device: Device) {
        let Some(part) = Part::of(route) else { return };
        let signal = self.signal(part);
        if matches!(signal.get_untracked(), Loaded::Here(_)) {
            return;
        }
        signal.set(Loaded::NotYet);
        spawn_local(async move {
            let loaded = match part {
                Part::Personal => open_mine(device).await,
                // The cases come with what is one's own.
                Part::Staff => match open_mine(device).await {
                    Ok(_) => staff().await,
                    Err(not_here) => Err(not_here),
                },
                // Whoever follows a link to a draft has nothing of their own to open.
                Part::Drafting if route == Route::Preview => drafting().await,
                Part::Drafting => match open_mine(device).await {
                    Ok(_) => drafting().await,
                    Err(not_here) => Err(not_here),
                },
                Part::Clock => clocks().await.map(|clocks| {
                    (clocks.keep_up)(device);
                    clocks.draw
                }),
            };
            signal.set(loaded.map_or(Loaded::Failed, Loaded::Here));
        });
    }

    fn signal(self, part: Part) -> RwSignal<Loaded> {
        match part {
            Part::Personal => self.personal,
            Part::Staff => self.staff,
            Part::Drafting => self.drafting,
            Part::Clock => self.clock,
        }
    }
}

async fn open_mine(device: Device) -> Result<Draw, NotHere> {
    let mine = personal().await?;
    device.open_mine(mine);
    Ok(mine.draw)
}
