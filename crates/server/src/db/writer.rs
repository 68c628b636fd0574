//! The one writer of SQLite: a thread that commits waiting acts together, and two that bring them to the disk.
//!
//! Acts run one after another in one `BEGIN IMMEDIATE` transaction, each after the first in a savepoint. A commit writes
//! into the log; the flush that makes it last runs beside the acts that come after, and only then are its callers answered.
//! So waiting acts share a flush and nobody waits for the disk but those whose acts it holds; a lone act is flushed by the
//! writer itself. A flush covers all that was committed before it began, so two may run at once. An act that fails, or panics, takes back what it did and nothing else. A flush that fails ends all
//! writing: what the disk refused once it may claim to hold the next time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use tokio::sync::oneshot;

use super::{Connection, WriteWork};
use crate::trouble::{Outcome, Trouble};

/// How many acts share one commit at the most: bounds the time that the first of them waits.
const TOGETHER: usize = 64;

/// How many acts a commit waits for while others stand in the queue, though the disk is free: a commit has a price too.
const WORTH_A_COMMIT: usize = 16;

/// A disk that flushes within this time is not what acts wait for: there more of them share a commit, which spares writing
/// the same pages again.
const QUICK: Duration = Duration::from_millis(1);

/// Flushes that run at once: while the disk works on one batch and then another, a third is written.
const FLUSHERS: usize = 2;

/// The sending side of the writer's thread.
pub struct Writer {
    queue: Sender<Message>,
}

/// What the writer's thread is told.
enum Message {
    /// An act asks for its turn.
    Act(Box<dyn Waiting>),
    /// The disk holds what was handed to it, or refuses: wakes a writer that waits for it.
    Flushed(Result<(), String>),
    /// The store is closed.
    Close,
}

/// Brings the log to the disk, through a handle of its own: the system tells each handle once of what it could not write.
type Flush = Box<dyn Fn() -> std::io::Result<()> + Send>;

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

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.queue.send(Message::Close);
    }
}

impl Writer {
    /// Starts the threads on the connection of this file.
    pub fn start(mut connection: Connection, file: &Path) -> Outcome<Self> {
        // The log exists from the first transaction on, for as long as a connection is open; it carries no lock, so that
        // a second handle does no harm. From here on a commit itself no longer flushes: `Writing::commit` sees to it.
        connection.batch_execute("BEGIN IMMEDIATE; COMMIT; PRAGMA synchronous = NORMAL")?;
        let mut log = file.as_os_str().to_owned();
        log.push("-wal");
        Self::start_with(connection, &|| {
            let log = std::fs::OpenOptions::new().read(true).write(true).open(&log)?;
            Ok(Box::new(move || log.sync_data()))
        })
    }

    fn start_with(connection: Connection, flush: &dyn Fn() -> std::io::Result<Flush>) -> Outcome<Self> {
        let (queue, waiting) = channel();
        let (flusher, committed) = channel();
        let (committed, flushing) = (Arc::new(Mutex::new(committed)), Arc::new(AtomicUsize::new(0)));
        let disk_is_quick = Arc::new(AtomicBool::new(true));
        for _ in 0..FLUSHERS {
            let beside = Flusher {
                flush: flush()?,
                flushing: Arc::clone(&flushing),
                disk_is_quick: Arc::clone(&disk_is_quick),
                writer: queue.clone(),
            };
            let committed = Arc::clone(&committed);
            std::thread::Builder::new().name("flusher".into()).spawn(move || beside.keep_flushing(&committed))?;
        }
        let thread = Writing {
            db: connection,
            batch: Vec::new(),
            holds_changes: false,
            flushing,
            disk_is_quick,
            flush: flush()?,
            flusher,
        };
        std::thread::Builder::new().name("writer".into()).spawn(move || thread.keep_writing(&waiting))?;
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
        let act = Box::new(Pending { work, outcome: None, caller: Box::new(caller) });
        self.queue.send(Message::Act(act)).map_err(|_| stopped())
    }
}

fn stopped() -> Trouble {
    Trouble::Fault("the writer stopped".into())
}

/// Acts that were committed together, and wait for the disk.
type Batch = Vec<Box<dyn Waiting>>;

fn answer_all(batch: Batch, committed: &Result<(), String>) {
    for act in batch {
        act.answer(committed.clone());
    }
}

