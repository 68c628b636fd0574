//! All queries about official papers.

use std::collections::BTreeSet;

use ::papers::forms::Form;
use diesel::prelude::*;
use law::day::Day;
use law::paper::State;
use serde::Serialize;

use crate::councils::store::CouncilRow;
use crate::db::schema::{paper_patterns, paper_receipts, paper_series, papers};
use crate::db::{Connection, saved_once};
use crate::trouble::{Outcome, Trouble};

/// A paper as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = papers, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct PaperRow {
    pub id: String,
    pub council_id: String,
    pub body_id: String,
    pub form: String,
    pub about: String,
    pub subject_id: String,
    pub state: String,
    pub fields: String,
    pub summary: String,
    pub signing: String,
    pub signer: String,
    pub series: String,
    pub year: i64,
    pub number: Option<i64>,
    pub symbol: String,
    #[serde(skip)]
    pub content: String,
    pub content_hash: String,
    pub drafted_by: String,
    pub drafted_on: String,
    pub written_at: String,
    pub issued_by: Option<String>,
    pub issued_on: Option<String>,
    pub earlier_id: Option<String>,
    pub earlier_link: String,
    pub version: i64,
    pub adopted_by: Option<String>,
    pub adopted_on: Option<String>,
    pub adopted_words: String,
    #[serde(skip)]
    pub adopted_hash: String,
}

impl PaperRow {
    /// A paper that is begun, with nothing written on it yet.
    pub fn begun(id: String, council_id: &str, form: &Form, subject_id: &str) -> Self {
        Self {
            id,
            council_id: council_id.to_owned(),
            body_id: String::new(),
            form: form.id.clone(),
            about: form.about.clone(),
            subject_id: subject_id.to_owned(),
            state: State::Drafted.as_str().into(),
            fields: "{}".into(),
            summary: String::new(),
            signing: String::new(),
            signer: String::new(),
            series: series(form).to_owned(),
            year: 0,
            number: None,
            symbol: String::new(),
            content: String::new(),
            content_hash: String::new(),
            drafted_by: String::new(),
            drafted_on: String::new(),
            written_at: String::new(),
            issued_by: None,
            issued_on: None,
            earlier_id: None,
            earlier_link: String::new(),
            version: 1,
            adopted_by: None,
            adopted_on: None,
            adopted_words: String::new(),
            adopted_hash: String::new(),
        }
    }

    /// On the day of drafting, by whom, at which instant.
    #[must_use]
    pub fn drafted(self, on: Day, by: &str, at: String) -> Self {
        Self {
            year: i64::from(on.year()),
            drafted_by: by.to_owned(),
            drafted_on: on.to_string(),
            written_at: at,
            ..self
        }
    }
}

/// The states of papers that are not issued yet and not dropped.
pub const DRAFTS: &[&str] = &["drafted", "asked", "adopted"];

/// The kind of paper in which numbers run: its code, or that of official letters.
pub fn series(form: &Form) -> &str {
    /// Official letters have no code of their own; offices number them together.
    const LETTERS: &str = "CV";
    match form.series.as_str() {
        "" if form.letter => LETTERS,
        "" => &form.code,
        own => own,
    }
}

/// Who has a paper.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = paper_receipts)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ReceiptRow {
    pub id: String,
    pub paper_id: String,
    pub by_whom: String,
    pub on_day: String,
    pub noted_by: String,
}

/// Which papers are looked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The council.
    pub council_id: String,
    /// In which states.
    pub states: Vec<&'static str>,
    /// Of which year; all where none is given.
    pub year: Option<i64>,
    /// Of which forms; all where none are named, nothing where none is left.
    pub forms: Option<Vec<String>>,
    /// Before the one last seen.
    pub before: Option<String>,
}

/// A paper by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<PaperRow> {
    Ok(papers::table.find(id).select(PaperRow::as_select()).first(db)?)
}

/// The issued paper of a council with a number and symbol; the latest where an earlier year had the same.
pub fn by_symbol(db: &mut Connection, council_id: &str, symbol: &str) -> Outcome<Option<PaperRow>> {
    Ok(papers::table
        .filter(papers::council_id.eq(council_id).and(papers::symbol.eq(symbol)).and(papers::state.eq("issued")))
        .order(papers::id.desc())
        .select(PaperRow::as_select())
        .first(db)
        .optional()?)
}

/// The issued paper about a record, the latest where another took its place.
pub fn issued_about(db: &mut Connection, about: &str, subject: &str) -> Outcome<Option<String>> {
    Ok(papers::table
        .filter(papers::about.eq(about).and(papers::subject_id.eq(subject)).and(papers::state.eq("issued")))
        .order(papers::id.desc())
        .select(papers::id)
        .first(db)
        .optional()?)
}

