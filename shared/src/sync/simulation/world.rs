//! Devices with their tabs, a server, and what is on its way between them; and every move that one of them, or fate, can make.

use std::collections::{BTreeMap, VecDeque};

use uuid::Uuid;

use super::bug::Bug;
use super::disk::{Content, Disk, Item, Transaction};
use super::ledger::{Image, Release, Running};
use super::subject::{Act, Kind};
use crate::sync::device::{self, BACKUPS, Effect, Taken, Writing};
use crate::sync::server::{self, Turned};
use crate::sync::{Answer, Call, Scope};

/// Copies of the server's state that its operator keeps.
const BACKUPS_KEPT: usize = 3;

/// What a tab is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
enum Phase {
    #[default]
    Idle,
    /// It has read the store and is about to write numbers.
    Preparing(Box<Content>),
    /// Numbers are written; the call can go.
    Ready(Call),
    /// The call is on its way, under this number.
    Waiting(Call, u64),
    /// Its answer is here, or that it was turned away.
    Answered(Call, Option<Answer>),
    /// It has read the store again and is about to write.
    Taking(Box<Content>, Call, Option<Answer>),
    /// For the bug that writes in two transactions: what is still to be written, and whether there is more.
    Remainder(Writing, bool),
}

/// A browser with one store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Device {
    pub disk: Disk,
    tabs: Vec<Phase>,
    /// Whether the browser has locks, and which tab holds the one of sync.
    locks: bool,
    holder: Option<usize>,
    /// The release of the app.
    version: u16,
    /// How far its clock is ahead.
    ahead: u64,
}

/// Something on its way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Message {
    device: usize,
    tab: usize,
    number: u64,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum What {
    Call(Call),
    /// None: turned away with a fork.
    Answer(Option<Answer>),
}

/// What a person was told is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Saved {
    device: usize,
    refused: bool,
    /// Its device's store was taken away by the browser: it may be lost, but not be there twice.
    excused: bool,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation(pub String);

/// How a world begins.
#[derive(Clone, Copy, Debug)]
pub struct Beginning {
    pub devices: usize,
    pub tabs: usize,
    pub locks: bool,
    /// Whether all begin on the release before.
    pub old: bool,
    pub bug: Option<Bug>,
}

/// One step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// A person writes something on a device.
    Write { device: usize, kind: Kind, key: usize, newer: bool },
    /// A tab goes on with its run, or begins one.
    Go { device: usize, tab: usize },
    /// A message arrives; the server may die after so many writes.
    Deliver { message: usize, lives: Option<usize> },
    /// A message is lost.
    Lose { message: usize },
    /// A call arrives twice.
    Duplicate { message: usize },
    /// A tab is closed.
    Close { device: usize, tab: usize },
    /// The power goes; so many of the relaxed transactions are on the disk.
    LosePower { device: usize, kept: usize },
    /// The browser clears the store.
    Evict { device: usize },
    /// A device gets a copy of another's store, as when a profile is copied.
    Clone { from: usize, to: usize },
    /// A device's clock is put to another time.
    SetClock { device: usize, ahead: u64 },
    /// The server forgets what is gone.
    Compact,
    /// A backup is made.
    Backup,
    /// The backup before the last `older` is restored.
    Restore { older: usize },
    /// The server gets the newer release.
    UpgradeServer,
    /// A device does.
    UpgradeDevice { device: usize },
}

/// Everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct World {
    bug: Option<Bug>,
    server: Image,
    server_version: u16,
    backups: VecDeque<Image>,
    pub devices: Vec<Device>,
    network: Vec<Message>,
    saved: BTreeMap<Uuid, Saved>,
    /// Ids made so far; each is a moment.
    made: u64,
}

