//! Long work in pieces, with room between them for a finger or a frame: an old phone is ten times slower than a desk’s computer.

use gloo_timers::callback::Timeout;
use leptos::prelude::{document, request_animation_frame};
use web_sys::VisibilityState;

use crate::clock;

/// Does something long once the browser has shown that it was asked for: a finger is answered at once, whatever a page takes to draw.
pub fn after_paint(work: impl FnOnce() + 'static) {
    if is_seen() {
        request_animation_frame(move || drop(Timeout::new(0, work).forget()));
    } else {
        work();
    }
}

/// Goes on in the browser's next turn, after what waits for it.
pub async fn next_turn() {
    // A page that nobody sees has nothing to wait for, and its timers are slow.
    if is_seen() {
        gloo_timers::future::TimeoutFuture::new(0).await;
    }
}

/// Between two looks whether something is through.
const GLANCE_MS: u32 = 4;

/// Waits until something is through that says so only when it is looked at, such as a write.
pub async fn until(is_through: impl Fn() -> bool) {
    while !is_through() {
        gloo_timers::future::TimeoutFuture::new(GLANCE_MS).await;
    }
}

/// Whether the page is before somebody's eyes.
pub fn is_seen() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// How long a piece is, in milliseconds.
const PIECE_MS: f64 = 8.0;

/// Work that began and may be long.
pub struct Pieces {
    since_ms: f64,
}

impl Pieces {
    /// The first piece begins.
    pub fn begin() -> Pieces {
        Pieces { since_ms: clock::now_ms() }
    }

    /// Where the work can be left: it is, once the piece is over. What else is on the page may have changed afterwards.
    pub async fn between(&mut self) {
        // Either way: a clock may be set back.
        if (clock::now_ms() - self.since_ms).abs() >= PIECE_MS {
            self.pause().await;
        }
    }

    /// Leaves the work in any case, before something that takes long by itself.
    pub async fn pause(&mut self) {
        next_turn().await;
        self.since_ms = clock::now_ms();
    }
}
