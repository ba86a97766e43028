//! The server's ledger in memory, with transactions that roll back, backups, and death at any write.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::bug::Bug;
use super::subject::{Act, fold, text_after};
use crate::sync::server::{Ledger, Page, Receipt, Standing, Subject, Turned};
use crate::sync::{Answer, Call, Outcome, Refusal, Row, Sent};
use crate::words::Bilingual;

/// Rows in one answer: few, so that there are several.
const PAGE: usize = 2;

/// Everything that the server keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Image {
    pub epoch: Uuid,
    pub backup: u64,
    pub last: u64,
    forgotten: u64,
    taken: BTreeMap<Uuid, u64>,
    receipts: BTreeMap<Uuid, Receipt>,
    rows: BTreeMap<String, (u64, Option<String>)>,
    /// All that was taken in, in its order: what the rows are checked against.
    pub log: Vec<(Uuid, Act)>,
}

impl Image {
    /// The rows that are there.
    pub fn rows(&self) -> BTreeMap<String, String> {
        self.rows.iter().filter_map(|(key, (_, body))| Some((key.clone(), body.clone()?))).collect()
    }

    /// Forgets which rows were removed.
    pub fn compact(&mut self) {
        let gone = self.rows.values().filter(|(_, body)| body.is_none()).map(|(change, _)| *change);
        self.forgotten = gone.fold(self.forgotten, u64::max);
        self.rows.retain(|_, (_, body)| body.is_some());
    }

    /// What the log makes of nothing.
    pub fn as_logged(&self) -> BTreeMap<String, String> {
        fold(&self.log)
    }
}

/// The process ended in the middle of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Died;

enum Undo {
    Taken(Uuid, Option<u64>),
    Receipt(Uuid, Option<Receipt>),
    Row(String, Option<(u64, Option<String>)>, u64),
    Logged,
}

/// One transaction on an image.
pub struct Running<'a> {
    image: &'a mut Image,
    undo: Vec<Undo>,
    /// Writes until it dies.
    lives: Option<usize>,
    bug: Option<Bug>,
    /// For the bug that takes gaps.
    before_first: u64,
}

