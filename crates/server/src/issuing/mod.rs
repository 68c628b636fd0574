//! Issuing official papers (ban hành văn bản): drafted from a form and the records, written on, numbered, fixed.
//!
//! A paper is a draft until somebody with the right to it issues it. Then it takes the next number of its body, kind and year in
//! the same act, and the whole of what it says is kept with its hash: later changes of records, forms or names do not reach
//! it. An issued paper is never edited; one that replaces or corrects it stands beside it (Nghị định 30/2020/NĐ-CP, Điều 15,
//! 18). The program signs for nobody: issuing says that a person signed.

pub mod api;
pub mod commenting;
pub mod comparing;
pub mod composing;
pub mod drawing;
pub mod files;
pub mod following;
pub mod incoming;
pub mod incoming_api;
pub mod incoming_pages;
pub mod onward;
pub mod pages;
pub mod paper_page;
pub mod records;
pub mod register_pages;
pub mod samples;
pub mod settings_pages;
pub mod store;
pub mod table_files;
pub mod wording;
pub mod wording_pages;

use std::collections::{BTreeMap, BTreeSet};

use law::paper::State;
use law::refusal::Refusal;
use law::role::Act as Deed;
use papers::forms::{Field, FieldKind, Form, INCOMING, ISSUED};
use papers::official::Official;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use store::PaperRow;

use crate::app::App;
use crate::councils;
use crate::councils::store::{BodyRow, CouncilRow};
use crate::db::Connection;
use crate::db::act::Act;
use crate::db::chain::hex;
use crate::followups::answering::Attached;
use crate::people::LONGEST_NAME;
use crate::reports::{fixing, paper};
use crate::trouble::{FieldFault, Outcome, Stale, Trouble};
use crate::web::i18n::Language;

/// The longest text of a field.
const LONGEST: usize = 60_000;
/// The most lines of a field: each is a paragraph of the paper.
const MOST_LINES: usize = 2_000;

/// A paper as it is begun.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct NewPaper {
    /// The form.
    pub form: String,
    /// The body that issues it; empty for the council itself.
    pub body: String,
    /// The record that it belongs to; empty where it belongs to none.
    pub subject: String,
    /// What kind of record that is, for a form that may be about several; empty for what the form is about by itself.
    pub about: String,
}

/// What people write in a paper.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Written {
    /// Words by the name of the field.
    pub fields: BTreeMap<String, String>,
    /// In whose name it is signed.
    pub signing: String,
    /// The full name of who signs.
    pub signer: String,
    /// The version that was read.
    pub version: String,
}

