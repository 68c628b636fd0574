//! The one writer of SQLite: a thread that commits waiting acts together.
//!
//! Acts run one after another in one `BEGIN IMMEDIATE` transaction, each after the first in a savepoint, and are answered
//! only after the commit, so that fifty waiting acts share one disk flush and a lone act pays for its own. An act that
//! fails, or panics, takes back what it did and nothing else.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use tokio::sync::oneshot;

use super::{Connection, WriteWork};
use crate::trouble::{Outcome, Trouble};

/// How many acts share one commit at the most: bounds the time that the first of them waits.
const TOGETHER: usize = 64;

/// How long a commit waits for the next act, while fewer have come than last time: callers that were just answered are
/// about to ask again, and a flush costs more than this. A lone caller never waits.
const PEERS: Duration = Duration::from_micros(200);

/// The sending side of the writer's thread.
pub struct Writer {
    queue: Sender<Box<dyn Waiting>>,
}

/// An act that waits for its turn.
trait Waiting: Send {
    /// Runs the act; says whether its changes stay.
    fn run(&mut self, db: &mut Connection) -> bool;
    /// Tells the caller, after the commit.
    fn answer(self: Box<Self>, committed: Result<(), String>);
}

struct Pending<T, W> {
    work: W,
    outcome: Option<Outcome<T>>,
    caller: Box<dyn FnOnce(Outcome<T>) + Send>,
}

impl<T: Send + 'static, W: WriteWork<T>> Waiting for Pending<T, W> {
    fn run(&mut self, db: &mut Connection) -> bool {
        let outcome = catch_unwind(AssertUnwindSafe(|| (self.work)(db)))
            .unwrap_or_else(|_| Err(Trouble::Fault("the act panicked".into())));
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn answer(self: Box<Self>, committed: Result<(), String>) {
        let outcome = match (committed, self.outcome) {
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => Err(Trouble::Fault("the act did not run".into())),
            (Err(_), Some(Err(trouble))) => Err(trouble),
            (Err(words), _) => Err(Trouble::Fault(words)),
        };
        // The caller may have gone away; the act stands all the same.
        (self.caller)(outcome);
    }
}

impl Writer {
    /// Starts the thread on its connection.
    pub fn start(connection: Connection) -> Outcome<Self> {
        let (queue, waiting) = channel();
        std::thread::Builder::new().name("writer".into()).spawn(move || write_together(connection, &waiting))?;
        Ok(Self { queue })
    }

    /// Hands an act to the thread and waits for its commit.
    pub async fn write<T: Send + 'static>(&self, work: impl WriteWork<T>) -> Outcome<T> {
        let (caller, answer) = oneshot::channel();
        self.enqueue(work, move |outcome| {
            let _ = caller.send(outcome);
        })?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// The same, blocking this thread.
    pub fn write_here<T: Send + 'static>(&self, work: impl WriteWork<T>) -> Outcome<T> {
        let (caller, answer) = channel();
        self.enqueue(work, move |outcome| {
            let _ = caller.send(outcome);
        })?;
        answer.recv().unwrap_or_else(|_| Err(stopped()))
    }

    fn enqueue<T: Send + 'static>(
        &self,
        work: impl WriteWork<T>,
        caller: impl FnOnce(Outcome<T>) + Send + 'static,
    ) -> Outcome<()> {
        self.queue.send(Box::new(Pending { work, outcome: None, caller: Box::new(caller) })).map_err(|_| stopped())
    }
}

fn stopped() -> Trouble {
    Trouble::Fault("the writer stopped".into())
}

fn write_together(mut db: Connection, waiting: &Receiver<Box<dyn Waiting>>) {
    let mut last_time = 1;
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        let committed = commit_batch(&mut db, &mut batch, waiting, last_time);
        last_time = batch.len();
        if committed.is_err() {
            let _ = db.batch_execute("ROLLBACK");
        }
        for act in batch {
            act.answer(committed.clone());
        }
    }
}

fn commit_batch(
    db: &mut Connection,
    batch: &mut Vec<Box<dyn Waiting>>,
    waiting: &Receiver<Box<dyn Waiting>>,
    last_time: usize,
) -> Result<(), String> {
    let said = |error: diesel::result::Error| format!("commit: {error}");
    db.batch_execute("BEGIN IMMEDIATE").map_err(said)?;
    let mut next = 0;
    // Until an act has left something in the transaction there is nothing that a failing one could take along, so a
    // lone act does not pay for a savepoint.
    let mut holds_changes = false;
    while next < batch.len() {
        if holds_changes {
            db.batch_execute("SAVEPOINT act").map_err(said)?;
            let end = if batch[next].run(db) { "RELEASE act" } else { "ROLLBACK TO act; RELEASE act" };
            db.batch_execute(end).map_err(said)?;
        } else if batch[next].run(db) {
            holds_changes = true;
        } else {
            db.batch_execute("ROLLBACK; BEGIN IMMEDIATE").map_err(said)?;
        }
        next += 1;
        if next < TOGETHER && next == batch.len() {
            let another = if next < last_time { waiting.recv_timeout(PEERS).ok() } else { waiting.try_recv().ok() };
            batch.extend(another);
        }
    }
    db.batch_execute("COMMIT").map_err(said)
}