/// A thread beside the writer's: a flush for each batch.
struct Flusher {
    flush: Flush,
    /// Batches that were handed over and have not reached the disk.
    flushing: Arc<AtomicUsize>,
    disk_is_quick: Arc<AtomicBool>,
    writer: Sender<Message>,
}

impl Flusher {
    fn keep_flushing(self, committed: &Mutex<Receiver<Batch>>) {
        loop {
            let batch = committed.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(batch) = batch else { return };
            let began = Instant::now();
            let flushed = (self.flush)().map_err(|error| format!("flush: {error}"));
            self.disk_is_quick.store(began.elapsed() < QUICK, Ordering::Relaxed);
            // Told before the callers are woken, and past whoever stands in the queue: the writer cuts its batch now, so that
            // those who wait share themselves out evenly between the acts that run and those that are flushed.
            self.flushing.fetch_sub(1, Ordering::AcqRel);
            let _ = self.writer.send(Message::Flushed(flushed.clone()));
            let refused = flushed.is_err();
            answer_all(batch, &flushed);
            if refused {
                return;
            }
        }
    }
}

/// What the writer's thread holds.
struct Writing {
    db: Connection,
    batch: Batch,
    /// Has an act left something in the open transaction? Until then a failing one takes nothing along, so a lone act does
    /// not pay for a savepoint.
    holds_changes: bool,
    flushing: Arc<AtomicUsize>,
    disk_is_quick: Arc<AtomicBool>,
    flush: Flush,
    flusher: Sender<Batch>,
}

impl Writing {
    /// Runs acts as they come, until the store is dropped or the disk refuses.
    fn keep_writing(mut self, waiting: &Receiver<Message>) {
        loop {
            // With acts in hand and a disk that is free there is nothing to wait for; while it is busy the batch may grow.
            let message = if self.batch.is_empty() || (self.disk_is_busy() && self.batch.len() < TOGETHER) {
                waiting.recv().map_err(|_| TryRecvError::Disconnected)
            } else {
                waiting.try_recv()
            };
            let nobody_waits = match message {
                Ok(Message::Act(act)) => {
                    self.run(act);
                    false
                }
                Ok(Message::Flushed(Ok(()))) => continue,
                Ok(Message::Flushed(Err(words))) => return self.stop(&words),
                Ok(Message::Close) | Err(TryRecvError::Disconnected) => {
                    let _ = self.commit(true);
                    return;
                }
                Err(TryRecvError::Empty) => true,
            };
            let gathers = self.disk_is_busy() || self.disk_is_quick.load(Ordering::Relaxed);
            let enough = if gathers { TOGETHER } else { WORTH_A_COMMIT };
            if (nobody_waits || self.batch.len() >= enough)
                && let Err(words) = self.commit(nobody_waits)
            {
                return self.stop(&words);
            }
        }
    }

    fn disk_is_busy(&self) -> bool {
        self.flushing.load(Ordering::Acquire) >= FLUSHERS
    }

    /// Runs one act inside the open transaction.
    fn run(&mut self, mut act: Box<dyn Waiting>) {
        let ran = self.run_within(&mut *act);
        if let Err(error) = ran {
            // The transaction is lost, and with it the acts before this one.
            let _ = self.db.batch_execute("ROLLBACK");
            self.holds_changes = false;
            let failed = Err(format!("act: {error}"));
            answer_all(std::mem::take(&mut self.batch), &failed);
            act.answer(failed);
            return;
        }
        self.batch.push(act);
    }

    fn run_within(&mut self, act: &mut dyn Waiting) -> diesel::QueryResult<()> {
        if self.batch.is_empty() {
            self.db.batch_execute("BEGIN IMMEDIATE")?;
        }
        if self.holds_changes {
            self.db.batch_execute("SAVEPOINT act")?;
            let end = if act.run(&mut self.db) { "RELEASE act" } else { "ROLLBACK TO act; RELEASE act" };
            self.db.batch_execute(end)
        } else if act.run(&mut self.db) {
            self.holds_changes = true;
            Ok(())
        } else {
            self.db.batch_execute("ROLLBACK; BEGIN IMMEDIATE")
        }
    }