/// Begins a paper from a form. Returns its id.
pub fn begin(act: &mut Act, mark: &str, new: &NewPaper) -> Outcome<String> {
    let council = councils::store::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::DraftPaper, &council.id, &[])?;
    let form = act.app.law.forms.form(&new.form).cloned().ok_or(Trouble::NotFound)?;
    let issuers = issuers(act.db, &council, &form)?;
    let Some(issuer) =
        issuers.iter().find(|one| one.id == new.body).or_else(|| issuers.first().filter(|_| new.body.is_empty()))
    else {
        return Err(Trouble::field("body", "invalid-paper-issuer", form.name.clone()));
    };
    let Some(about) = form.abouts().find(|about| new.about.is_empty() || *about == new.about) else {
        return Err(Trouble::NotFound);
    };
    let signing = first_signing(act.app, issuer, (&form, about));
    let signer = if form.signers.is_empty() && !form.unsigned {
        store::last_signer(act.db, &council.id, (&issuer.id, &signing))?.unwrap_or_default()
    } else {
        String::new()
    };
    let mut row = PaperRow {
        body_id: issuer.id.clone(),
        about: about.to_owned(),
        signing,
        signer,
        ..PaperRow::begun(act.new_id(), &council.id, &form, &new.subject).drafted(
            act.today,
            &act.member.name,
            act.stamp(),
        )
    };
    let mut figures = None;
    if let Some(period) = fixing::period_of(&row) {
        // The row first: the figures that it fixes belong to it.
        store::insert(act.db, &row)?;
        figures = Some(fixing::fix(act, &council, &row.id, period)?);
    }
    // A record of another council is not found.
    let mut values = composing::values_of(act.app, act.db, &council, &row, (issuer, act.today))?;
    let origin = onward::origin(act.app, act.db, &council, (&row.about, &row.subject_id))?;
    if let Some(origin) = &origin {
        let about = (&form, (row.about.as_str(), row.subject_id.as_str()));
        let both = onward::with_those_since(act.app, act.db, &council, about, origin.told())?;
        values.words.insert("goc_va_tiep".into(), both);
    }
    let from = origin.map_or_else(|| vec![row.about.clone()], |origin| origin.names);
    if [ISSUED, INCOMING].contains(&row.about.as_str()) && form.goes_on_from(&from).is_none() {
        return Err(Trouble::NotFound);
    }
    let mut fields = act.app.law.forms.suggested(&form, &from, &values);
    for (field, lines) in onward::gathered(act.app, act.db, &council, (&form, &row))? {
        fields.entry(field).or_insert(lines);
    }
    form.mask(&mut fields);
    fields.extend(paper::suggested(act.app, act.db, &council, &row)?);
    fields.extend(form.first_annexes().map(|(field, ids)| (field.to_owned(), ids)));
    row.fields = serde_json::to_string(&fields)?;
    row.summary = composing::summary(act.app, act.db, &council, &row, act.today)?;
    if figures.is_some() {
        store::save(act.db, &mut row)?;
    } else {
        store::insert(act.db, &row)?;
    }
    commenting::keep_version(act, &row)?;
    let body = serde_json::json!({ "form": row.form, "about": row.about, "figures": figures });
    act.record(&council.id, "paper_begun", &row.id, &body)?;
    Ok(row.id)
}

/// The period that a paper to be begun reports on; empty for all others.
pub fn reports_on(app: &App, new: &NewPaper) -> String {
    let about = app.law.forms.form(&new.form).map(|form| form.about.as_str());
    if about == Some("period") { new.subject.clone() } else { String::new() }
}

/// In whose name papers of an issuer are signed, where nobody chose otherwise.
fn first_signing(app: &App, issuer: &Issuer, (form, about): (&Form, &str)) -> String {
    let all: Vec<&str> = app.law.forms.signings(&issuer.kind, about).map(|one| one.id.as_str()).collect();
    let wanted = all.iter().find(|id| **id == form.signing);
    wanted.or(all.first()).copied().unwrap_or_default().to_owned()
}

/// Who issues a paper: a body of the council, or with an empty id the council itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// The body; empty for the council.
    pub id: String,
    /// Its kind, as forms name it.
    pub kind: String,
    /// What it is called.
    pub name: String,
}

impl Issuer {
    fn council(council: &CouncilRow) -> Self {
        Self { id: String::new(), kind: "council".into(), name: council.name.clone() }
    }

    fn body(row: BodyRow) -> Self {
        Self { id: row.id, kind: row.kind, name: row.name }
    }
}

/// Who of a council issues papers of a form, in the order in which the form names them.
pub fn issuers(db: &mut Connection, council: &CouncilRow, form: &Form) -> Outcome<Vec<Issuer>> {
    let bodies = councils::store::bodies_of(db, &council.id)?;
    let mut found = Vec::new();
    for kind in &form.issuers {
        if kind == "council" {
            found.push(Issuer::council(council));
        }
        let mine = bodies.iter().filter(|body| body.kind == *kind && body.valid_to.is_none());
        found.extend(mine.cloned().map(Issuer::body));
    }
    Ok(found)
}

/// Everybody of a council who issues papers of some form: the council itself, then its bodies.
pub fn all_issuers(app: &App, db: &mut Connection, council: &CouncilRow) -> Outcome<Vec<Issuer>> {
    let kinds: BTreeSet<&str> = app.law.forms.forms.iter().flat_map(|form| &form.issuers).map(String::as_str).collect();
    let bodies = councils::store::bodies_of(db, &council.id)?.into_iter();
    let mine = bodies.filter(|body| body.valid_to.is_none() && kinds.contains(body.kind.as_str())).map(Issuer::body);
    Ok(std::iter::once(Issuer::council(council)).chain(mine).collect())
}

