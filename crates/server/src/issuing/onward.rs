//! Papers that go on from another (văn bản soạn tiếp): a verification report from a submission that came in, a resolution from both, a
//! forwarding slip from a citizen's letter. What the paper before gives to the next, which forms may go on from it, and what a book or
//! minutes gather from papers that were issued.

use std::collections::{BTreeMap, BTreeSet};

use ::words::TimeWords;
use axum::response::Response;
use law::day::Day;
use law::role::Act as Deed;
use papers::forms::{Form, INCOMING, ISSUED, LETTER, Values, plain_symbol, upper_first};

use super::commenting;
use super::composing::{in_full, whole_name};
use super::incoming::{self, IncomingRow};
use super::pages::form_name;
use super::store::{self, PaperRow};
use super::{MOST_LINES, issuer_of};
use crate::app::App;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::db::act::Act;
use crate::followups;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Words;
use crate::web::session::Caller;
use crate::web::{Shared, paths, ui};

/// The paper from which another goes on.
pub struct Origin {
    /// By which names forms go on from it, the nearest first; what people wrote in a form without records is at hand too.
    pub names: Vec<String>,
    /// What it gives.
    pub words: BTreeMap<String, String>,
    /// Its page.
    pub href: String,
    /// The follow-up that is written down from it; none where it lays nothing down.
    pub records: Option<Recording>,
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
    // “Báo cáo thẩm tra”, not “Báo cáo”; but no “Nghị quyết (cá biệt)”.
    let called = Some(form.called()).filter(|called| !called.contains('('));
    let kind = if form.letter { forms.say("letter", &[]) } else { called.unwrap_or(&form.name).to_owned() };
    let fields: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
    let (by, about) = forms.referred_as(form, &Values { words: fields, ..Values::default() });
    let issuer = match by.filter(|by| !by.is_empty()) {
        Some(by) => by,
        None => whole_name(forms, council, &issuer_of(db, council, &row.body_id)?),
    };
    let on = row.issued_on.as_deref().and_then(|day| day.parse().ok());
    let told = Told {
        kind: &kind,
        // Of some the number stands in the register alone.
        symbol: if form.unnumbered { "" } else { &row.symbol },
        on,
        issuer: &issuer,
        summary: about.as_deref().unwrap_or(&row.summary),
    };
    let mut words = told.words(app);
    words.extend(written(row)?);
    let open = (!form.private).then_some(ISSUED);
    let names = [row.form.as_str()].into_iter().chain(open).chain(["council"]).map(str::to_owned).collect();
    let records = (!form.lays_down.is_empty()).then(|| Recording::of(&form.lays_down, &words, on));
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
    // “của ông …” within a sentence.
    let issuer = if letter.is_some() { forms.lower_title(&issuer) } else { issuer };
    // “Đơn khiếu nại … về khiếu nại …”: a letter says its kind once.
    let summary =
        letter.as_deref().map_or_else(|| row.summary.clone(), |kind| forms.about_in_words(kind, &row.summary));
    let told = Told { kind: &kind, symbol: &plain_symbol(&row.symbol), on, issuer: &issuer, summary: &summary };
    let mut words = told.words(app);
    words.insert("goc_noi_dung".into(), row.summary.clone());
    words.insert("goc_ngay_den".into(), ui::shown(Some(&row.arrived_on)));
    words.insert("goc_loai_don".into(), letter.unwrap_or_default());
    let answered = row.answers_id.as_deref().map(|id| store::by_id(db, id)).transpose()?;
    if let Some(answered) = &answered {
        words.extend(written(answered)?);
    }
    let answered = answered.as_ref().and_then(|one| forms.form(&one.form));
    // What answers a paper that names private people names them too.
    let private = !row.letter.is_empty() || answered.is_some_and(|form| form.private);
    let lead = councils::addressees(db, council)?.into_iter().find(|body| forms.in_full(&body.name) == issuer);
    let laid_down = answered.map_or("", |form| form.lays_down.as_str());
    let due = promised(&row.summary, on);
    let records = (!private).then(|| Recording {
        words: row.summary.clone(),
        lead: lead.map(|body| body.id).unwrap_or_default(),
        due_words: due.0,
        due_on: due.1,
        ..Recording::of(laid_down, &words, on)
    });
    // A submission is one, whoever wrote it.
    let kind = forms.only_form_of(&kind);
    let itself = if private { LETTER } else { INCOMING };
    let names = answered.into_iter().chain(kind).map(|form| form.id.as_str()).chain([itself, "council"]);
    Ok(Origin { names: names.map(str::to_owned).collect(), words, href: paths::incoming(&row.id), records })
}

