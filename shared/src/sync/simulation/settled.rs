//! The end of a history: faults stop, everything goes on until nothing is left to do, and then everything is looked at.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::disk::Content;
use super::tab::Phase;
use super::world::{Move, Violation, World};

impl World {
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
            *times.entry(self.first_id(*id)).or_default() += 1;
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
        self.check_order()?;
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

    /// What was written on one device is taken in in the order in which it was written, where its clock never jumped.
    fn check_order(&self) -> Result<(), Violation> {
        for (at, _) in self.devices.iter().enumerate().filter(|(_, device)| !device.jumped) {
            let own = |id: &Uuid| self.saved.get(id).is_some_and(|saved| saved.device == at && !saved.excused);
            let taken: Vec<Uuid> = self.server.log.iter().map(|(id, _)| *id).filter(own).collect();
            // Ids begin with the time at which they were made.
            if !taken.is_sorted() {
                return Err(Violation(format!("what device {at} wrote was taken in out of order")));
            }
        }
        Ok(())
    }
}
