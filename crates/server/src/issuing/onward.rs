//! Papers that go on from another (văn bản soạn tiếp): a verification report from a submission that came in, a resolution from both, a
//! forwarding slip from a citizen's letter. What the paper before gives to the next, which forms may go on from it, and what a book or
//! minutes gather from papers that were issued.

use std::collections::{BTreeMap, BTreeSet};

use law::day::Day;
use papers::forms::{Form, INCOMING, ISSUED, LETTER, Values};

use super::composing::{in_full, whole_name};
use super::incoming::{self, IncomingRow};
use super::pages::form_name;
use super::store::{self, PaperRow};
use super::{MOST_LINES, issuer_of};
use crate::app::App;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Words;
use crate::web::{paths, ui};

/// The paper from which another goes on.
pub struct Origin {
    /// By which names forms go on from it, the nearest first; what people wrote in a form without records is at hand too.
    pub names: Vec<String>,
    /// What it gives.
    pub words: BTreeMap<String, String>,
    /// Its page.
    pub href: String,
    /// The form of a follow-up that is written down from it, with what it says; none where it lays nothing down.
    pub records: Option<String>,
}

impl Origin {
    /// How others refer to it.
    pub fn told(&self) -> &str {
        self.words.get("goc").map_or("", String::as_str)
    }

    /// The forms that may go on from it, the nearest first.
    pub fn forms<'a>(&self, app: &'a App) -> Vec<&'a Form> {
        let all = app.law.forms.forms.iter().filter_map(|form| Some((form.goes_on_from(&self.names)?, form)));
        let mut all: Vec<(usize, &Form)> = all.collect();
        all.sort_by_key(|(near, _)| *near);
        all.into_iter().map(|(_, form)| form).collect()
    }
}

/// The paper from which a paper about this goes on; none for papers about other records. One of another council, and one that is not
/// issued, is not found.
pub fn origin(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    (about, id): (&str, &str),
) -> Outcome<Option<Origin>> {
    match about {
        ISSUED => {
            let row = store::by_id(db, id)?;
            if row.council_id != council.id || row.state != "issued" {
                return Err(Trouble::NotFound);
            }
            Ok(Some(of_issued(app, db, council, &row)?))
        }
        INCOMING => {
            let row = incoming::by_id(db, id)?;
            if row.council_id != council.id {
                return Err(Trouble::NotFound);
            }
            Ok(Some(of_incoming(app, db, council, &row)?))
        }
        _ => Ok(None),
    }
}

/// The same as what stands in the places of a form.
pub(super) fn given(app: &App, db: &mut Connection, council: &CouncilRow, paper: &PaperRow) -> Outcome<Values> {
    let found = origin(app, db, council, (&paper.about, &paper.subject_id))?;
    Ok(Values { words: found.map(|one| one.words).unwrap_or_default(), ..Values::default() })
}

/// What people wrote in a paper, by the names under which the next one finds it.
fn written(row: &PaperRow) -> Outcome<impl Iterator<Item = (String, String)>> {
    let fields: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
    Ok(fields.into_iter().map(|(name, words)| (format!("goc.{name}"), words)))
}

fn of_issued(app: &App, db: &mut Connection, council: &CouncilRow, row: &PaperRow) -> Outcome<Origin> {
    let forms = &app.law.forms;
    let form = forms.form(&row.form).ok_or(Trouble::NotFound)?;
    let kind = if form.letter { forms.say("letter", &[]) } else { form.name.clone() };
    let issuer = whole_name(forms, council, &issuer_of(db, council, &row.body_id)?);
    // Of some the number stands in the register alone.
    let symbol = if form.unnumbered { "" } else { row.symbol.as_str() };
    let on = row.issued_on.as_deref().and_then(|day| day.parse().ok());
    let mut words = told(app, &Told { kind: &kind, symbol, on, issuer: &issuer, summary: &row.summary });
    words.extend(written(row)?);
    let open = (!form.private).then_some(ISSUED);
    let names = [row.form.as_str()].into_iter().chain(open).chain(["council"]);
    let names = names.map(str::to_owned).collect();
    let records = (!form.lays_down.is_empty()).then(|| recording(council, &form.lays_down, &words, ("", "")));
    Ok(Origin { names, words, href: paths::paper(&row.id), records })
}

fn of_incoming(app: &App, db: &mut Connection, council: &CouncilRow, row: &IncomingRow) -> Outcome<Origin> {
    let forms = &app.law.forms;
    let letter = incoming::letter_words(forms, row);
    let kind = match &letter {
        Some(letter) => format!("{} {letter}", forms.say("citizens_letter", &[])),
        None => forms.kind_of_paper(&row.symbol, &row.summary),
    };
    let on = row.paper_on.as_deref().and_then(|day| day.parse().ok());
    let issuer = forms.in_full(&row.sender);
    let mut words = told(app, &Told { kind: &kind, symbol: &row.symbol, on, issuer: &issuer, summary: &row.summary });
    words.insert("goc_ngay_den".into(), ui::shown(Some(&row.arrived_on)));
    words.insert("goc_loai_don".into(), letter.unwrap_or_default());
    let answered = row.answers_id.as_deref().map(|id| store::by_id(db, id)).transpose()?;
    if let Some(answered) = &answered {
        words.extend(written(answered)?);
    }
    let laid_down = answered.as_ref().and_then(|one| forms.form(&one.form)).map_or("", |form| form.lays_down.as_str());
    let lead = councils::addressees(db, council)?.into_iter().find(|body| forms.in_full(&body.name) == issuer);
    let said = (row.summary.as_str(), lead.as_ref().map_or("", |body| body.id.as_str()));
    // What names a private person lays nothing down that others read.
    let records = row.letter.is_empty().then(|| recording(council, laid_down, &words, said));
    let itself = if row.letter.is_empty() { INCOMING } else { LETTER };
    // A submission is one, whoever wrote it.
    let kind = forms.only_form_of(&kind).map(|form| form.id.clone());
    let names = answered.into_iter().map(|one| one.form).chain(kind);
    let names = names.chain([itself.to_owned(), "council".to_owned()]);
    Ok(Origin { names: names.collect(), words, href: paths::incoming(&row.id), records })
}