/// The last issued paper of the same form and body as another.
pub fn last_of_body(db: &mut Connection, council: &CouncilRow, paper: &PaperRow) -> Outcome<Option<PaperRow>> {
    Ok(papers::table
        .filter(papers::council_id.eq(&council.id).and(papers::state.eq("issued")))
        .filter(papers::form.eq(&paper.form).and(papers::body_id.eq(&paper.body_id)))
        .order((papers::issued_on.desc(), papers::id.desc()))
        .select(PaperRow::as_select())
        .first(db)
        .optional()?)
}

/// Papers of some forms that the body of a paper issued on a day or later, in their order; one in whose place another of its form
/// stands is left out.
pub fn issued_since(
    db: &mut Connection,
    paper: &PaperRow,
    forms: &BTreeSet<String>,
    from: &str,
    most: usize,
) -> Outcome<Vec<PaperRow>> {
    let mut found: Vec<PaperRow> = papers::table
        .filter(
            papers::council_id.eq(&paper.council_id).and(papers::state.eq("issued")).and(papers::issued_on.ge(from)),
        )
        .filter(papers::form.eq_any(forms).and(papers::body_id.eq(&paper.body_id)))
        .order((papers::issued_on, papers::id))
        .limit(i64::try_from(most).unwrap_or(i64::MAX))
        .select(PaperRow::as_select())
        .load(db)?;
    let gone: BTreeSet<String> = found.iter().filter_map(|row| row.earlier_id.clone()).collect();
    found.retain(|row| !gone.contains(&row.id));
    Ok(found)
}

/// Who signed the last paper that a body issued in this way: proposed for the next.
pub fn last_signer(db: &mut Connection, council_id: &str, (body, signing): (&str, &str)) -> Outcome<Option<String>> {
    Ok(papers::table
        .filter(papers::council_id.eq(council_id).and(papers::state.eq("issued")).and(papers::body_id.eq(body)))
        .filter(papers::signing.eq(signing).and(papers::signer.ne("")))
        .order((papers::issued_on.desc(), papers::id.desc()))
        .select(papers::signer)
        .first(db)
        .optional()?)
}

/// Papers about a record, those that were dropped among them, in the order in which they were begun.
pub fn about(db: &mut Connection, about: &str, subject: &str) -> Outcome<Vec<PaperRow>> {
    Ok(papers::table
        .filter(papers::about.eq(about).and(papers::subject_id.eq(subject)))
        .order(papers::id)
        .select(PaperRow::as_select())
        .load(db)?)
}

/// Papers, the newest first.
pub fn list(db: &mut Connection, wanted: &Wanted, most: i64) -> Outcome<Vec<PaperRow>> {
    let mut found = papers::table
        .filter(papers::council_id.eq(wanted.council_id.clone()).and(papers::state.eq_any(wanted.states.clone())))
        .order(papers::id.desc())
        .limit(most)
        .select(PaperRow::as_select())
        .into_boxed();
    if let Some(year) = wanted.year {
        found = found.filter(papers::year.eq(year));
    }
    if let Some(forms) = &wanted.forms {
        found = found.filter(papers::form.eq_any(forms.clone()));
    }
    if let Some(before) = &wanted.before {
        found = found.filter(papers::id.lt(before.clone()));
    }
    Ok(found.load(db)?)
}

/// The issued paper that stands in the place of one, or corrects it.
pub fn later(db: &mut Connection, id: &str) -> Outcome<Vec<PaperRow>> {
    Ok(papers::table
        .filter(papers::earlier_id.eq(id).and(papers::state.eq("issued")))
        .order(papers::id)
        .select(PaperRow::as_select())
        .load(db)?)
}

/// The last issued paper of a form: what it said is at hand for the next.
pub fn last_issued(db: &mut Connection, council_id: &str, form: &str) -> Outcome<Option<PaperRow>> {
    Ok(papers::table
        .filter(papers::council_id.eq(council_id).and(papers::state.eq("issued")).and(papers::form.eq(form)))
        .order((papers::issued_on.desc(), papers::id.desc()))
        .select(PaperRow::as_select())
        .first(db)
        .optional()?)
}

/// Writes a paper down.
pub fn insert(db: &mut Connection, row: &PaperRow) -> Outcome<()> {
    diesel::insert_into(papers::table).values(row).execute(db)?;
    Ok(())
}