/// What a follow-up says at first that is written down from a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recording {
    /// Where it comes from; empty where the paper does not say.
    pub origin: String,
    /// The paper.
    pub source: String,
    /// Its day.
    pub source_on: String,
    /// What is owed, in the words of the paper.
    pub words: String,
    /// Who owes it.
    pub lead: String,
    /// What the paper says of the time.
    pub due_words: String,
    /// The day that follows from it; empty where it names none.
    pub due_on: String,
}

impl Recording {
    fn of(laid_down: &str, paper: &BTreeMap<String, String>, on: Option<Day>) -> Self {
        Self {
            origin: laid_down.to_owned(),
            source: paper.get("goc").cloned().unwrap_or_default(),
            source_on: on.map(law::day::office_form).unwrap_or_default(),
            words: String::new(),
            lead: String::new(),
            due_words: String::new(),
            due_on: String::new(),
        }
    }
}

/// The words about time in what a paper says, and their day where they name one that comes after the paper.
fn promised(said: &str, on: Option<Day>) -> (String, String) {
    let (said, (year, month, day)) = match ::words::time_words(said) {
        TimeWords::Day { year, month, day } => (String::new(), (year, month, day)),
        TimeWords::Period { words, latest: Some(latest) } => (words, latest),
        TimeWords::Period { words, latest: None } | TimeWords::Event { words, .. } => return (words, String::new()),
        _ => return (String::new(), String::new()),
    };
    let number = |n: u8| i8::try_from(n).unwrap_or(0);
    match Day::new(year, number(month), number(day)) {
        Ok(day) if on.is_none_or(|on| day > on) => (said, law::day::office_form(day)),
        _ => (String::new(), String::new()),
    }
}

/// What a paper is told by.
struct Told<'a> {
    kind: &'a str,
    symbol: &'a str,
    on: Option<Day>,
    issuer: &'a str,
    summary: &'a str,
}

impl Told<'_> {
    fn words(&self, app: &App) -> BTreeMap<String, String> {
        let forms = &app.law.forms;
        let on = self.on.map(|day| in_full(forms, day)).unwrap_or_default();
        // A summary of several lines stands in one sentence.
        let summary = self.summary.split_whitespace().collect::<Vec<_>>().join(" ");
        let about = forms.about_in_words(self.kind, &summary);
        let asked = forms.asked_for(&about);
        let person = forms.person(self.issuer);
        let words = [
            ("goc", forms.referred(self.kind, self.symbol, &on, self.issuer, &summary)),
            ("goc_ten", forms.referred(self.kind, self.symbol, "", "", "")),
            ("goc_ten_ngay", forms.referred(self.kind, self.symbol, &on, "", "")),
            ("goc_cua", self.issuer.to_owned()),
            ("goc_ve_hoa", upper_first(&about)),
            ("goc_ve", about),
            ("goc_nguoi", person.0.to_owned()),
            ("goc_dia_chi", person.1.to_owned()),
            ("goc_ban_hanh_hoa", upper_first(&asked)),
            ("goc_ban_hanh", asked),
            ("goc_noi_dung", summary),
        ];
        words.into_iter().map(|(name, words)| (name.to_owned(), words)).collect()
    }
}

/// From which day on a form gathers issued papers: that of the last paper of this form and body, or the first of the year.
pub(super) fn gathers_from(
    db: &mut Connection,
    council: &CouncilRow,
    paper: &PaperRow,
) -> Outcome<(String, Option<PaperRow>)> {
    let last = store::last_of_body(db, council, paper)?;
    let first = format!("{}-01-01", paper.year);
    Ok((last.as_ref().and_then(|one| one.issued_on.clone()).unwrap_or(first), last))
}

