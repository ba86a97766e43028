//! Being told that there is something new while the app is closed: by this device, and by the operator's messages. What is new stands in none of them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mingbai_shared::notice::tickle::Channel;
use mingbai_shared::words::Bilingual;

use crate::components::button::{Kind, actions, button, button_link};
use crate::components::list::section;
use crate::device::Device;
use crate::device::push::{self, Standing, Told, Wrong};
use crate::network::Problem;
use crate::view::{View, classed, el, follow, live, many};
use crate::words::{language, notices as words, t};

/// What is known on this page. A copy is the same.
#[derive(Clone, Copy)]
pub struct Waking {
    device: Device,
    told: RwSignal<Option<Result<Told, Problem>>>,
    here: RwSignal<Option<Standing>>,
    /// What did not work, or did.
    said: RwSignal<Option<String>>,
}

impl Waking {
    /// Begins to look.
    pub fn open(device: Device) -> Waking {
        let waking = Waking { device, told: RwSignal::new(None), here: RwSignal::new(None), said: RwSignal::new(None) };
        waking.look();
        waking
    }

    /// Whether somebody is signed in who can be told; followed.
    fn is_own(self) -> bool {
        self.device.who().is_some_and(|who| !who.role.is_staff())
    }

    fn look(self) {
        spawn_local(async move {
            let here = push::standing().await;
            // The page may have been left meanwhile.
            let _ = self.here.try_set(Some(here));
            let told = push::told().await;
            let _ = self.told.try_set(Some(told));
        });
    }

    fn say(self, text: Bilingual) {
        let _ = self.said.try_set(Some(t(text).into()));
    }

    fn failed(self, wrong: &Wrong) {
        match wrong {
            Wrong::Denied => self.say(words::WAKE_DENIED),
            Wrong::Unanswered => self.say(words::WAKE_UNANSWERED),
            Wrong::NoService => self.say(words::WAKE_NO_SERVICE),
            Wrong::Server(problem) => {
                let _ = self.said.try_set(Some(problem.sentence(language()).to_owned()));
            }
        }
    }

    fn switch_on(self, key: String) {
        let (asked, language) = (push::ask(), language());
        spawn_local(async move {
            match push::switch_on(asked, &key, language).await {
                Ok(()) => self.say(words::WAKE_SWITCHED_ON),
                Err(wrong) => self.failed(&wrong),
            }
            self.look();
        });
    }

    fn switch_off(self) {
        spawn_local(async move {
            push::end_here().await;
            self.say(words::WAKE_SWITCHED_OFF);
            self.look();
        });
    }

    /// Whoever wants no notices is not woken for any: not by this device, which also works offline, and not by messages.
    pub fn end(self) {
        self.said.set(None);
        let has_channels = self.told.with_untracked(|told| !matches!(told, Some(Ok(told)) if told.channels.is_empty()));
        let has_channels = has_channels && untrack(|| self.is_own());
        spawn_local(async move {
            push::end_here().await;
            let ended = if has_channels { push::choose(&[]).await.map(drop) } else { Ok(()) };
            // Without a network the page says that it needs one.
            if let Err(problem) = ended
                && problem.status != 0
            {
                self.failed(&Wrong::Server(problem));
            }
            self.look();
        });
    }

    fn choose(self, chosen: Vec<Channel>) {
        spawn_local(async move {
            match push::choose(&chosen).await {
                Ok(told) => {
                    let _ = self.told.try_set(Some(Ok(told)));
                }
                Err(problem) => self.failed(&Wrong::Server(problem)),
            }
        });
    }
}

