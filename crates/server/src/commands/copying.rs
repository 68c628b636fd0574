//! `verify`, `backup`, `restore`, `migrate`.

use std::path::Path;

use super::{Ended, Ending, Place, Voice};
use crate::db::{Store, chain, copy};
use crate::documents::Files;
use crate::trouble::Outcome;

fn open(place: &Place, voice: &Voice) -> Result<Store, Ending> {
    Store::open(&place.target()).map_err(|trouble| voice.unable(&trouble))
}

fn files(place: &Place) -> Files {
    Files::in_folder(&place.data.join("files"))
}

/// Walks the chains.
pub fn verify(place: &Place, json: bool, voice: &Voice) -> Ended {
    let w = &voice.w;
    let walk = open(place, voice)?.read_here(chain::verify).map_err(|trouble| voice.unable(&trouble))?;
    if json {
        say!("{}", serde_json::json!(walk));
    }
    match &walk.broken {
        None => {
            if !json {
                say!("{}", w.nm("cmd-verified", walk.events, walk.chains));
            }
            Ok(())
        }
        Some(broken) => {
            let place = format!("{} #{}", broken.council_id, broken.seq);
            Err(Ending::Found(w.st("cmd-broken", place, w.k("broken", broken.kind))))
        }
    }
}

/// Writes a backup while the server may be running.
pub fn backup(place: &Place, file: &Path, json: bool, voice: &Voice) -> Ended {
    let files = files(place);
    let copied: Outcome<copy::Copied> = open(place, voice)?.read_here(|db| copy::backup(db, &files, file));
    said(copied, "cmd-backed-up", json, voice)
}

/// Restores a backup into an empty installation.
pub fn restore(place: &Place, file: &Path, json: bool, voice: &Voice) -> Ended {
    if !file.is_file() {
        return Err(Ending::Unable(voice.w.s("cmd-no-file", file.display().to_string())));
    }
    // A file that is not whole is refused before the installation is even opened.
    copy::check(file).map_err(|trouble| voice.unable(&trouble))?;
    let files = files(place);
    let file = file.to_owned();
    let store = open(place, voice)?;
    let restored = store.write_here(move |db| copy::restore(db, &files, &file));
    said(restored, "cmd-restored", json, voice)
}

fn said(copied: Outcome<copy::Copied>, key: &str, json: bool, voice: &Voice) -> Ended {
    let copied = copied.map_err(|trouble| voice.unable(&trouble))?;
    if json {
        say!("{}", serde_json::json!(copied));
    } else {
        say!("{}", voice.w.nm(key, i64::try_from(copied.rows).unwrap_or(0), i64::try_from(copied.files).unwrap_or(0)));
        say!("{}", voice.w.s("cmd-copy-hash", copied.hash));
    }
    Ok(())
}

/// Brings the tables up to date; opening does it.
pub fn migrate(place: &Place, voice: &Voice) -> Ended {
    open(place, voice)?;
    say!("{}", voice.w.t("cmd-migrated"));
    Ok(())
}