/// Saves a paper; somebody who saved first is found by the version.
pub fn save(db: &mut Connection, row: &mut PaperRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = papers::table.filter(papers::id.eq(&row.id).and(papers::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// Holds a paper until the act ends: whoever else would decide on it waits, and sees what this act did.
pub fn hold(db: &mut Connection, id: &str) -> Outcome<()> {
    diesel::update(papers::table.find(id)).set(papers::version.eq(papers::version)).execute(db)?;
    Ok(())
}

/// Whose numbers: council, body (empty for the council itself), kind of paper, year.
pub type Series<'a> = (&'a str, &'a str, &'a str, i64);

/// The next number of bodies that count together, from 01 each year. It belongs to the act: where that is taken back the number is
/// too, so that none is missing and none stands twice. Whoever counts first holds the first body's count until the act ends.
pub fn next_number(
    db: &mut Connection,
    (council, bodies): (&str, &[String]),
    (series, year): (&str, i64),
) -> Outcome<i64> {
    let Some(first) = bodies.first() else { return Err(Trouble::Fault("nobody counts".into())) };
    let raised = paper_series::table.find((council, first, series, year));
    if diesel::update(raised).set(paper_series::last.eq(paper_series::last + 1)).execute(db)? == 0 {
        start_series(db, (council, first, series, year), 1)?;
    }
    let mut next = 1;
    for body in bodies {
        let last = last_number(db, (council, body, series, year))?;
        next = next.max(last.map_or(1, |last| if body == first { last } else { last + 1 }));
    }
    // Each remembers it: a body that writes its symbol another way one day goes on from there.
    for body in bodies {
        let mine = paper_series::table.find((council, body, series, year));
        if diesel::update(mine).set(paper_series::last.eq(next)).execute(db)? == 0 {
            start_series(db, (council, body, series, year), next)?;
        }
    }
    Ok(next)
}

/// The last number of a series, where one was given.
pub fn last_number(db: &mut Connection, series: Series) -> Outcome<Option<i64>> {
    Ok(paper_series::table.find(series).select(paper_series::last).first(db).optional()?)
}

/// Begins a series after numbers that were given elsewhere.
pub fn start_series(db: &mut Connection, (council, body, code, year): Series, last: i64) -> Outcome<()> {
    diesel::insert_into(paper_series::table)
        .values((
            paper_series::council_id.eq(council),
            paper_series::body_id.eq(body),
            paper_series::series.eq(code),
            paper_series::year.eq(year),
            paper_series::last.eq(last),
        ))
        .execute(db)?;
    Ok(())
}

/// The last numbers of a council in a year: body, kind, number.
pub fn series_of(db: &mut Connection, council_id: &str, year: i64) -> Outcome<Vec<(String, String, i64)>> {
    Ok(paper_series::table
        .filter(paper_series::council_id.eq(council_id).and(paper_series::year.eq(year)))
        .order((paper_series::body_id, paper_series::series))
        .select((paper_series::body_id, paper_series::series, paper_series::last))
        .load(db)?)
}

/// How a body writes number and symbol, where its office said so: papers with a name, letters.
pub fn pattern(db: &mut Connection, council_id: &str, body_id: &str) -> Outcome<Option<(String, String)>> {
    Ok(paper_patterns::table
        .find((council_id, body_id))
        .select((paper_patterns::named, paper_patterns::letter))
        .first(db)
        .optional()?)
}

/// Keeps how a body writes number and symbol.
pub fn keep_pattern(
    db: &mut Connection,
    (council_id, body_id): (&str, &str),
    named: &str,
    letter: &str,
) -> Outcome<()> {
    let changed = diesel::update(paper_patterns::table.find((council_id, body_id)))
        .set((paper_patterns::named.eq(named), paper_patterns::letter.eq(letter)))
        .execute(db)?;
    if changed == 0 {
        diesel::insert_into(paper_patterns::table)
            .values((
                paper_patterns::council_id.eq(council_id),
                paper_patterns::body_id.eq(body_id),
                paper_patterns::named.eq(named),
                paper_patterns::letter.eq(letter),
            ))
            .execute(db)?;
    }
    Ok(())
}

/// Who has a paper, in the order in which it was noted.
pub fn receipts(db: &mut Connection, paper_id: &str) -> Outcome<Vec<ReceiptRow>> {
    Ok(paper_receipts::table
        .filter(paper_receipts::paper_id.eq(paper_id))
        .order(paper_receipts::id)
        .select(ReceiptRow::as_select())
        .load(db)?)
}

/// Notes who has a paper.
pub fn insert_receipt(db: &mut Connection, row: &ReceiptRow) -> Outcome<()> {
    diesel::insert_into(paper_receipts::table).values(row).execute(db)?;
    Ok(())
}
