//! Opening SQLite: write-ahead log, full durability for the writer, small caches.

use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::{Connection as _, SqliteConnection};

use super::Purpose;
use crate::trouble::{Outcome, Trouble};

/// Opens the file for one purpose.
pub fn connect(file: &Path, purpose: Purpose) -> Outcome<SqliteConnection> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder)?;
        keep_to_oneself(folder)?;
    }
    let address = file.to_str().ok_or_else(|| Trouble::Fault("the file's name is not text".into()))?;
    let mut connection = SqliteConnection::establish(address)
        .map_err(|error| Trouble::Fault(format!("cannot open {address}: {error}")))?;
    // busy_timeout first: changing the journal mode needs a lock that another process may hold for a moment.
    let settings = match purpose {
        Purpose::Write => {
            "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;
             PRAGMA wal_autocheckpoint = 8000;"
        }
        Purpose::Read => {
            "PRAGMA busy_timeout = 10000; PRAGMA query_only = ON; PRAGMA cache_size = -2000;
             PRAGMA temp_store = MEMORY;"
        }
    };
    connection.batch_execute(settings)?;
    Ok(connection)
}

/// A new data folder is its owner's alone: the records in it name people.
fn keep_to_oneself(folder: &Path) -> Outcome<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
