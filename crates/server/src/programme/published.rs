//! Published programmes: one JSON object a line, with the items that each body set out to supervise.
//!
//! Real ones name quarters or only the year, sometimes several bodies at once, sometimes no form. What is not there is
//! not made up: the words stay, days are set only where the words name a stretch, and the lack is reported.

use law::role::Act as Deed;
use law::rulebook::SupervisionForm;
use law::supervision::Supervisor;
use serde::Deserialize;

use super::store::{self, ItemRow, ProgrammeRow};
use super::{first_of, level_of, short_name, weeks};
use crate::councils::store::{BodyRow, CouncilRow};
use crate::councils::{self, store as council_store};
use crate::db::act::Act;
use crate::intake::{Imported, Warning};
use crate::trouble::{Outcome, Trouble};

#[derive(Debug, Deserialize)]
struct Published {
    id: String,
    year: i64,
    #[serde(default)]
    resolution: Option<String>,
    #[serde(default)]
    adopted: Option<String>,
    #[serde(default)]
    items: Vec<PublishedItem>,
}

#[derive(Debug, Deserialize)]
struct PublishedItem {
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    form: Option<String>,
    topic: String,
    #[serde(default)]
    time: Option<String>,
}

/// Imports a file of published programmes into a council. Running it twice adds nothing.
pub fn import(act: &mut Act, mark: &str, text: &str) -> Outcome<Imported> {
    let council =
        council_store::by_mark(act.db, mark)?.ok_or_else(|| Trouble::field("council", "invalid-council", mark))?;
    act.may(Deed::ImportRecords, &council.id, &[])?;
    let mut bodies = council_store::bodies_of(act.db, &council.id)?;
    let mut imported = Imported::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Published>(line) {
            Ok(published) if super::YEARS.contains(&published.year) => {
                take(act, &council, &mut bodies, &published, &mut imported)?;
            }
            Ok(published) => {
                imported.refused += published.items.len().max(1);
                imported.warnings.push(Warning::new(published.id, "invalid-year", published.year.to_string()));
            }
            Err(error) => {
                imported.refused += 1;
                let at = (number + 1).to_string();
                imported.warnings.push(Warning::new(at, "warning-line-not-read", error.to_string()));
            }
        }
    }
    let body = serde_json::json!({
        "taken": imported.taken, "unchanged": imported.unchanged, "refused": imported.refused,
    });
    act.record(&council.id, "programmes_imported", &council.id, &body)?;
    Ok(imported)
}

fn take(
    act: &mut Act,
    council: &CouncilRow,
    bodies: &mut Vec<BodyRow>,
    published: &Published,
    imported: &mut Imported,
) -> Outcome<()> {
    for (n, item) in published.items.iter().enumerate() {
        let at = format!("{}:{}", published.id, n + 1);
        let taken_from = format!("programme:{}:{at}", council.mark);
        if store::item_taken(act.db, &taken_from)? {
            imported.unchanged += 1;
            continue;
        }
        if item.topic.trim().is_empty() {
            imported.refused += 1;
            imported.warnings.push(Warning::new(at, "invalid-topic-missing", ""));
            continue;
        }
        let (body_id, kind) =
            body_named(act, council, bodies, item.body.as_deref().unwrap_or_default(), &at, &mut imported.warnings)?;
        let programme = programme_of(act, council, published, body_id.as_deref(), kind)?;
        let row = item_of(act, council, &programme, item, kind, &at, taken_from, imported)?;
        store::insert_item(act.db, &row, &[])?;
        imported.taken += 1;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "an item is read against all of it, once")]
fn item_of(
    act: &Act,
    council: &CouncilRow,
    programme: &ProgrammeRow,
    item: &PublishedItem,
    kind: Supervisor,
    at: &str,
    taken_from: String,
    imported: &mut Imported,
) -> Outcome<ItemRow> {
    let title = words::nfc(item.topic.trim());
    let time_words = words::nfc(item.time.as_deref().unwrap_or_default().trim());
    let year = i16::try_from(programme.year).unwrap_or_default();
    let span = weeks::from_words(&time_words, year);
    let mut warn = |key, words: &str| imported.warnings.push(Warning::new(at, key, words));
    if span.is_none() {
        warn("warning-no-weeks", &time_words);
    } else if span.is_some_and(|(first, last)| (first.year() - year).abs() > 1 || (last.year() - year).abs() > 1) {
        warn("warning-other-year", &time_words);
    }
    let form = form_called(&act.app.law.rulebook.forms, item.form.as_deref().unwrap_or_default());
    match form {
        None => warn("warning-form-unknown", item.form.as_deref().unwrap_or_default()),
        Some(form) => {
            let on = span.map_or(first_of(programme.year)?, |(first, _)| first);
            if !form.may_be_used_by(kind.as_str(), level_of(council)?, on) {
                warn("warning-form-not-theirs", &form.name);
            }
        }
    }
    Ok(ItemRow {
        id: act.new_id(),
        programme_id: programme.id.clone(),
        council_id: council.id.clone(),
        year: programme.year,
        form: form.map(|form| form.id.clone()).unwrap_or_default(),
        short_name: short_name("", &title),
        period: String::new(),
        area: String::new(),
        unit_words: String::new(),
        time_words,
        starts_on: span.map(|(first, _)| first.to_string()),
        ends_on: span.map(|(_, last)| last.to_string()),
        state: "planned".into(),
        reason: String::new(),
        carried_from: None,
        like_key: words::like_key(&title),
        title,
        taken_from: Some(taken_from),
        version: 1,
    })
}

