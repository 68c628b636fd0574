//! Opening PostgreSQL, and one act as one transaction that is tried again when two collide.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::SimpleConnection;
use diesel::{Connection as _, PgConnection};

use super::Connection;
use crate::trouble::{Outcome, Trouble};

/// How often an act that collided with another is tried.
const TRIES: u32 = 8;

/// Opens a connection.
pub fn connect(url: &str) -> Outcome<PgConnection> {
    PgConnection::establish(url).map_err(|error| Trouble::Fault(format!("cannot reach PostgreSQL: {error}")))
}

/// Runs one act; a serialization failure or deadlock is tried again, as distributed engines ask.
pub fn transaction<T>(db: &mut Connection, work: &dyn Fn(&mut Connection) -> Outcome<T>) -> Outcome<T> {
    let mut tries = 0;
    loop {
        tries += 1;
        db.batch_execute("BEGIN")?;
        // An act that panics takes back its own changes; the connection goes on.
        let worked = catch_unwind(AssertUnwindSafe(|| work(db)))
            .unwrap_or_else(|_| Err(Trouble::Fault("the act panicked".into())));
        let outcome = worked.and_then(|value| db.batch_execute("COMMIT").map(|()| value).map_err(Trouble::from));
        match outcome {
            Ok(value) => return Ok(value),
            Err(trouble) => {
                let _ = db.batch_execute("ROLLBACK");
                // Two acts that both write the first line of something meet at its key: the second finds it on its
                // next try.
                let collided = matches!(&trouble, Trouble::Fault(words)
                    if ["could not serialize", "deadlock detected", "duplicate key value"]
                        .iter()
                        .any(|said| words.contains(said)));
                if !collided || tries >= TRIES {
                    return Err(trouble);
                }
            }
        }
    }
}