/// Who issues a paper that stands.
pub fn issuer_of(db: &mut Connection, council: &CouncilRow, body_id: &str) -> Outcome<Issuer> {
    if body_id.is_empty() {
        return Ok(Issuer::council(council));
    }
    councils::store::body(db, body_id)?.map(Issuer::body).ok_or(Trouble::NotFound)
}

/// A paper with its council and form, for somebody who may do something with it.
fn load(act: &mut Act, id: &str, deed: Deed) -> Outcome<(PaperRow, CouncilRow, Form)> {
    let row = store::by_id(act.db, id)?;
    act.may(deed, &row.council_id, &[])?;
    let council = councils::store::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let form = act.app.law.forms.form(&row.form).cloned().ok_or(Trouble::NotFound)?;
    Ok((row, council, form))
}

/// Where a paper stands.
pub fn state_of(row: &PaperRow) -> Outcome<State> {
    let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse().ok());
    State::read(&row.state, day(&row.adopted_on), day(&row.issued_on))
        .ok_or_else(|| Trouble::Fault(format!("paper {}: state `{}`", row.id, row.state)))
}

/// Refuses what is not written on any more.
pub fn as_draft(row: &PaperRow) -> Outcome<()> {
    Ok(state_of(row)?.write().map(|_| ())?)
}

/// What a paper lacks of what its form requires.
fn incomplete(form: &Form, row: &PaperRow) -> Outcome<Vec<FieldFault>> {
    let fields: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
    let lacks = form.lacking(&fields).into_iter().map(|field| lacking("fields", "invalid-paper-lacking", &field.label));
    // What was chosen under earlier words of a form is chosen anew.
    let gone = |field: &&Field| {
        let chosen = fields.get(&field.name).filter(|words| field.kind == FieldKind::Choice && !words.is_empty());
        chosen.is_some_and(|words| !field.choices.contains(words))
    };
    let gone = form.fields.iter().filter(gone).map(|field| lacking("fields", "invalid-paper-choice", &field.label));
    Ok(lacks.chain(gone).collect())
}

/// Refuses to decide on a draft that somebody wrote on since it was read.
fn as_read(act: &mut Act, id: &str, version: &str) -> Outcome<()> {
    let row = store::by_id(act.db, id)?;
    act.may(Deed::ReadPapers, &row.council_id, &[])?;
    if version.is_empty() || version == row.version.to_string() {
        return Ok(());
    }
    Err(Trouble::Stale(Box::new(Stale {
        by: row.drafted_by,
        at: row.written_at,
        differences: Vec::new(),
        version: row.version,
    })))
}

/// Writes on a draft.
pub fn write(act: &mut Act, id: &str, written: &Written) -> Outcome<()> {
    let (mut row, council, form) = load(act, id, Deed::DraftPaper)?;
    as_draft(&row)?;
    if !written.version.is_empty() && written.version != row.version.to_string() {
        return Err(stale(act.app, &row, &form, written)?);
    }
    put_in(act, &mut row, &form, written)?;
    row.drafted_by = act.member.name.clone();
    row.written_at = act.stamp();
    row.summary = composing::summary(act.app, act.db, &council, &row, act.today)?;
    store::save(act.db, &mut row)?;
    commenting::keep_version(act, &row)?;
    act.record(&row.council_id, "paper_written", id, &serde_json::json!({ "version": row.version }))
}

/// Does what was typed say something else than what is kept? Line ends are the browser's own.
pub fn says_more(row: &PaperRow, form: &Form, written: &Written) -> Outcome<bool> {
    let kept: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
    let plain = |words: Option<&String>| words::nfc(words.map_or("", |words| words.trim())).replace('\r', "");
    let differs = |field: &Field| {
        let typed = written.fields.get(&field.name);
        typed.is_some() && plain(typed) != plain(kept.get(&field.name))
    };
    let signed = !written.signing.is_empty() && written.signing != row.signing;
    Ok(form.fields.iter().any(differs) || signed || plain(Some(&written.signer)) != row.signer)
}

