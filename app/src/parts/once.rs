//! What a part gives to a page, once it was wanted and came.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::NotHere;
use crate::view::follow;

/// What a part gives, once it is wanted and here. A copy is the same.
#[derive(Clone, Copy)]
pub struct Once<T>(RwSignal<Option<Result<T, NotHere>>, LocalStorage>);

impl<T: Copy + 'static> Once<T> {
    /// Loads it when it is first wanted; where it could not be, when it is wanted again.
    pub fn when<F>(wanted: impl Fn() -> bool + 'static, load: impl Fn() -> F + 'static) -> Once<T>
    where
        F: Future<Output = Result<T, NotHere>> + 'static,
    {
        let here = RwSignal::new_local(None);
        follow(move || {
            if wanted() && !matches!(here.get_untracked(), Some(Ok(_))) {
                let loading = load();
                spawn_local(async move {
                    let loaded = loading.await;
                    // The page may have been left meanwhile.
                    let _ = here.try_set(Some(loaded));
                });
            }
        });
        Once(here)
    }

    /// Loads it at once.
    pub fn here<F>(load: impl Fn() -> F + 'static) -> Once<T>
    where
        F: Future<Output = Result<T, NotHere>> + 'static,
    {
        Once::when(|| true, load)
    }

    /// What it gives; followed.
    pub fn get(self) -> Option<T> {
        self.0.get()?.ok()
    }

    /// Whether it could not be loaded; followed.
    pub fn is_missing(self) -> bool {
        matches!(self.0.get(), Some(Err(NotHere)))
    }
}
