//! Devices with their tabs, a server, and what is on its way between them; and every move that one of them, or fate, can make.

use std::collections::{BTreeMap, VecDeque};

use uuid::Uuid;

use super::bug::Bug;
use super::disk::{Disk, Item, Transaction};
use super::ledger::{Image, Release, Running};
use super::subject::{Act, Kind};
use super::tab::Phase;
use crate::sync::device::BACKUPS;
use crate::sync::server::{self, Turned};
use crate::sync::{Answer, Call};

/// Copies of the server's state that its operator keeps.
const BACKUPS_KEPT: usize = 3;

/// A browser with one store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Device {
    pub disk: Disk,
    pub(super) tabs: Vec<Phase>,
    /// Whether the browser has locks, and which tab holds the one of sync.
    pub(super) locks: bool,
    pub(super) holder: Option<usize>,
    /// Whether a run reads the store anew between its steps, or goes on with what it holds.
    pub(super) rereads: bool,
    /// The release of the app.
    pub(super) version: u16,
    /// How far its clock is ahead, and whether it was ever put to another time.
    pub(super) ahead: u64,
    pub(super) jumped: bool,
}

/// Something on its way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Message {
    pub device: usize,
    pub tab: usize,
    pub number: u64,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum What {
    Call(Call),
    /// None: turned away with a fork.
    Answer(Option<Answer>),
}

/// What a person was told is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Saved {
    pub device: usize,
    pub refused: bool,
    /// Its device's store was taken away by the browser: it may be lost, but not be there twice.
    pub excused: bool,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Violation(pub String);

/// How a world begins.
#[derive(Clone, Copy, Debug)]
pub struct Beginning {
    pub devices: usize,
    pub tabs: usize,
    pub locks: bool,
    pub rereads: bool,
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
    /// A device's identity is lost or cannot be read.
    LoseIdentity { device: usize },
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
    pub(super) bug: Option<Bug>,
    pub(super) server: Image,
    pub(super) server_version: u16,
    backups: VecDeque<Image>,
    pub devices: Vec<Device>,
    pub(super) network: Vec<Message>,
    pub(super) saved: BTreeMap<Uuid, Saved>,
    /// For the bug that gives new ids: under which each was saved.
    pub(super) renamed: BTreeMap<Uuid, Uuid>,
    /// What a step broke.
    pub(super) broken: Option<Violation>,
    /// Ids made so far; each is a moment.
    made: u64,
}

impl World {
    pub fn new(beginning: Beginning) -> World {
        let version = if beginning.old { 1 } else { 2 };
        let Beginning { locks, rereads, .. } = beginning;
        let device = Device { tabs: vec![Phase::Idle; beginning.tabs], locks, rereads, version, ..Device::default() };
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
    pub(super) fn fresh(&mut self, ahead: u64) -> Uuid {
        let id = self.next_id(ahead);
        self.made += 1;
        id
    }

    /// The id that would be made next. A run that needs none makes none, or the same state would never come again.
    pub(super) fn next_id(&self, ahead: u64) -> Uuid {
        let next = self.made + 1;
        Uuid::from_u128(u128::from(next + ahead) << 64 | u128::from(next))
    }

    /// Notes that the id was used.
    pub(super) fn note_use(&mut self, at: usize, id: Uuid) {
        let identity = self.devices.get(at).and_then(|device| device.disk.now.identity);
        self.made += u64::from(identity.is_some_and(|identity| identity.device == id));
    }

    /// The id under which something was saved.
    pub(super) fn first_id(&self, id: Uuid) -> Uuid {
        self.renamed.get(&id).copied().unwrap_or(id)
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
            Move::LoseIdentity { device } => {
                self.close_all(device);
                if let Some(device) = self.devices.get_mut(device) {
                    device.disk.lose_identity();
                }
            }
            Move::SetClock { device, ahead } => {
                if let Some(device) = self.devices.get_mut(device) {
                    device.ahead = ahead;
                    device.jumped = true;
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
        self.broken.take().map_or(Ok(()), Err)
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
        if matches!(phase, Some(Phase::Waiting(_, _, number)) if *number == lost.number) {
            self.close(lost.device, lost.tab);
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
                    && let Phase::Waiting(held, call, awaited) = phase
                    && *awaited == number
                {
                    *phase = Phase::Answered(held.clone(), call.clone(), answer);
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
}