/// Both versions of a draft that two people wrote on.
fn stale(app: &App, row: &PaperRow, form: &Form, written: &Written) -> Outcome<Trouble> {
    let stands: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
    // The labels of fields are Vietnamese, as the paper is.
    let w = app.locales.words(Language::Vietnamese);
    let differences = form
        .fields
        .iter()
        .map(|field| {
            let said = |all| comparing::said(form, field, all, &w);
            (&field.label, said(&stands), said(&written.fields))
        })
        .filter(|(_, stands, typed)| stands != typed)
        .map(|(label, stands, typed)| ("official-words", format!("{label}: {stands}"), format!("{label}: {typed}")))
        .collect();
    Ok(Trouble::Stale(Box::new(Stale {
        by: row.drafted_by.clone(),
        at: row.written_at.clone(),
        differences,
        version: row.version,
    })))
}

/// Reads what was written into a row, field by field.
fn put_in(act: &mut Act, row: &mut PaperRow, form: &Form, written: &Written) -> Outcome<()> {
    let mut fields = BTreeMap::new();
    for field in &form.fields {
        let words = written.fields.get(&field.name).map(|words| words::nfc(words.trim())).unwrap_or_default();
        Trouble::too_long("fields", &words, LONGEST)?;
        if words.lines().count() > MOST_LINES {
            return Err(Trouble::field("fields", "invalid-too-many-lines", MOST_LINES.to_string()));
        }
        if field.kind == FieldKind::Choice && !words.is_empty() && !field.choices.contains(&words) {
            return Err(Trouble::field("fields", "invalid-paper-choice", field.label.clone()));
        }
        if field.kind == FieldKind::Day && !words.is_empty() && law::day::parse_day(&words).is_err() {
            return Err(Trouble::field("fields", "invalid-paper-day", format!("{}: {words}", field.label)));
        }
        // That no annex is chosen is a choice too.
        let chosen = field.kind == FieldKind::Annexes && written.fields.contains_key(&field.name);
        if !words.is_empty() || chosen {
            fields.insert(field.name.clone(), words);
        }
    }
    form.mask(&mut fields);
    if form.masks() {
        // The kind may have been told after the name: it goes from what was kept before too, whoever took it out here.
        commenting::mask_versions(act.db, form, &row.id, &fields)?;
    }
    let signer = words::nfc(written.signer.trim());
    Trouble::too_long("signer", &signer, LONGEST_NAME)?;
    let council = councils::store::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let issuer = issuer_of(act.db, &council, &row.body_id)?;
    let known = |id: &str| act.app.law.forms.signings(&issuer.kind, &row.about).any(|one| one.id == id);
    if !written.signing.is_empty() && !known(&written.signing) {
        return Err(Trouble::field("signing", "invalid-paper-signing", ""));
    }
    if !written.signing.is_empty() {
        row.signing.clone_from(&written.signing);
    }
    row.signer = signer;
    row.fields = serde_json::to_string(&fields)?;
    Ok(())
}

