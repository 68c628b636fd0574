//! Files that no record names: brought with a form that was refused. They go after a week, so that nothing that the office did not
//! take stays in its folder.

use std::collections::BTreeSet;
use std::time::{Duration, SystemTime};

use diesel::prelude::*;

use super::Files;
use crate::app::App;
use crate::db::Connection;
use crate::db::schema::{
    contact_photos, evidence, paper_files, paper_templates, petition_imports, petition_proofs, supervision_papers,
};
use crate::trouble::Outcome;

/// How long a file waits for a record: whoever brought it may still be mending the form.
const WAITS: Duration = Duration::from_hours(7 * 24);

/// The hashes of all files that records name, in order.
pub fn named(db: &mut Connection) -> Outcome<BTreeSet<String>> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    let mut add = |hashes: Vec<String>| all.extend(hashes.into_iter().filter(|hash| !hash.is_empty()));
    add(evidence::table.select(evidence::content_hash).distinct().load(db)?);
    add(supervision_papers::table.select(supervision_papers::content_hash).distinct().load(db)?);
    add(petition_proofs::table.select(petition_proofs::content_hash).distinct().load(db)?);
    add(contact_photos::table.select(contact_photos::content_hash).distinct().load(db)?);
    add(paper_files::table.select(paper_files::content_hash).distinct().load(db)?);
    add(paper_templates::table.select(paper_templates::content_hash).distinct().load(db)?);
    add(petition_imports::table.select(petition_imports::content_hash).distinct().load(db)?);
    Ok(all)
}

/// Drops what no record names and has waited long enough; says how many files went.
pub fn drop_old(app: &App) -> Outcome<usize> {
    let named = app.store.read_here(named)?;
    drop_before(&app.files, &named, crate::clock::disk_now() - WAITS)
}

fn drop_before(files: &Files, named: &BTreeSet<String>, before: SystemTime) -> Outcome<usize> {
    let mut dropped = 0;
    for hash in files.hashes()? {
        // Somebody may bring the same file in this moment: whoever keeps it makes it new.
        if !named.contains(&hash) && files.drop_if_older(&hash, before)? {
            dropped += 1;
        }
    }
    Ok(dropped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::disk_now;

    #[test]
    fn what_no_record_names_goes_when_it_is_old_and_what_is_named_or_brought_again_stays() {
        let folder = std::env::temp_dir().join(format!("dienhong-unclaimed-{}", std::process::id()));
        let files = Files::in_folder(&folder);
        let kept = ["a", "b", "c"].map(|words| files.keep(words.as_bytes()).expect("kept"));
        let old = disk_now() - 2 * WAITS;
        let age = |hash: &str| {
            let place = folder.join(&hash[..2]).join(hash);
            std::fs::File::options().write(true).open(place).and_then(|file| file.set_modified(old)).expect("aged");
        };
        for hash in &kept {
            age(hash);
        }
        files.keep(b"c").expect("brought again");
        let named = BTreeSet::from([kept[0].clone()]);
        assert_eq!(drop_before(&files, &named, disk_now() - WAITS).expect("dropped"), 1);
        assert!(files.read(&kept[0]).is_ok() && files.read(&kept[1]).is_err() && files.read(&kept[2]).is_ok());
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
