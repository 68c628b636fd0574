//! Statements that an engine keeps prepared.
//!
//! diesel writes the words of a query anew for a connection that is one of two, and prepares every UPDATE anew. An act
//! runs a dozen statements whose words never change: they go straight to the engine, and stay prepared there.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};

/// Runs something on the connection of the engine in use, with the query typed for that engine.
macro_rules! on_engine {
    ($db:expr, $connection:ident => $run:expr) => {
        match $db {
            $crate::db::Connection::Sqlite($connection) => $run,
            #[cfg(feature = "postgres")]
            $crate::db::Connection::Postgres($connection) => $run,
        }
    };
}
pub(crate) use on_engine;

/// Inserts rows of one table: where the engine runs within the process one by one, with a statement that stays prepared; where
/// each statement is a journey all at once, as the engine takes rows that were made elsewhere.
macro_rules! insert_rows {
    ($db:expr, $table:expr, $rows:expr) => {
        match $db {
            $crate::db::Connection::Sqlite(sqlite) => {
                for row in $rows {
                    diesel::insert_into($table).values(row).execute(sqlite)?;
                }
            }
            #[cfg(feature = "postgres")]
            $crate::db::Connection::Postgres(postgres) => {
                use diesel::ExecuteCopyFromDsl as _;
                diesel::copy_from($table).from_insertable($rows).execute(postgres)?;
            }
        }
    };
}
pub(crate) use insert_rows;

/// A change whose statement stays prepared, found again by its words: those of an UPDATE depend on what it sets, which
/// is why diesel does not keep it by its type.
#[derive(Debug)]
pub struct Kept<Q>(pub Q);

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Kept<Q>
where
    DB::QueryBuilder: Default,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _backend: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q> QueryId for Kept<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q, C> diesel::RunQueryDsl<C> for Kept<Q> {}