impl World {
    pub fn new(beginning: Beginning) -> World {
        let version = if beginning.old { 1 } else { 2 };
        let device =
            Device { tabs: vec![Phase::Idle; beginning.tabs], locks: beginning.locks, version, ..Device::default() };
        let mut world = World {
            bug: beginning.bug,
            server_version: version,
            devices: vec![device; beginning.devices],
            ..World::default()
        };
        world.server.epoch = world.fresh(0);
        world
    }

    /// A new id, which begins with the time as the device has it.
    fn fresh(&mut self, ahead: u64) -> Uuid {
        let id = self.next_id(ahead);
        self.made += 1;
        id
    }

    /// The id that would be made next. A run that needs none makes none, or the same state would never come again.
    fn next_id(&self, ahead: u64) -> Uuid {
        let next = self.made + 1;
        Uuid::from_u128(u128::from(next + ahead) << 64 | u128::from(next))
    }

    /// Notes that the id was used.
    fn note_use(&mut self, at: usize, id: Uuid) {
        let identity = self.devices.get(at).and_then(|device| device.disk.now.identity);
        self.made += u64::from(identity.is_some_and(|identity| identity.device == id));
    }

    /// How many messages are on their way.
    pub fn on_the_way(&self) -> usize {
        self.network.len()
    }

    /// How many backups could be restored.
    pub fn backups(&self) -> usize {
        // An older one than those that devices keep things for is no use to anybody.
        self.backups.len().min(usize::try_from(BACKUPS).unwrap_or(usize::MAX))
    }

    /// How many transactions of a device a power loss could take.
    pub fn at_risk(&self, device: usize) -> usize {
        self.devices.get(device).map_or(0, |device| device.disk.at_risk())
    }

    /// Whether a message is a call.
    pub fn is_call(&self, message: usize) -> bool {
        self.network.get(message).is_some_and(|message| matches!(message.what, What::Call(_)))
    }

    /// Whether a tab has nothing to do but wait for an answer.
    pub fn waits(&self, device: usize, tab: usize) -> bool {
        let phase = self.devices.get(device).and_then(|device| device.tabs.get(tab));
        phase.is_some_and(|phase| matches!(phase, Phase::Waiting(..)))
    }

    /// Makes a move; one that is not possible changes nothing.
    pub fn step(&mut self, step: Move) -> Result<(), Violation> {
        match step {
            Move::Write { device, kind, key, newer } => self.person_writes(device, kind, key, newer),
            Move::Go { device, tab } => self.go(device, tab),
            Move::Deliver { message, lives } => return self.deliver(message, lives),
            Move::Lose { message } => {
                if message < self.network.len() {
                    let lost = self.network.remove(message);
                    self.give_up(&lost);
                }
            }
            Move::Duplicate { message } => {
                if self.is_call(message) {
                    self.network.extend(self.network.get(message).cloned());
                }
            }
            Move::Close { device, tab } => self.close(device, tab),
            Move::LosePower { device, kept } => {
                self.close_all(device);
                if let Some(device) = self.devices.get_mut(device) {
                    device.disk.lose_power(kept);
                }
            }
            Move::Evict { device } => {
                self.close_all(device);
                self.excuse(device);
                if let Some(device) = self.devices.get_mut(device) {
                    device.disk = Disk::default();
                }
            }
            Move::Clone { from, to } => {
                if let Some(disk) = self.devices.get(from).map(|from| from.disk.clone()) {
                    self.close_all(to);
                    self.excuse(to);
                    if let Some(to) = self.devices.get_mut(to) {
                        to.disk = disk;
                    }
                }
            }
            Move::SetClock { device, ahead } => {
                if let Some(device) = self.devices.get_mut(device) {
                    device.ahead = ahead;
                }
            }
            Move::Compact => self.server.compact(),
            Move::Backup => {
                self.server.backup += 1;
                self.backups.push_front(self.server.clone());
                self.backups.truncate(BACKUPS_KEPT);
            }
            Move::Restore { older } => self.restore(older),
            Move::UpgradeServer => self.server_version = 2,
            Move::UpgradeDevice { device } => {
                self.close_all(device);
                if let Some(device) = self.devices.get_mut(device) {
                    device.version = 2;
                }
            }
        }
        Ok(())
    }

