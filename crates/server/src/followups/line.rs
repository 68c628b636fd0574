//! A follow-up as one line: on screen, and in an exported table.

use std::collections::HashMap;

use law::day::{Day, office_form};
use law::followup::{Lateness, Verdict};
use papers::{Cell, Table};

use super::register::ListRow;
use super::store::{self, FollowupRow};
use crate::app::{App, Law};
use crate::councils::store::CouncilRow;
use crate::web::i18n::{Language, Words};
use crate::web::ui::{self, Due};

/// One line of the list.
pub struct Line {
    /// Number.
    pub number: String,
    /// Short name.
    pub title: String,
    /// Origin and source.
    pub meta: String,
    /// Product expected.
    pub product: String,
    /// Pieces of evidence.
    pub evidence: i64,
    /// Lead body.
    pub lead: String,
    /// Due mark.
    pub due: Due,
    /// What the council says.
    pub verdict: String,
    /// Rung.
    pub rung: i64,
    /// Rungs that are lit, of seven.
    pub rungs: Vec<bool>,
    /// Name of the rung.
    pub rung_name: String,
    /// May it be picked for urging?
    pub late: bool,
}

/// One line of the list.
pub fn line(row: &ListRow, names: &HashMap<String, String>, today: Day, law: &Law, w: &Words) -> Line {
    let lateness = store::lateness(row.due_on.as_deref(), row.closed_on.as_deref(), today, law);
    let due_day = row.due_on.as_deref().and_then(|day| day.parse().ok());
    Line {
        number: row.number.clone(),
        title: row.title.clone(),
        meta: meta(&row.origin, &row.source, w),
        product: row.product.clone(),
        evidence: row.evidence,
        lead: lead_name(row.lead_id.as_ref(), &row.lead_words, names),
        due: ui::due(w, lateness, due_day, today),
        verdict: say(row.verdict.as_deref(), &row.state, row.response.as_deref(), w),
        rung: row.rung,
        rungs: lit(row.rung, law),
        rung_name: rung_name(row.rung, law, w),
        late: matches!(lateness, Lateness::Late { .. }),
    }
}

fn meta(origin: &str, source: &str, w: &Words) -> String {
    /// Letters of a source's name in a list.
    const SHORT: usize = 64;
    let origin = w.k("origin", origin);
    if source.is_empty() {
        return origin;
    }
    let (end, cut) = source.char_indices().nth(SHORT).map_or((source.len(), ""), |(at, _)| (at, "…"));
    format!("{origin}, {}{cut}", &source[..end])
}

/// The lead body's name, or the published words where nobody was chosen.
pub fn lead_name(lead_id: Option<&String>, lead_words: &str, names: &HashMap<String, String>) -> String {
    lead_id.and_then(|id| names.get(id)).cloned().unwrap_or_else(|| lead_words.to_owned())
}

/// What stands about a follow-up in one or two words.
pub fn standing_words(row: &FollowupRow, w: &Words) -> String {
    say(row.verdict.as_deref(), &row.state, row.response.as_deref(), w)
}

fn say(verdict: Option<&str>, state: &str, response: Option<&str>, w: &Words) -> String {
    match (verdict.and_then(Verdict::read), state) {
        (_, "claimed") => w.t("say-claimed").to_owned(),
        (Some(verdict), _) => w.t(&format!("verdict-{}", verdict.as_str())).to_owned(),
        (None, "closed") => w.t("say-handed-over").to_owned(),
        (None, "waiting") => w.t("say-waiting").to_owned(),
        (None, _) => response
            .map_or_else(|| w.t("say-reported").to_owned(), |response| w.t(&format!("response-{response}")).to_owned()),
    }
}

/// Which rungs are lit, lowest first.
pub fn lit(rung: i64, law: &Law) -> Vec<bool> {
    law.rulebook.ladder.rungs.iter().map(|one| i64::from(one.number) <= rung).collect()
}

/// The name of a rung; empty below the first.
pub fn rung_name(rung: i64, law: &Law, w: &Words) -> String {
    law.rulebook
        .ladder
        .rungs
        .iter()
        .find(|one| i64::from(one.number) == rung)
        .map(|one| named(&one.name, &one.name_en, w))
        .unwrap_or_default()
}

/// The name in the caller's language.
pub fn named(vi: &str, en: &str, w: &Words) -> String {
    match w.language() {
        Language::Vietnamese => vi.to_owned(),
        Language::English => en.to_owned(),
    }
}

/// The list as a table to export: what is shown, under its title and date.
pub fn table(
    rows: &[FollowupRow],
    names: &HashMap<String, String>,
    council: &CouncilRow,
    today: Day,
    app: &App,
    w: &Words,
) -> Table {
    let heads = [
        ("field-number", 16),
        ("field-title", 50),
        ("field-words", 60),
        ("field-origin", 22),
        ("field-source", 40),
        ("field-source-on", 13),
        ("field-lead", 28),
        ("field-product", 30),
        ("field-due-words", 22),
        ("field-due", 13),
        ("field-days-late", 10),
        ("field-verdict", 20),
        ("field-evidence", 10),
        ("field-rung", 10),
    ];
    let day = |stored: &Option<String>| {
        stored
            .as_deref()
            .and_then(|day| day.parse::<Day>().ok())
            .map_or(Cell::Empty, |day| Cell::Day(day.year(), day.month(), day.day()))
    };
    let cells = |row: &FollowupRow| {
        let late = match row.lateness(today, &app.law) {
            Lateness::Late { days } => Cell::Number(days),
            Lateness::NoDay | Lateness::Near { .. } | Lateness::Ahead { .. } | Lateness::Over { .. } => Cell::Empty,
        };
        vec![
            Cell::Text(row.number.clone()),
            Cell::Text(row.title.clone()),
            Cell::Text(row.words.clone()),
            Cell::Text(w.t(&format!("origin-{}", row.origin)).to_owned()),
            Cell::Text(row.source.clone()),
            day(&row.source_on),
            Cell::Text(lead_name(row.lead_id.as_ref(), &row.lead_words, names)),
            Cell::Text(row.product.clone()),
            Cell::Text(row.due_words.clone()),
            day(&row.due_on),
            late,
            Cell::Text(standing_words(row, w)),
            Cell::Number(row.evidence),
            Cell::Number(row.rung),
        ]
    };
    Table {
        title: w.st("export-title", council.name.clone(), office_form(today)),
        note: app.illustration.clone().unwrap_or_default(),
        columns: super::pages::heads(&heads, w),
        rows: rows.iter().map(cells).collect(),
    }
}