/// A paper with those that went on from it and from which a form goes on too: the submission with the report on it.
pub(super) fn with_those_since(
    app: &App,
    db: &mut Connection,
    council: &CouncilRow,
    (form, from): (&Form, (&str, &str)),
    told: &str,
) -> Outcome<String> {
    let mut all = vec![told.to_owned()];
    for row in store::about(db, from.0, from.1)? {
        if row.state == "issued" && form.goes_on_from(std::slice::from_ref(&row.form)).is_some() {
            let words = of_issued(app, db, council, &row)?.words;
            let said = |name: &str| words.get(name).cloned().unwrap_or_default();
            all.push(app.law.forms.referred(&said("goc_ten_ngay"), "", "", &said("goc_cua"), ""));
        }
    }
    Ok(all.join("; "))
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
    for row in store::issued_since(db, paper, &of, &from, MOST_LINES)? {
        let values = Values { words: of_issued(app, db, council, &row)?.words, ..Values::default() };
        for (field, line) in app.law.forms.gathered(form, &row.form, &values) {
            all.entry(field).or_default().push(line);
        }
    }
    let mut fields = all.into_iter().map(|(field, lines)| (field, lines.join("\n"))).collect();
    // Masked as the last one was, before they are compared.
    form.mask(&mut fields);
    for (field, lines) in &mut fields {
        let mut stood: Vec<String> = before.get(field).into_iter().flat_map(|words| words.lines()).map(bare).collect();
        let new: Vec<&str> = lines
            .lines()
            .filter(|line| {
                // Each line that stood takes one away: two may say the same.
                let place = stood.iter().position(|one| *one == bare(line));
                place.map(|place| stood.swap_remove(place)).is_none()
            })
            .collect();
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

/// Takes the sender of what came in out of every draft that went on from it, and out of their versions: it turned out to be a letter of
/// which no name is kept.
pub(super) fn hide_sender(act: &mut Act, incoming_id: &str) -> Outcome<()> {
    for mut row in store::about(act.db, INCOMING, incoming_id)? {
        let Some(form) =
            act.app.law.forms.form(&row.form).filter(|form| form.masks() && row.state != "issued").cloned()
        else {
            continue;
        };
        let mut fields: BTreeMap<String, String> = serde_json::from_str(&row.fields)?;
        fields.extend(form.told_by().map(|(field, kind)| (field.to_owned(), kind.to_owned())));
        form.mask(&mut fields);
        commenting::mask_versions(act.db, &form, &row.id, &fields)?;
        row.fields = serde_json::to_string(&fields)?;
        let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
        row.summary = super::composing::summary(act.app, act.db, &council, &row, act.today)?;
        store::save(act.db, &mut row)?;
    }
    Ok(())
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
        let named = if issued { w.st("official-named", name, row.symbol) } else { name };
        WentOn {
            href: paths::paper(&row.id),
            words: if issued { w.st("official-onward-issued", named, on) } else { w.s("official-onward-draft", named) },
            issued,
        }
    };
    let all = store::about(db, from.0, from.1)?.into_iter();
    Ok(all.filter(|row| row.state != "discarded").map(shown).collect())
}

/// The form of a follow-up with what a paper says, for somebody of the office that has it.
pub(super) async fn record(app: &Shared, caller: &Caller, about: &'static str, id: String) -> Outcome<Response> {
    let member = caller.member()?;
    let (mark, found) = app
        .read(move |app, db| {
            let council_id = match about {
                ISSUED => store::by_id(db, &id)?.council_id,
                _ => incoming::by_id(db, &id)?.council_id,
            };
            if !member.may_in(Deed::DraftPaper, &council_id) {
                return Err(Trouble::NotFound);
            }
            let council = councils::by_id(db, &council_id)?.ok_or(Trouble::NotFound)?;
            let found = origin(app, db, &council, (about, &id))?.and_then(|origin| origin.records);
            Ok((council.mark, found.ok_or(Trouble::NotFound)?))
        })
        .await?;
    let known = [
        ("origin", &found.origin),
        ("source", &found.source),
        ("source_on", &found.source_on),
        ("words", &found.words),
        ("lead", &found.lead),
        ("due_words", &found.due_words),
        ("due_on", &found.due_on),
    ];
    followups::form::begun(app, caller, mark, &known.map(|(name, words)| (name, words.as_str()))).await
}