    fn restore(&mut self, older: usize) {
        let Some(image) = self.backups.get(older).cloned() else { return };
        let kept = (image.epoch, image.backup);
        self.server = image;
        (self.server.epoch, self.server.backup) = match self.bug {
            Some(Bug::EpochKept) => kept,
            _ => (self.fresh(0), 0),
        };
    }

    fn person_writes(&mut self, at: usize, kind: Kind, key: usize, newer: bool) {
        let Some((version, ahead)) = self.devices.get(at).map(|device| (device.version, device.ahead)) else { return };
        let id = self.fresh(ahead);
        let key = ["a", "b", "c"].get(key).copied().unwrap_or("a");
        let act = Act::new(kind, key, self.made + ahead);
        let version = if newer { version } else { 1 };
        let item = Item { id, version, body: act.write(), seq: None, accepted: None };
        let strict = self.bug != Some(Bug::SavedRelaxed);
        if let Some(device) = self.devices.get_mut(at) {
            device.disk.write(Transaction::Append(item), strict);
            self.saved.insert(id, Saved { device: at, refused: kind == Kind::Refused, excused: false });
        }
    }

    fn excuse(&mut self, device: usize) {
        let Some(outbox) = self.devices.get(device).map(|device| &device.disk.now.outbox) else { return };
        for (id, saved) in &mut self.saved {
            // A copy of another's store holds what was saved on that one too.
            saved.excused |= saved.device == device || outbox.contains_key(id);
        }
    }

    fn close(&mut self, device: usize, tab: usize) {
        let Some(device) = self.devices.get_mut(device) else { return };
        if let Some(phase) = device.tabs.get_mut(tab) {
            *phase = Phase::Idle;
        }
        device.holder.take_if(|holder| *holder == tab);
    }

    fn close_all(&mut self, device: usize) {
        let tabs = self.devices.get(device).map_or(0, |device| device.tabs.len());
        (0..tabs).for_each(|tab| self.close(device, tab));
    }

    /// A tab that waits for a message that is lost gives up after a while.
    fn give_up(&mut self, lost: &Message) {
        let phase = self.devices.get(lost.device).and_then(|device| device.tabs.get(lost.tab));
        if matches!(phase, Some(Phase::Waiting(_, number)) if *number == lost.number) {
            self.close(lost.device, lost.tab);
        }
    }

    /// One step of a tab's run.
    fn go(&mut self, at: usize, tab: usize) {
        let bug = self.bug;
        let ahead = self.devices.get(at).map_or(0, |device| device.ahead);
        let Some(phase) = self.devices.get_mut(at).and_then(|device| device.tabs.get_mut(tab)).map(std::mem::take)
        else {
            return;
        };
        let next = match phase {
            Phase::Idle => self.begin(at, tab),
            Phase::Preparing(read) => {
                let fresh = self.next_id(ahead);
                let Some(device) = self.devices.get_mut(at) else { return };
                let next = prepare(&mut device.disk, *read, fresh, bug);
                self.note_use(at, fresh);
                next
            }
            Phase::Ready(call) => {
                let is_taken = |number: &u64| self.network.iter().any(|message| message.number == *number);
                let number = (0..).find(|number| !is_taken(number)).unwrap_or_default();
                self.network.push(Message { device: at, tab, number, what: What::Call(call.clone()) });
                Phase::Waiting(call, number)
            }
            waiting @ Phase::Waiting(..) => waiting,
            Phase::Answered(call, answer) => match self.devices.get(at) {
                Some(device) => Phase::Taking(Box::new(device.disk.now.clone()), call, answer),
                None => Phase::Idle,
            },
            Phase::Taking(read, call, answer) => {
                let fresh = self.next_id(ahead);
                let next = self.take(at, &read, &call, answer, fresh);
                self.note_use(at, fresh);
                next
            }
            Phase::Remainder(writing, more) => self.write(at, writing, more),
        };
        let Some(device) = self.devices.get_mut(at) else { return };
        if next == Phase::Idle {
            device.holder.take_if(|holder| *holder == tab);
        }
        if let Some(phase) = device.tabs.get_mut(tab) {
            *phase = next;
        }
    }

