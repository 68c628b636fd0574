//! Files of papers: signed copies that come back, what came with an incoming paper, an issued paper in an office's own template. What
//! a signature says is read from the file itself, and nothing is asserted beyond that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use diesel::prelude::*;
use papers::signed::{Covers, Integrity, NotRead, Signature, signatures};
use serde::Serialize;

use crate::app::App;
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::schema::paper_files;
use crate::documents::media_of;
use crate::followups::answering::Attached;
use crate::followups::pages::download;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Words;
use crate::web::ui;

/// Of what a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A signed copy of an issued paper.
    Signed,
    /// An issued paper in the office's own template.
    Own,
    /// What came with an incoming paper.
    Incoming,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Own => "own",
            Self::Incoming => "incoming",
        }
    }
}

/// Files of one paper at the most: each is read when the paper is shown.
const MOST: usize = 30;

/// A file as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = paper_files)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct FileRow {
    pub id: String,
    pub kind: String,
    pub owner_id: String,
    pub name: String,
    pub size: i64,
    pub content_hash: String,
    pub by_name: String,
    pub on_day: String,
}

/// Adds a file that was kept to a paper.
pub fn add(act: &mut Act, kind: Kind, owner_id: &str, file: &Attached) -> Outcome<String> {
    if of(act.db, owner_id)?.len() >= MOST {
        return Err(Trouble::field("files", "invalid-files-too-many", ""));
    }
    let row = FileRow {
        id: act.new_id(),
        kind: kind.as_str().into(),
        owner_id: owner_id.to_owned(),
        name: file.name.clone(),
        size: file.size,
        content_hash: file.content_hash.clone(),
        by_name: act.member.name.clone(),
        on_day: act.today.to_string(),
    };
    diesel::insert_into(paper_files::table).values(&row).execute(act.db)?;
    Ok(row.id)
}

/// The files of a paper, in the order in which they came.
pub fn of(db: &mut Connection, owner_id: &str) -> Outcome<Vec<FileRow>> {
    Ok(paper_files::table
        .filter(paper_files::owner_id.eq(owner_id))
        .order(paper_files::id)
        .select(FileRow::as_select())
        .load(db)?)
}

/// Takes the files of a paper away; says how many. What no record names any more leaves the folder by itself.
pub fn drop_of(db: &mut Connection, owner_id: &str) -> Outcome<usize> {
    Ok(diesel::delete(paper_files::table.filter(paper_files::owner_id.eq(owner_id))).execute(db)?)
}

/// A file of a paper, for downloading.
pub fn read(app: &App, db: &mut Connection, owner_id: &str, id: &str) -> Outcome<(String, Vec<u8>)> {
    let row: FileRow = paper_files::table
        .filter(paper_files::id.eq(id).and(paper_files::owner_id.eq(owner_id)))
        .select(FileRow::as_select())
        .first(db)?;
    Ok((row.name, app.files.read(&row.content_hash)?))
}

/// A file on its way to a reader.
pub fn sent((name, content): (String, Vec<u8>)) -> axum::response::Response {
    download(&name, media_of(&name), content)
}

/// What the signatures of files say, by the hash of the file: the same bytes say the same.
#[derive(Default)]
pub struct SignaturesKept(Mutex<HashMap<String, Arc<Result<Vec<Signature>, NotRead>>>>);

impl SignaturesKept {
    /// The signatures of a file that is kept.
    fn of(&self, app: &App, hash: &str) -> Outcome<Arc<Result<Vec<Signature>, NotRead>>> {
        const MOST: usize = 500;
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().get(hash).cloned();
        if let Some(known) = known.filter(|_| app.files.stands(hash)) {
            return Ok(known);
        }
        let read = Arc::new(signatures(&app.files.read(hash)?));
        let mut all = kept();
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(hash.to_owned(), Arc::clone(&read));
        Ok(read)
    }
}

