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