    fn begin(&mut self, at: usize, tab: usize) -> Phase {
        let Some(device) = self.devices.get_mut(at) else { return Phase::Idle };
        if device.locks {
            if device.holder.is_some_and(|holder| holder != tab) {
                return Phase::Idle;
            }
            device.holder = Some(tab);
        }
        Phase::Preparing(Box::new(device.disk.now.clone()))
    }

    fn take(&mut self, at: usize, read: &Content, call: &Call, answer: Option<Answer>, fresh: Uuid) -> Phase {
        let queue = read.queue();
        let Some(mut now) = read.identity else { return Phase::Idle };
        let Some(mut answer) = answer else {
            return self.write(at, device::start_over(&now, &queue, fresh), true);
        };
        let mut call = call.clone();
        match self.bug {
            Some(Bug::LateAnswerTaken) => {
                (call.device, call.epoch, call.cursor) = (now.device, now.epoch, now.cursor);
                answer.from = now.cursor;
            }
            Some(Bug::AcknowledgedAhead) => {
                let taken = |sent: &crate::sync::Sent| crate::sync::Outcome { seq: sent.seq, refused: None };
                answer.outcomes = call.mutations.iter().map(taken).collect();
                answer.acknowledged = call.mutations.last().map_or(answer.acknowledged, |sent| sent.seq);
            }
            Some(Bug::GapsTaken) => now.acknowledged = now.acknowledged.min(answer.acknowledged),
            Some(Bug::AnsweredBeforeDurable) => answer.acknowledged = answer.acknowledged.max(now.acknowledged),
            _ => {}
        }
        match device::take(&now, &queue, &call, &answer, fresh) {
            Taken::Late => Phase::Idle,
            Taken::Write { writing, more } => {
                let writing = self.with_bug(at, read, &answer, writing);
                if self.bug != Some(Bug::CursorBeforeRows) {
                    return self.write(at, writing, more);
                }
                let first = |effect: &Effect| matches!(effect, Effect::Identity(_));
                let (cursor, effects): (Vec<_>, Vec<_>) = writing.effects.into_iter().partition(first);
                let Some(device) = self.devices.get_mut(at) else { return Phase::Idle };
                device.disk.carry_out(Writing { effects: cursor, ..writing });
                Phase::Remainder(Writing { effects, given: device.disk.now.identity, strict: true }, more)
            }
        }
    }

    /// What a device with a bug writes instead.
    fn with_bug(&mut self, at: usize, read: &Content, answer: &Answer, mut writing: Writing) -> Writing {
        let version = self.devices.get(at).map_or(0, |device| device.version);
        match self.bug {
            Some(Bug::DroppedByCount) => {
                writing.effects.retain(|effect| !matches!(effect, Effect::Accepted(..) | Effect::Refused(..)));
                let oldest = read.outbox.values().filter(|item| item.accepted.is_none());
                let first = oldest.take(answer.outcomes.len());
                writing.effects.extend(first.map(|item| Effect::Accepted(item.id, answer.backup)));
            }
            Some(Bug::NothingRetained) => {
                for effect in &mut writing.effects {
                    if let Effect::Accepted(id, _) = *effect {
                        *effect = Effect::Forget(id);
                    }
                }
            }
            Some(Bug::OneBackupEnough) => {
                let enough = |item: &&Item| item.accepted.is_some_and(|backup| answer.backup > backup);
                writing.effects.extend(read.outbox.values().filter(enough).map(|item| Effect::Forget(item.id)));
            }
            Some(Bug::WrittenUnlooked) => {
                writing.given = self.devices.get(at).and_then(|device| device.disk.now.identity)
            }
            Some(Bug::OutdatedStays) => writing.effects.retain(|effect| *effect != Effect::DropOutdated),
            Some(Bug::AnewDoneEarly) => {
                for effect in &mut writing.effects {
                    if let Effect::Identity(identity) = effect {
                        identity.anew = false;
                    }
                }
            }
            // The second release's rows are those with the letter c.
            Some(Bug::UnreadableDropped) if version < 2 => {
                writing.effects.retain(|effect| !matches!(effect, Effect::Row(row) if row.key == "c"));
            }
            _ => {}
        }
        writing
    }

