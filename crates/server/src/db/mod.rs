//! Storage: one code on two engines. This folder alone knows which engine runs.
//!
//! `Store::read` gives a closure a reader; `Store::write` gives it the writer inside one transaction. On SQLite all
//! writes go through one thread that commits waiting acts together (`writer.rs`); on PostgreSQL each act is its own
//! transaction, tried again when the engine says that two collided. A write never spans an `.await`.

pub mod act;
pub mod chain;
pub mod copy;
mod engine;
pub(crate) mod kept;
#[cfg(feature = "postgres")]
mod postgres;
pub mod schema;
pub mod search;
mod sqlite;
pub mod tables;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use crate::trouble::{Outcome, Trouble};

/// A connection to either engine.
pub type Connection = engine::AnyConnection;

/// The backend type that boxed queries name.
pub type Backend = engine::MultiBackend;

/// Where the records are.
#[derive(Debug, Clone)]
pub enum Target {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL address.
    Postgres(String),
}

impl Target {
    /// From the command line: an address, or a file in the data folder.
    pub fn from(database: Option<&str>, data: &Path) -> Self {
        match database {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Self::Postgres(url.to_owned())
            }
            Some(file) => Self::Sqlite(PathBuf::from(file.strip_prefix("sqlite://").unwrap_or(file))),
            None => Self::Sqlite(data.join("dienhong.sqlite")),
        }
    }

    fn connect(&self, purpose: Purpose) -> Outcome<Connection> {
        match self {
            Self::Sqlite(file) => sqlite::connect(file, purpose).map(Connection::Sqlite),
            #[cfg(feature = "postgres")]
            Self::Postgres(url) => postgres::connect(url).map(Connection::Postgres),
            #[cfg(not(feature = "postgres"))]
            Self::Postgres(_) => Err(Trouble::Fault("this binary was built without PostgreSQL".into())),
        }
    }
}

/// An update that names the version which was read must meet exactly its row. The words make PostgreSQL's retry run the act
/// again on what stands now.
pub fn saved_once(rows: usize) -> Outcome<()> {
    if rows == 1 { Ok(()) } else { Err(Trouble::Fault("could not serialize: the record changed".into())) }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Reading only.
    Read,
    /// Writing.
    Write,
}

/// Readers at the most: a page holds one for a fraction of a millisecond, and each keeps a cache of its own.
const READERS: usize = 4;

/// A few connections, handed out one at a time.
struct Pool {
    target: Target,
    purpose: Purpose,
    idle: Mutex<(Vec<Connection>, usize)>,
    freed: Condvar,
    most: usize,
}

impl Pool {
    fn new(target: Target, purpose: Purpose, most: usize) -> Self {
        Self { target, purpose, idle: Mutex::new((Vec::new(), 0)), freed: Condvar::new(), most }
    }

    fn with<T>(&self, work: impl FnOnce(&mut Connection) -> Outcome<T>) -> Outcome<T> {
        let mut connection = self.take()?;
        let outcome = work(&mut connection);
        // A connection that a fault may have broken is not used again.
        self.give((!matches!(outcome, Err(Trouble::Fault(_)))).then_some(connection));
        outcome
    }

    fn take(&self) -> Outcome<Connection> {
        let mut state = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = state.0.pop() {
                return Ok(connection);
            }
            if state.1 < self.most {
                state.1 += 1;
                drop(state);
                return self.target.connect(self.purpose).inspect_err(|_| self.give(None));
            }
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give(&self, connection: Option<Connection>) {
        let mut state = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        match connection {
            Some(connection) => state.0.push(connection),
            None => state.1 -= 1,
        }
        drop(state);
        self.freed.notify_one();
    }
}

enum Writing {
    Together(writer::Writer),
    #[cfg(feature = "postgres")]
    Apart(Arc<Pool>),
}

/// The records of this installation.
pub struct Store {
    target: Target,
    readers: Arc<Pool>,
    writing: Writing,
}

/// What runs inside a write: it may run again when the engine reports a collision, so it is `Fn`.
pub trait WriteWork<T>: Fn(&mut Connection) -> Outcome<T> + Send + 'static {}
impl<T, F: Fn(&mut Connection) -> Outcome<T> + Send + 'static> WriteWork<T> for F {}

impl Store {
    /// Opens the store, bringing its tables up to date.
    pub fn open(target: &Target) -> Outcome<Self> {
        let mut first = target.connect(Purpose::Write)?;
        migrate(&mut first)?;
        let readers = Arc::new(Pool::new(target.clone(), Purpose::Read, READERS));
        let writing = match target {
            Target::Sqlite(file) => Writing::Together(writer::Writer::start(first, file)?),
            #[cfg(feature = "postgres")]
            Target::Postgres(_) => {
                drop(first);
                Writing::Apart(Arc::new(Pool::new(target.clone(), Purpose::Write, 12)))
            }
            #[cfg(not(feature = "postgres"))]
            Target::Postgres(_) => return Err(Trouble::Fault("this binary was built without PostgreSQL".into())),
        };
        Ok(Self { target: target.clone(), readers, writing })
    }

    /// Where the records are.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Reads, on a blocking thread.
    pub async fn read<T, F>(&self, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Outcome<T> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || readers.with(work))
            .await
            .unwrap_or_else(|error| Err(Trouble::Fault(format!("reader stopped: {error}"))))
    }

    /// Reads on this thread: for commands, never inside the server.
    pub fn read_here<T>(&self, work: impl FnOnce(&mut Connection) -> Outcome<T>) -> Outcome<T> {
        self.readers.with(work)
    }

    /// Writes in one transaction; answered only after the commit.
    pub async fn write<T: Send + 'static>(&self, work: impl WriteWork<T>) -> Outcome<T> {
        match &self.writing {
            Writing::Together(writer) => writer.write(work).await,
            #[cfg(feature = "postgres")]
            Writing::Apart(pool) => {
                let pool = Arc::clone(pool);
                tokio::task::spawn_blocking(move || pool.with(|db| postgres::transaction(db, &work)))
                    .await
                    .unwrap_or_else(|error| Err(Trouble::Fault(format!("writer stopped: {error}"))))
            }
        }
    }

    /// Writes on this thread: for commands, never inside the server.
    pub fn write_here<T: Send + 'static>(&self, work: impl WriteWork<T>) -> Outcome<T> {
        match &self.writing {
            Writing::Together(writer) => writer.write_here(work),
            #[cfg(feature = "postgres")]
            Writing::Apart(pool) => pool.with(|db| postgres::transaction(db, &work)),
        }
    }
}

/// Brings the tables up to date: forward only, additive.
fn migrate(connection: &mut Connection) -> Outcome<()> {
    use diesel_migrations::{EmbeddedMigrations, MigrationHarness};
    const MIGRATIONS: EmbeddedMigrations = diesel_migrations::embed_migrations!("migrations");
    let ran = match connection {
        Connection::Sqlite(sqlite) => sqlite.run_pending_migrations(MIGRATIONS).map(drop),
        #[cfg(feature = "postgres")]
        Connection::Postgres(postgres) => postgres.run_pending_migrations(MIGRATIONS).map(drop),
    };
    ran.map_err(|error| Trouble::Fault(format!("migration: {error}")))?;
    search::prepare(connection)
}
