//! An act: one write transaction, who does it, and when. It leaves exactly one event in each chain that
//! it touches.
//!
//! A verb receives `&mut Act` and does four things: load, ask the law, save, record.

use jiff::Timestamp;
use law::day::Day;
use law::refusal::Refusal;
use law::role::{Act as Deed, Reach, reach};

use super::Connection;
use super::chain::{self, EventRow};
use crate::app::App;
use crate::clock;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};

/// One write transaction with its author and its instant.
pub struct Act<'a> {
    /// The transaction.
    pub db: &'a mut Connection,
    /// The application: law, clock, files.
    pub app: &'a App,
    /// Who acts.
    pub member: &'a Member,
    /// When.
    pub at: Timestamp,
    /// The civil day of `at`.
    pub today: Day,
    recorded: Vec<String>,
}

impl<'a> Act<'a> {
    /// An act of this member, now.
    pub fn new(app: &'a App, member: &'a Member, db: &'a mut Connection) -> Self {
        let at = app.clock.now();
        Self { db, app, member, at, today: clock::civil_day(at), recorded: Vec::new() }
    }

    /// Runs a verb, and holds it to its one event.
    pub fn run<T>(mut self, verb: &dyn Fn(&mut Act) -> Outcome<T>) -> Outcome<T> {
        let value = verb(&mut self)?;
        if self.recorded.is_empty() {
            Err(Trouble::Fault("an act left no event in the chain".into()))
        } else {
            Ok(value)
        }
    }

    /// A new identifier.
    pub fn new_id(&self) -> String {
        self.app.ids.new_id(self.at)
    }

    /// The instant as stored.
    pub fn stamp(&self) -> String {
        clock::stored(self.at)
    }

    /// Does any role of this member reach the deed only through its own body, so that the record's bodies matter?
    pub fn asks_for_bodies(&self, deed: Deed) -> bool {
        self.member.roles.iter().any(|held| reach(held.role, deed) == Reach::OwnBody)
    }

    /// Asks the law whether this member may do the deed on a record of a council and, where it matters, a body.
    pub fn may(&self, deed: Deed, council_id: &str, bodies: &[String]) -> Outcome<()> {
        let allowed = self.member.roles.iter().any(|held| match reach(held.role, deed) {
            Reach::Nothing => false,
            Reach::OwnBody => held.body_id.as_ref().is_some_and(|body| bodies.contains(body)),
            // Writing stays in one's own council: the upper council sees lower ones, and writes only what it owns.
            Reach::OwnCouncil | Reach::OwnAndLower => held.council_id == council_id,
        });
        if allowed { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
    }

    /// Records the one event of this act in the chain of a council; a handover records one on each side.
    pub fn record(&mut self, council_id: &str, act: &str, subject: &str, body: &serde_json::Value) -> Outcome<()> {
        if self.recorded.iter().any(|known| known == council_id) {
            return Err(Trouble::Fault("an act left two events in one chain".into()));
        }
        let event = EventRow {
            council_id: council_id.to_owned(),
            seq: 0,
            at: self.stamp(),
            account_id: self.member.account_id.clone(),
            act: act.to_owned(),
            subject: subject.to_owned(),
            body: body.to_string(),
            previous: String::new(),
            hash: String::new(),
        };
        chain::append(self.db, event)?;
        self.recorded.push(council_id.to_owned());
        Ok(())
    }
}