/// The form that published records call by this word.
pub fn form_called<'a>(forms: &'a [SupervisionForm], word: &str) -> Option<&'a SupervisionForm> {
    forms.iter().find(|form| form.id == word || form.also_called.iter().any(|known| known == word))
}

/// One programme a record and body: a resolution and its day where the record names them.
fn programme_of(
    act: &mut Act,
    council: &CouncilRow,
    published: &Published,
    body_id: Option<&str>,
    kind: Supervisor,
) -> Outcome<ProgrammeRow> {
    let taken_from = format!("programme:{}:{}", council.mark, published.id);
    let known = store::of_year(act.db, &council.id, published.year)?
        .into_iter()
        .find(|one| one.taken_from.as_ref() == Some(&taken_from) && one.body_id.as_deref() == body_id);
    if let Some(known) = known {
        return Ok(known);
    }
    let resolution = words::nfc(published.resolution.as_deref().unwrap_or_default().trim());
    let adopted =
        published.adopted.as_deref().and_then(|text| text.get(..10)).filter(|day| day.parse::<law::day::Day>().is_ok());
    let row = ProgrammeRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        body_id: body_id.map(str::to_owned),
        by_kind: kind.as_str().into(),
        year: published.year,
        state: if adopted.is_some() { "approved" } else { "draft" }.into(),
        session_on: None,
        resolution,
        resolved_on: adopted.map(str::to_owned),
        resolved_by: String::new(),
        taken_from: Some(taken_from),
        version: 1,
    };
    store::insert(act.db, &row)?;
    Ok(row)
}

/// The body behind a published word: `hdnd`, `standing_committee`, `committee:NAME`, `deputy_group`. A committee that the
/// council does not have yet is added under its published name; several bodies at once go to the first, and that is said.
pub fn body_named(
    act: &mut Act,
    council: &CouncilRow,
    bodies: &mut Vec<BodyRow>,
    word: &str,
    at: &str,
    warnings: &mut Vec<Warning>,
) -> Outcome<(Option<String>, Supervisor)> {
    let (kind, name) = if let Some(name) = word.strip_prefix("committee:") {
        (Supervisor::Committee, name.trim())
    } else if word.starts_with("standing_committee") {
        (Supervisor::StandingCommittee, "")
    } else if word.starts_with("deputy_group") {
        (Supervisor::DeputyGroup, "")
    } else {
        (Supervisor::Council, "")
    };
    let is_known = matches!(word, "hdnd" | "standing_committee" | "deputy_group") || word.starts_with("committee:");
    if !is_known {
        warnings.push(Warning::new(at, if word.is_empty() { "warning-no-body" } else { "warning-bodies" }, word));
    }
    let stored_kind = kind.as_str();
    let key = words::fold(name);
    let known =
        bodies.iter().find(|body| body.kind == stored_kind && (key.is_empty() || body.search_key.contains(&key)));
    match (kind, known) {
        (Supervisor::Council | Supervisor::Deputy, _) => Ok((None, kind)),
        (_, Some(body)) => Ok((Some(body.id.clone()), kind)),
        (Supervisor::Committee, None) => add(act, council, bodies, kind, &format!("Ban {name}")),
        (Supervisor::StandingCommittee, None) => {
            add(act, council, bodies, kind, &format!("Thường trực {}", council.name))
        }
        (Supervisor::DeputyGroup, None) => add(act, council, bodies, kind, "Tổ đại biểu"),
    }
}

fn add(
    act: &mut Act,
    council: &CouncilRow,
    bodies: &mut Vec<BodyRow>,
    kind: Supervisor,
    name: &str,
) -> Outcome<(Option<String>, Supervisor)> {
    let id = councils::add_body_row(act, &council.id, kind.as_str(), name, &council.starts_on)?;
    bodies.extend(council_store::body(act.db, &id)?);
    Ok((Some(id), kind))
}