    fn write(&mut self, at: usize, writing: Writing, more: bool) -> Phase {
        let starts_over = writing.effects.iter().any(|effect| matches!(effect, Effect::Unnumber(_)));
        let Some(device) = self.devices.get_mut(at) else { return Phase::Idle };
        if !device.disk.carry_out(writing) {
            return Phase::Idle;
        }
        if starts_over && self.bug == Some(Bug::NewIds) {
            self.rename(at);
        }
        match self.devices.get(at) {
            Some(device) if more => Phase::Preparing(Box::new(device.disk.now.clone())),
            _ => Phase::Idle,
        }
    }

    fn rename(&mut self, at: usize) {
        let items = self.devices.get_mut(at).map(|device| device.disk.now.outbox.clone()).unwrap_or_default();
        for item in items.into_values() {
            let id = self.fresh(0);
            if let Some(saved) = self.saved.remove(&item.id) {
                self.saved.insert(id, saved);
            }
            if let Some(device) = self.devices.get_mut(at) {
                device.disk.write(Transaction::Effects(vec![Effect::Forget(item.id)]), true);
                device.disk.write(Transaction::Append(Item { id, ..item }), true);
            }
        }
    }

    fn deliver(&mut self, message: usize, lives: Option<usize>) -> Result<(), Violation> {
        if message >= self.network.len() {
            return Ok(());
        }
        let Message { device, tab, number, what } = self.network.remove(message);
        match what {
            What::Call(call) => {
                let answer = self.serve(&call, lives)?;
                let message = Message { device, tab, number, what: What::Answer(None) };
                match answer {
                    Some(answer) => self.network.push(Message { what: What::Answer(answer), ..message }),
                    // The connection breaks; whether the server did something nobody knows.
                    None => self.give_up(&message),
                }
            }
            What::Answer(answer) => {
                let phase = self.devices.get_mut(device).and_then(|device| device.tabs.get_mut(tab));
                if let Some(phase) = phase
                    && let Phase::Waiting(call, awaited) = phase
                    && *awaited == number
                {
                    *phase = Phase::Answered(call.clone(), answer);
                }
            }
        }
        Ok(())
    }

    /// None: the server died.
    fn serve(&mut self, call: &Call, lives: Option<usize>) -> Result<Option<Option<Answer>>, Violation> {
        let unseen = matches!(self.bug, Some(Bug::ForkUnseen | Bug::NumbersRelaxed));
        let lies = self.bug == Some(Bug::AnsweredBeforeDurable) && lives.is_some();
        let mut release = Release { version: self.server_version, bug: self.bug };
        let mut running = Running::begin(&mut self.server, lives.filter(|_| !lies), self.bug, call);
        let mut answered = server::answer(&mut running, &mut release, call);
        if unseen && answered == Err(Turned::Fork) {
            answered = running.as_if_taken(call);
        }
        match answered {
            Ok(answer) => {
                if lies {
                    running.roll_back();
                }
                Ok(Some(Some(answer)))
            }
            Err(Turned::Fork) => {
                running.roll_back();
                Ok(Some(None))
            }
            Err(Turned::Damaged) => Err(Violation("a call was damaged on its way".into())),
            Err(Turned::Store(_)) => {
                if self.bug != Some(Bug::HalfApplied) {
                    running.roll_back();
                }
                Ok(None)
            }
        }
    }

