//! Attachments: evidence files, kept by the hash of their content, so that the same file is stored once and a changed
//! one is seen. The folder never holds a person's name: a file's name stands in the record that it belongs to.

pub mod unclaimed;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use crate::db::chain::hex;
use crate::trouble::{Outcome, Trouble};

/// The largest attachment, in bytes.
pub const LARGEST: usize = 25 * 1024 * 1024;

/// The folder of attachments.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    /// Made when the program starts: seals are good until it stops.
    key: [u8; 32],
    /// Held while a file comes or goes.
    moving: Arc<Mutex<()>>,
}

impl Files {
    /// Attachments kept in this folder.
    pub fn in_folder(folder: &Path) -> Self {
        let mut key = [0; 32];
        rand::fill(&mut key);
        Self { folder: folder.to_owned(), key, moving: Arc::default() }
    }

    /// Keeps a file; returns its hash. Written beside its place first, so that a stop leaves no half file.
    pub fn keep(&self, content: &[u8]) -> Outcome<String> {
        use std::io::Write as _;
        if content.len() > LARGEST {
            return Err(Trouble::field("files", "invalid-file-too-large", ""));
        }
        let hash = hex(&Sha256::digest(content));
        let place = self.place(&hash)?;
        if self.claimed(&place) {
            return Ok(hash);
        }
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // A name of its own: the same file may be brought twice at once.
        let mut own = [0; 8];
        rand::fill(&mut own);
        let half = place.with_extension(format!("{}.half", hex(&own)));
        let mut file = std::fs::File::create(&half)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&half, &place)?;
        Ok(hash)
    }

    /// Makes a file that stands new, so that it waits for its record from now on; false where there is none.
    fn claimed(&self, place: &Path) -> bool {
        let _held = self.moving.lock().unwrap_or_else(PoisonError::into_inner);
        let found = std::fs::File::options().write(true).open(place);
        found.and_then(|file| file.set_modified(crate::clock::disk_now())).is_ok()
    }

    /// Does a file stand in its place?
    pub fn stands(&self, hash: &str) -> bool {
        self.place(hash).is_ok_and(|place| place.exists())
    }

    /// Reads a file back, and checks that it still is what was kept.
    pub fn read(&self, hash: &str) -> Outcome<Vec<u8>> {
        let content = std::fs::read(self.place(hash)?).map_err(|_| Trouble::NotFound)?;
        if hex(&Sha256::digest(&content)) == hash {
            Ok(content)
        } else {
            Err(Trouble::Fault(format!("attachment {hash} has changed on disk")))
        }
    }

    /// The hashes of the files that are kept.
    fn hashes(&self) -> Outcome<Vec<String>> {
        let Ok(folders) = std::fs::read_dir(&self.folder) else { return Ok(Vec::new()) };
        let mut all = Vec::new();
        for folder in folders {
            let Ok(files) = std::fs::read_dir(folder?.path()) else { continue };
            for file in files {
                all.extend(file?.file_name().into_string().ok().filter(|name| self.place(name).is_ok()));
            }
        }
        Ok(all)
    }

    /// Drops a file that was brought before a time; says whether it went.
    fn drop_if_older(&self, hash: &str, before: SystemTime) -> Outcome<bool> {
        let place = self.place(hash)?;
        let _held = self.moving.lock().unwrap_or_else(PoisonError::into_inner);
        // Another may have dropped it meanwhile.
        let Ok(standing) = std::fs::metadata(&place) else { return Ok(false) };
        let old = standing.modified()? < before;
        if old {
            std::fs::remove_file(&place)?;
        }
        Ok(old)
    }

    /// What a form carries beside the hash of a file that this account brought, so that nobody takes up a file that they only
    /// know the hash of.
    pub fn seal(&self, account_id: &str, hash: &str) -> String {
        let parts = [self.key.as_slice(), account_id.as_bytes(), b" ", hash.as_bytes(), self.key.as_slice()];
        hex(&Sha256::digest(parts.concat()))
    }

    /// Reads a file that this account brought earlier, as the seal shows.
    pub fn read_own(&self, account_id: &str, hash: &str, seal: &str) -> Outcome<Vec<u8>> {
        if self.seal(account_id, hash) == seal {
            self.claimed(&self.place(hash)?);
            self.read(hash)
        } else {
            Err(Trouble::field("file", "invalid-file-again", ""))
        }
    }

    fn place(&self, hash: &str) -> Outcome<PathBuf> {
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash { Ok(self.folder.join(&hash[..2]).join(hash)) } else { Err(Trouble::NotFound) }
    }
}

/// What a browser may be told that an attachment is; anything else is offered as a download of bytes.
pub fn media_of(name: &str) -> &'static str {
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match end.as_str() {
        "pdf" => "application/pdf",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}