/// Issues a draft: the next number of its body, kind and year, and from then on fixed. A paper that stands for one of the ladder
/// signs that one off under its number.
pub fn issue(act: &mut Act, id: &str) -> Outcome<String> {
    let (mut row, council, form) = load(act, id, Deed::IssuePaper)?;
    let state = state_of(&row)?.issue(act.today)?;
    if row.about == "urging" {
        // What stands in the place of a letter of the ladder is signed by whom the ladder names, as the letter was.
        let rung = crate::urging::store::by_id(act.db, &row.subject_id)?.rung;
        act.may(crate::urging::signing_deed(act.app, rung), &row.council_id, &[])?;
    }
    if let Some(on) =
        row.adopted_on.as_deref().and_then(|day| day.parse().ok()).filter(|_| !row.adopted_hash.is_empty())
        && composing::said_hash(act.app, act.db, &council, &row, on)? != row.adopted_hash
    {
        return Err(Refusal::ChangedSinceAdopted.into());
    }
    let mut faults = incomplete(&form, &row)?;
    if row.signer.is_empty() && form.signers.is_empty() && !form.unsigned {
        faults.push(lacking("signer", "invalid-paper-signer", ""));
    }
    if !faults.is_empty() {
        return Err(Trouble::Invalid(faults));
    }
    row.year = i64::from(act.today.year());
    let together = composing::count_together(act.app, act.db, &council, (&row, &form))?;
    let number = store::next_number(act.db, (&row.council_id, &together), (&row.series, row.year))?;
    row.number = Some(number);
    row.symbol = symbol(act, &council, &row, &form, number)?;
    row.state = state.as_str().into();
    row.issued_by = Some(act.member.name.clone());
    row.issued_on = Some(act.today.to_string());
    // What stands in the place of a letter signs nothing off a second time.
    if row.about == "urging" && row.earlier_id.is_none() {
        // What was done in the meantime leaves the list before it is fixed.
        crate::urging::signed_as(act, &row.subject_id, &row.symbol)?;
    }
    let paper = composing::compose(act.app, act.db, &council, &row, act.today)?;
    row.summary = papers::official::plain(paper.title.about()).into_owned();
    row.content = serde_json::to_string(&paper)?;
    row.content_hash = hex(&Sha256::digest(row.content.as_bytes()));
    store::save(act.db, &mut row)?;
    if let Some((name, made)) = wording::filled(act.app, act.db, &council, &row)? {
        // Like the paper itself, what the office's own template made of it does not change any more.
        let size = i64::try_from(made.len()).unwrap_or(i64::MAX);
        let file = Attached { name, content_hash: act.app.files.keep(&made)?, size };
        files::add(act, files::Kind::Own, id, &file)?;
    }
    let body = serde_json::json!({ "symbol": row.symbol, "hash": row.content_hash });
    act.record(&row.council_id, "paper_issued", id, &body)?;
    Ok(row.symbol)
}

fn lacking(field: &'static str, key: &'static str, words: &str) -> FieldFault {
    FieldFault { field, key, words: words.to_owned() }
}

fn symbol(act: &mut Act, council: &CouncilRow, row: &PaperRow, form: &Form, number: i64) -> Outcome<String> {
    let issuer = issuer_of(act.db, council, &row.body_id)?;
    let pattern = composing::pattern_of(act.app, act.db, &council.id, &issuer, form)?;
    Ok(composing::symbol(&pattern, &format!("{number:02}"), &form.code, row.year))
}

/// Drops a draft.
pub fn discard(act: &mut Act, id: &str) -> Outcome<()> {
    let (mut row, ..) = load(act, id, Deed::DraftPaper)?;
    row.state = state_of(&row)?.discard()?.as_str().into();
    store::save(act.db, &mut row)?;
    act.record(&row.council_id, "paper_dropped", id, &serde_json::json!({}))
}

/// Adds a signed copy that came back to an issued paper.
pub fn attach(act: &mut Act, id: &str, file: &Attached) -> Outcome<()> {
    let (row, ..) = load(act, id, Deed::IssuePaper)?;
    if row.state != "issued" {
        return Err(Refusal::NotIssued.into());
    }
    files::add(act, files::Kind::Signed, id, file)?;
    act.record(&row.council_id, "signed_copy_added", id, &serde_json::json!({ "hash": file.content_hash }))
}

/// The paper as it stands: what was issued, or what the draft would be today.
pub fn content(app: &crate::app::App, db: &mut Connection, council: &CouncilRow, row: &PaperRow) -> Outcome<Official> {
    if row.state == "issued" {
        if hex(&Sha256::digest(row.content.as_bytes())) != row.content_hash {
            return Err(Trouble::Fault(format!("paper {} is not what was issued", row.id)));
        }
        return Ok(serde_json::from_str(&row.content)?);
    }
    composing::compose(app, db, council, row, app.clock.today())
}