/// A file as the screen shows it, with what its signatures say.
pub struct FileView {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Size, who added it, when.
    pub meta: String,
    /// Is it a PDF, so that it can be signed?
    pub may_be_signed: bool,
    /// What is said of its signatures; one line where there are none or the file is not read.
    pub signatures: Vec<SignedView>,
    /// Why no signature can be told.
    pub told: String,
}

/// A signature as the screen shows it.
pub struct SignedView {
    /// Who, by the certificate in the file.
    pub who: String,
    /// Integrity in words.
    pub integrity: String,
    /// Is it intact, and covers the file as it is?
    pub good: bool,
    /// Claimed time, certificate, what it covers.
    pub lines: Vec<String>,
}

/// Files of a paper as the screen shows them.
pub fn views(app: &App, db: &mut Connection, owner_id: &str, w: &Words) -> Outcome<Vec<FileView>> {
    Ok(of(db, owner_id)?.into_iter().map(|row| view(app, row, w)).collect())
}

fn view(app: &App, row: FileRow, w: &Words) -> FileView {
    let may_be_signed = media_of(&row.name) == "application/pdf";
    let (mut told, mut shown) = (String::new(), Vec::new());
    if may_be_signed {
        // A file that is gone does not take the paper with it.
        match app.signatures.of(app, &row.content_hash).as_deref() {
            Err(_) => w.t("signed-missing").clone_into(&mut told),
            Ok(Ok(found)) if found.is_empty() => w.t("signed-none").clone_into(&mut told),
            Ok(Ok(found)) => shown = found.iter().map(|one| signature(one, w)).collect(),
            Ok(Err(not)) => w.t(not_read(*not)).clone_into(&mut told),
        }
    }
    FileView {
        meta: w.format(
            "signed-file",
            &[("s", ui::size(row.size).into()), ("t", row.by_name.into()), ("d", ui::shown(Some(&row.on_day)).into())],
        ),
        id: row.id,
        name: row.name,
        may_be_signed,
        signatures: shown,
        told,
    }
}

fn not_read(not: NotRead) -> &'static str {
    match not {
        NotRead::NotAPdf => "signed-no-pdf",
        NotRead::Encrypted => "signed-locked",
        NotRead::Broken => "signed-broken",
        NotRead::TooMany => "signed-too-many",
    }
}

fn signature(one: &Signature, w: &Words) -> SignedView {
    let integrity = match one.integrity {
        Integrity::Intact => "signed-intact",
        Integrity::Changed => "signed-changed",
        Integrity::NotUnderstood => "signed-not-understood",
    };
    let mut lines = Vec::new();
    match one.covers {
        Covers::Whole => {}
        Covers::Before { added } => lines.push(w.n("signed-added", added)),
        Covers::Gaps => lines.push(w.t("signed-gaps").to_owned()),
    }
    if let Some(claimed) = &one.claimed {
        lines.push(w.s("signed-claimed", claimed.at.replace('T', " ")));
    }
    let who = one.signer.as_ref().map_or_else(
        || w.t("signed-nobody").to_owned(),
        |signer| {
            lines.push(w.format(
                "signed-certificate",
                &[
                    ("s", signer.issuer.clone().into()),
                    ("t", ui::shown(Some(&signer.valid_from)).into()),
                    ("d", ui::shown(Some(&signer.valid_until)).into()),
                ],
            ));
            let of = if signer.organisation.is_empty() { String::new() } else { format!(", {}", signer.organisation) };
            format!("{}{of}", signer.name)
        },
    );
    lines.extend([&one.reason, &one.location].into_iter().filter(|words| !words.is_empty()).cloned());
    let good = one.integrity == Integrity::Intact && one.covers == Covers::Whole;
    SignedView { who, integrity: w.t(integrity).to_owned(), good, lines }
}

/// The single file that a form brought, kept.
pub fn single(kept: Vec<Attached>) -> Outcome<Attached> {
    kept.into_iter().next().ok_or_else(|| Trouble::field("files", "invalid-file-missing", ""))
}