    /// Commits the batch and sees that it reaches the disk; a fault of the disk is returned, for it ends all writing.
    fn commit(&mut self, nobody_waits: bool) -> Result<(), String> {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let changed = std::mem::take(&mut self.holds_changes);
        if let Err(error) = self.db.batch_execute("COMMIT") {
            let _ = self.db.batch_execute("ROLLBACK");
            answer_all(batch, &Err(format!("commit: {error}")));
            return Ok(());
        }
        if !changed {
            answer_all(batch, &Ok(()));
            return Ok(());
        }
        if nobody_waits && batch.len() == 1 && self.flushing.load(Ordering::Acquire) == 0 {
            let flushed = (self.flush)().map_err(|error| format!("flush: {error}"));
            answer_all(batch, &flushed);
            return flushed;
        }
        self.flushing.fetch_add(1, Ordering::AcqRel);
        self.flusher.send(batch).map_err(|refused| {
            let words = "the disk refused what came before".to_owned();
            answer_all(refused.0, &Err(words.clone()));
            words
        })
    }

    /// The disk refused: whoever still waits is told, and whoever comes later finds no writer.
    fn stop(mut self, words: &str) {
        tracing::error!(words, "the disk refused a flush, writing ends: {words}");
        let _ = self.db.batch_execute("ROLLBACK");
        answer_all(std::mem::take(&mut self.batch), &Err(words.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::db::{Purpose, Target};

    /// A writer on a fresh file, whose disk does what the closure says.
    fn writer_on(name: &str, flush: impl Fn() -> std::io::Result<()> + Clone + Send + 'static) -> Writer {
        let folder = std::env::temp_dir().join(format!("dienhong-writer-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let mut db = Target::Sqlite(folder.join("t.sqlite")).connect(Purpose::Write).expect("a file");
        db.batch_execute("CREATE TABLE said (words TEXT)").expect("a table");
        Writer::start_with(db, &|| Ok(Box::new(flush.clone()))).expect("threads")
    }

    fn say(db: &mut Connection) -> Outcome<()> {
        Ok(db.batch_execute("INSERT INTO said VALUES ('x')")?)
    }

    #[test]
    fn nobody_is_answered_before_the_disk_holds_the_act() {
        let disk = Arc::new(Mutex::new(()));
        let (held, flush_waits_for) = (Arc::clone(&disk), Arc::clone(&disk));
        let writer = writer_on("held", move || {
            drop(flush_waits_for.lock());
            Ok(())
        });
        let standing_still = held.lock().expect("a lock");
        let (told, answers) = channel();
        for _ in 0..40 {
            let told = told.clone();
            writer
                .enqueue(say, move |outcome| told.send(outcome.is_ok()).unwrap_or_default())
                .expect("a place in the queue");
        }
        assert!(answers.recv_timeout(Duration::from_millis(100)).is_err(), "answered while the disk stood still");
        drop(standing_still);
        let answered = (0..40).filter(|_| answers.recv_timeout(Duration::from_secs(10)) == Ok(true)).count();
        assert_eq!(answered, 40);
    }

    #[test]
    fn a_disk_that_refuses_ends_all_writing() {
        let refuses = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&refuses);
        let writer = writer_on("refuses", move || {
            if asked.load(Ordering::SeqCst) { Err(std::io::Error::other("no space")) } else { Ok(()) }
        });
        assert!(writer.write_here(say).is_ok());
        refuses.store(true, Ordering::SeqCst);
        assert!(writer.write_here(say).is_err());
        refuses.store(false, Ordering::SeqCst);
        assert!(writer.write_here(say).is_err(), "what the disk refused may be lost: nothing may stand on it");
    }

    #[test]
    fn an_act_that_fails_among_forty_takes_back_its_own_words_alone() {
        let writer = writer_on("fails", || {
            std::thread::sleep(Duration::from_millis(2));
            Ok(())
        });
        let (told, answers) = channel();
        for n in 0..40 {
            let told = told.clone();
            let act = move |db: &mut Connection| {
                say(db)?;
                if n % 4 == 0 { Err(Trouble::NotFound) } else { Ok(()) }
            };
            writer
                .enqueue(act, move |outcome| told.send(outcome.is_ok()).unwrap_or_default())
                .expect("a place in the queue");
        }
        let kept = (0..40).filter(|_| answers.recv_timeout(Duration::from_secs(10)) == Ok(true)).count();
        assert_eq!(kept, 30);
        let counted = writer.write_here(|db| {
            use diesel::prelude::*;
            Ok(diesel::dsl::sql::<diesel::sql_types::BigInt>("SELECT COUNT(*) FROM said").get_result::<i64>(db)?)
        });
        assert_eq!(counted.ok(), Some(30));
    }
}
