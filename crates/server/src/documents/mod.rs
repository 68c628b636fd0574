//! Attachments: evidence files, kept by the hash of their content, so that the same file is stored once and a changed
//! one is seen. The folder never holds a person's name: a file's name stands in the record that it belongs to.

use std::path::{Path, PathBuf};

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
}

impl Files {
    /// Attachments kept in this folder.
    pub fn in_folder(folder: &Path) -> Self {
        let mut key = [0; 32];
        rand::fill(&mut key);
        Self { folder: folder.to_owned(), key }
    }

    /// Keeps a file; returns its hash. Written beside its place first, so that a stop leaves no half file.
    pub fn keep(&self, content: &[u8]) -> Outcome<String> {
        use std::io::Write as _;
        if content.len() > LARGEST {
            return Err(Trouble::field("files", "invalid-file-too-large", ""));
        }
        let hash = hex(&Sha256::digest(content));
        let place = self.place(&hash)?;
        if place.exists() {
            return Ok(hash);
        }
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let half = place.with_extension("half");
        let mut file = std::fs::File::create(&half)?;
        file.write_all(content)?;
        file.sync_all()?;
        std::fs::rename(&half, &place)?;
        Ok(hash)
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

    /// What a form carries beside the hash of a file that this account brought, so that nobody takes up a file that they only
    /// know the hash of.
    pub fn seal(&self, account_id: &str, hash: &str) -> String {
        let parts = [self.key.as_slice(), account_id.as_bytes(), b" ", hash.as_bytes(), self.key.as_slice()];
        hex(&Sha256::digest(parts.concat()))
    }

    /// Reads a file that this account brought earlier, as the seal shows.
    pub fn read_own(&self, account_id: &str, hash: &str, seal: &str) -> Outcome<Vec<u8>> {
        if self.seal(account_id, hash) == seal {
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
