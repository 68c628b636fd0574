//! The connection that is one of two.

use diesel::SqliteConnection;

/// A connection to either engine.
#[derive(diesel::MultiConnection)]
pub enum AnyConnection {
    /// PostgreSQL 15 or later, or an engine that speaks its protocol.
    #[cfg(feature = "postgres")]
    Postgres(diesel::PgConnection),
    /// SQLite in one file of the data folder.
    Sqlite(SqliteConnection),
}