/// The form of a follow-up with what a paper says: where it comes from, the paper and its day, the words, who owes it.
fn recording(
    council: &CouncilRow,
    laid_down: &str,
    paper: &BTreeMap<String, String>,
    (words, lead): (&str, &str),
) -> String {
    let said = |name: &str| paper.get(name).map_or("", String::as_str);
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("hdnd", &council.mark)
        .append_pair("origin", laid_down)
        .append_pair("source", said("goc"))
        .append_pair("source_on", said("goc_ngay"))
        .append_pair("words", words)
        .append_pair("lead", lead)
        .finish();
    format!("{}/moi?{query}", paths::REGISTER)
}

/// What a paper is told by.
struct Told<'a> {
    kind: &'a str,
    symbol: &'a str,
    on: Option<Day>,
    issuer: &'a str,
    summary: &'a str,
}

fn told(app: &App, paper: &Told) -> BTreeMap<String, String> {
    let forms = &app.law.forms;
    let on = paper.on.map(|day| in_full(forms, day)).unwrap_or_default();
    let words = [
        ("goc", forms.referred(paper.kind, paper.symbol, &on, paper.issuer, paper.summary)),
        ("goc_ten", forms.referred(paper.kind, paper.symbol, "", "", "")),
        ("goc_so", paper.symbol.to_owned()),
        ("goc_ngay", paper.on.map(law::day::office_form).unwrap_or_default()),
        ("goc_cua", paper.issuer.to_owned()),
        ("goc_ve", forms.about_in_words(paper.kind, paper.summary)),
        ("goc_noi_dung", paper.summary.to_owned()),
    ];
    words.into_iter().map(|(name, words)| (name.to_owned(), words)).collect()
}

/// From which day on a form gathers issued papers: that of the last paper of this form and body in the year, or the first of the year.
pub(super) fn gathers_from(
    db: &mut Connection,
    council: &CouncilRow,
    paper: &PaperRow,
) -> Outcome<(String, Option<PaperRow>)> {
    let last = store::last_of_body(db, council, paper)?;
    let first = format!("{}-01-01", paper.year);
    Ok((last.as_ref().and_then(|one| one.issued_on.clone()).unwrap_or(first), last))
}

/// What fields of a new paper begin with from papers that were issued since the last of its kind. A line that stood in that one already
/// is not put in again.
pub(super) fn gathered(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    (form, paper): (&Form, &PaperRow),
) -> Outcome<BTreeMap<String, String>> {
    let of: BTreeSet<String> = form.gathered_forms().map(str::to_owned).collect();
    if of.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (from, last) = gathers_from(db, council, paper)?;
    let before: BTreeMap<String, String> =
        last.map(|last| serde_json::from_str(&last.fields)).transpose()?.unwrap_or_default();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in store::issued_since(db, &council.id, &of, &from, MOST_LINES)? {
        let values = Values { words: of_issued(app, db, council, &row)?.words, ..Values::default() };
        for (field, line) in app.law.forms.gathered(form, &row.form, &values) {
            all.entry(field).or_default().push(line);
        }
    }
    let mut fields = all.into_iter().map(|(field, lines)| (field, lines.join("\n"))).collect();
    // Masked as the last one was, before they are compared.
    form.mask(&mut fields);
    for (field, lines) in &mut fields {
        let stood: BTreeSet<String> = before.get(field).into_iter().flat_map(|words| words.lines()).map(bare).collect();
        let new: Vec<&str> = lines.lines().filter(|line| !stood.contains(&bare(line))).collect();
        *lines = new.join("\n");
    }
    fields.retain(|_, lines| !lines.is_empty());
    Ok(fields)
}

/// A line without the spaces and the empty cells at its end, by which it is known again after somebody saved it.
fn bare(line: &str) -> String {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    cells.join("|").trim_end_matches('|').to_owned()
}

/// A paper that went on from another, as a list shows it.
pub(super) struct WentOn {
    pub href: String,
    pub words: String,
    pub issued: bool,
}

/// The papers that went on from one.
pub(super) fn went_on(app: &App, db: &mut Connection, from: (&str, &str), w: &Words) -> Outcome<Vec<WentOn>> {
    let shown = |row: PaperRow| {
        let form = app.law.forms.form(&row.form);
        let name = form.map_or_else(|| row.form.clone(), |form| form_name(form, w));
        let issued = row.state == "issued";
        let on = ui::shown(row.issued_on.as_deref());
        let named = if issued { format!("{name} {}", row.symbol) } else { name };
        WentOn {
            href: paths::paper(&row.id),
            words: if issued { w.st("official-onward-issued", named, on) } else { w.s("official-onward-draft", named) },
            issued,
        }
    };
    Ok(store::about(db, from.0, from.1)?.into_iter().map(shown).collect())
}