/// The offer, where the district makes it.
pub fn waking(waking: Waking) -> View {
    let own = Memo::new(move |_| waking.is_own());
    let off = Memo::new(move |_| waking.device.choices.with(|choices| choices.off));
    // In the language of today, and where the server let it go.
    follow(move || {
        let language = language();
        if own.get() && !off.get() {
            spawn_local(push::repeat(language));
        }
    });
    let offer = move || {
        let (told, Some(here)) = (waking.told.get(), waking.here.get()) else { return View::Nothing };
        let offered = told.as_ref().is_some_and(|told| match told {
            Ok(told) => told.key.is_some() || !told.channels.is_empty(),
            // It may be, and cannot be seen now.
            Err(_) => true,
        });
        if !offered && here != Standing::On {
            return View::Nothing;
        }
        let (own, off) = (own.get(), off.get());
        let part = section("g-waking", t(words::WAKE), ());
        let ended = off && here != Standing::On;
        let note = classed("p", "note").child(t(if ended { words::WAKE_ALL_OFF } else { words::WAKE_NOTE }));
        let on_here = if ended { View::Nothing } else { this_device(waking, told.as_ref(), here, own) };
        part.child(note).child(on_here).child(channels(waking, told.as_ref(), own, off)).into()
    };
    many([live(offer), el("p").attr("role", "status").child(live(move || waking.said.get())).into()])
}

/// What can be done on this device, or one sentence that says why nothing can. Off is always there, also offline.
fn this_device(waking: Waking, told: Option<&Result<Told, Problem>>, here: Standing, own: bool) -> View {
    let note = |text: &str| -> View { classed("p", "note").child(text.to_owned()).into() };
    let key = match (here, told) {
        (Standing::On, _) => {
            let off = button(Kind::Quiet, t(words::WAKE_OFF), move || waking.switch_off());
            return many([
                el("p").child(t(words::WAKE_IS_ON)).into(),
                actions().child(off.attr("data-testid", "wake-off")).into(),
            ]);
        }
        (_, None | Some(Ok(Told { key: None, .. }))) => return View::Nothing,
        (Standing::Missing, _) => return note(t(words::WAKE_MISSING)),
        (Standing::Denied, _) => return note(t(words::WAKE_DENIED)),
        // Nothing was written here that could be kept.
        (Standing::Off, Some(Err(Problem { status: 0, .. }))) => return note(t(words::WAKE_OFFLINE)),
        (Standing::Off, Some(Err(problem))) => return note(problem.sentence(language())),
        (Standing::Off, Some(Ok(Told { key: Some(key), .. }))) => key.clone(),
    };
    if !own {
        let way = button_link(Kind::Quiet, "/sign-in", t(words::WAKE_SIGN_IN));
        return many([note(t(words::WAKE_SIGNED_OUT)), actions().child(way).into()]);
    }
    let on = button(Kind::Quiet, t(words::WAKE_ON), move || waking.switch_on(key.clone()));
    actions().child(on.attr("data-testid", "wake-on")).into()
}

/// The operator's messages, where there are any. While notices are off they can be ended alone.
fn channels(waking: Waking, told: Option<&Result<Told, Problem>>, own: bool, off: bool) -> View {
    let note = |text| -> View { classed("p", "note").child(t(text)).into() };
    let told = match told.filter(|_| own) {
        Some(Ok(told)) => told,
        Some(Err(Problem { status: 0, .. })) => return note(words::WAKE_CHANNELS_OFFLINE),
        _ => return View::Nothing,
    };
    let one = |channel: &Channel| -> View {
        let channel = *channel;
        let used = told.chosen.contains(&channel);
        let words = match (channel, used) {
            (Channel::Sms, false) => words::WAKE_SMS,
            (Channel::Sms, true) => words::WAKE_NO_SMS,
            (Channel::Wechat, false) => words::WAKE_WECHAT,
            (Channel::Wechat, true) => words::WAKE_NO_WECHAT,
        };
        let others = told.chosen.iter().copied().filter(|other| *other != channel);
        let chosen: Vec<Channel> = others.chain((!used).then_some(channel)).collect();
        button(Kind::Quiet, t(words), move || waking.choose(chosen.clone())).into()
    };
    let offered = told.channels.iter().filter(|channel| !off || told.chosen.contains(channel));
    let buttons: Vec<View> = offered.map(one).collect();
    if buttons.is_empty() {
        return View::Nothing;
    }
    many([note(words::WAKE_CHANNELS), actions().child(buttons).into()])
}