impl<'a> Running<'a> {
    pub fn begin(image: &'a mut Image, lives: Option<usize>, bug: Option<Bug>, call: &Call) -> Running<'a> {
        let before_first = call.mutations.first().map_or(0, |sent| sent.seq.saturating_sub(1));
        Running { image, undo: Vec::new(), lives, bug, before_first }
    }

    fn write(&mut self) -> Result<(), Died> {
        match &mut self.lives {
            Some(0) => Err(Died),
            Some(lives) => {
                *lives -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// As if it had not begun.
    pub fn roll_back(self) {
        for undo in self.undo.into_iter().rev() {
            match undo {
                Undo::Taken(device, before) => restore(&mut self.image.taken, device, before),
                Undo::Receipt(id, before) => restore(&mut self.image.receipts, id, before),
                Undo::Row(key, before, last) => {
                    restore(&mut self.image.rows, key, before);
                    self.image.last = last;
                }
                Undo::Logged => {
                    self.image.log.pop();
                }
            }
        }
    }

    fn put(&mut self, key: &str, body: Option<String>) -> Result<(), Died> {
        self.write()?;
        let last = self.image.last;
        self.image.last += 1;
        let before = self.image.rows.insert(key.to_owned(), (self.image.last, body));
        self.undo.push(Undo::Row(key.to_owned(), before, last));
        Ok(())
    }

    fn row(&self, key: &str) -> Option<&str> {
        self.image.rows.get(key).and_then(|(_, body)| body.as_deref())
    }
}

fn restore<K: Ord, V>(map: &mut BTreeMap<K, V>, key: K, before: Option<V>) {
    match before {
        Some(before) => map.insert(key, before),
        None => map.remove(&key),
    };
}

impl Ledger for Running<'_> {
    type Error = Died;

    fn standing(&mut self) -> Result<Standing, Died> {
        let Image { epoch, backup, last, forgotten, .. } = *self.image;
        let forgotten = if self.bug == Some(Bug::ForgottenUnsaid) { 0 } else { forgotten };
        Ok(Standing { epoch, backup, last, forgotten })
    }

    fn taken(&mut self, device: Uuid) -> Result<u64, Died> {
        if matches!(self.bug, Some(Bug::NoDedupe | Bug::GapsTaken)) {
            return Ok(self.before_first);
        }
        Ok(self.image.taken.get(&device).copied().unwrap_or_default())
    }

    fn take(&mut self, device: Uuid, seq: u64) -> Result<(), Died> {
        self.write()?;
        let before = self.image.taken.insert(device, seq);
        self.undo.push(Undo::Taken(device, before));
        Ok(())
    }

    fn receipt(&mut self, id: Uuid) -> Result<Option<Receipt>, Died> {
        if self.bug == Some(Bug::NoDedupe) {
            return Ok(None);
        }
        let mut receipt = self.image.receipts.get(&id).cloned();
        if self.bug == Some(Bug::RefusalForgotten) {
            receipt.iter_mut().for_each(|receipt| receipt.refused = None);
        }
        Ok(receipt)
    }

    fn remember(&mut self, id: Uuid, receipt: &Receipt) -> Result<(), Died> {
        self.write()?;
        let before = self.image.receipts.insert(id, receipt.clone());
        self.undo.push(Undo::Receipt(id, before));
        Ok(())
    }

    fn after(&mut self, cursor: u64) -> Result<Page, Died> {
        let mut changed: Vec<(&String, &(u64, Option<String>))> =
            self.image.rows.iter().filter(|(_, (change, _))| *change > cursor).collect();
        changed.sort_by_key(|(_, (change, _))| *change);
        let more = changed.len() > PAGE;
        let row = |(key, (change, body)): (&String, &(u64, Option<String>))| Row {
            key: key.clone(),
            change: *change,
            body: body.clone(),
        };
        Ok(Page { rows: changed.into_iter().take(PAGE).map(row).collect(), more })
    }
}

/// What mutations mean to the server of one release.
pub struct Release {
    /// The newest form that it knows.
    pub version: u16,
    pub bug: Option<Bug>,
}

impl<'a> Subject<Running<'a>> for Release {
    fn newest(&self) -> u16 {
        if self.bug == Some(Bug::NewerRefused) { u16::MAX } else { self.version }
    }

    fn apply(&mut self, ledger: &mut Running<'a>, sent: &Sent) -> Result<Result<(), Refusal>, Died> {
        let act = Act::read(&sent.body).filter(|act| !act.is_refused() && sent.version <= self.version);
        let Some(act) = act else {
            let sentence = Bilingual { zh: "不收。", en: "Not taken." }.into();
            return Ok(Err(Refusal { code: "refused".into(), sentence }));
        };
        let by_clock = self.bug == Some(Bug::ClientClock);
        let body = text_after(ledger.row(&act.key), sent.id, &act, by_clock);
        ledger.put(&act.key, body)?;
        ledger.write()?;
        ledger.image.log.push((sent.id, act));
        ledger.undo.push(Undo::Logged);
        Ok(Ok(()))
    }
}

impl Running<'_> {
    /// What a server answers that does not notice a number used for something else.
    pub fn as_if_taken(&mut self, call: &Call) -> Result<Answer, Turned<Died>> {
        let taken = self.taken(call.device)?;
        let known = call.mutations.iter().filter(|sent| sent.seq <= taken);
        let outcomes = known.map(|sent| Outcome { seq: sent.seq, refused: None }).collect();
        let Page { rows, more } = self.after(call.cursor)?;
        let cursor = rows.last().map_or(call.cursor, |row| row.change);
        let nothing = Answer::nothing_new(self.image.epoch, self.image.backup, call.cursor);
        Ok(Answer { acknowledged: taken, outcomes, rows, more, cursor, ..nothing })
    }
}