    /// Everything gets the newer release, faults stop, and all goes on until nothing is left to do; then everything is looked at.
    pub fn settle(&mut self) -> Result<(), Violation> {
        self.server_version = 2;
        for device in 0..self.devices.len() {
            self.step(Move::UpgradeDevice { device })?;
        }
        while !self.network.is_empty() {
            self.step(Move::Deliver { message: 0, lives: None })?;
        }
        for _ in 0..50 {
            for device in 0..self.devices.len() {
                self.run(device)?;
            }
            if self.devices.iter().all(|device| self.is_settled(&device.disk.now)) {
                return self.check();
            }
        }
        Err(Violation("it does not settle".into()))
    }

    /// One undisturbed run of a device.
    fn run(&mut self, device: usize) -> Result<(), Violation> {
        for _ in 0..400 {
            self.step(Move::Go { device, tab: 0 })?;
            while !self.network.is_empty() {
                self.step(Move::Deliver { message: 0, lives: None })?;
            }
            if self.devices.get(device).and_then(|device| device.tabs.first()) == Some(&Phase::Idle) {
                return Ok(());
            }
        }
        Err(Violation(format!("a run of device {device} does not end")))
    }

    fn is_settled(&self, content: &Content) -> bool {
        content.identity.is_some_and(|identity| identity.cursor == self.server.last && !identity.anew)
            && content.is_sent()
    }

    /// What was called saved is there exactly once or was refused, nothing was invented, and everybody has what the server has.
    fn check(&self) -> Result<(), Violation> {
        let mut times: BTreeMap<Uuid, usize> = BTreeMap::new();
        for (id, _) in &self.server.log {
            *times.entry(*id).or_default() += 1;
        }
        for (id, times) in &times {
            let invented = !self.saved.contains_key(id);
            if invented || *times > 1 {
                let what = if invented { "was never saved" } else { "was taken in twice" };
                return Err(Violation(format!("{id} {what}")));
            }
        }
        for (id, saved) in &self.saved {
            let refused = self.devices.iter().any(|device| device.disk.now.refused.contains(id));
            let there = times.contains_key(id);
            if there && refused {
                return Err(Violation(format!("{id} was taken in and refused")));
            }
            if !saved.excused && there == saved.refused {
                return Err(Violation(format!("{id} was called saved and is lost: {saved:?}")));
            }
            if !saved.excused && saved.refused && !refused {
                return Err(Violation(format!("{id} was refused and its writer does not know")));
            }
        }
        let rows = self.server.rows();
        if rows != self.server.as_logged() {
            return Err(Violation("the rows are not what was taken in, in its order".into()));
        }
        for device in &self.devices {
            let here = &device.disk.now.rows;
            let same = here.len() == rows.len() && here.iter().all(|(key, kept)| rows.get(key) == Some(&kept.body));
            if !same {
                return Err(Violation(format!("a device has {here:?} where the server has {rows:?}")));
            }
        }
        Ok(())
    }
}

/// Numbers, and the call that they go out with.
fn prepare(disk: &mut Disk, mut read: Content, fresh: Uuid, bug: Option<Bug>) -> Phase {
    let (identity, writing) = device::prepare(read.identity, &read.queue(), fresh);
    let strict = writing.strict && bug != Some(Bug::NumbersRelaxed);
    let given = if bug == Some(Bug::WrittenUnlooked) { disk.now.identity } else { writing.given };
    if !disk.carry_out(Writing { strict, given, ..writing.clone() }) {
        return Phase::Idle;
    }
    writing.effects.into_iter().for_each(|effect| read.carry_out(effect));
    let mut call = device::call(&identity, &read.queue(), Scope::Person);
    if bug == Some(Bug::GapsTaken) && call.mutations.len() > 1 {
        call.mutations.remove(0);
    }
    if bug == Some(Bug::BaseUnsaid) {
        call.base = 0;
    }
    Phase::Ready(call)
}
