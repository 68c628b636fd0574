//! Published supervisions: each becomes a supervision with its units and findings, and each recommendation a follow-up
//! with its origin, addressee and time words.
//!
//! Real records are vague: most have no day, some name nobody. The register takes them as they are and makes the lack
//! visible; the warnings of the report are the wording check of each record. A day is set only where the words name one
//! that the calendar has; who turned them is recorded.

use law::day::Day;
use law::role::Act as Deed;
use serde::Deserialize;
use words::TimeWords;

use super::{Imported, Warning};
use crate::councils;
use crate::councils::store::{BodyRow, CouncilRow};
use crate::db::act::Act;
use crate::followups::recording::{self, Alike, NewFollowup, Taken};
use crate::followups::store;
use crate::programme::published::{body_named as supervisor_named, form_called};
use crate::programme::{short_name, weeks};
use crate::supervision::store::{self as supervisions, SupervisionRow};
use crate::supervision::{units, write_step};
use crate::trouble::{Outcome, Trouble};

/// A published supervision, as the file has it.
#[derive(Debug, Deserialize)]
struct Supervision {
    id: String,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    form: Option<String>,
    title: String,
    #[serde(default)]
    period: Option<String>,
    #[serde(default)]
    year: Option<i16>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    units: Option<Vec<String>>,
    #[serde(default)]
    findings: Option<String>,
    #[serde(default)]
    recommendations: Vec<Recommendation>,
}

#[derive(Debug, Deserialize)]
struct Recommendation {
    text: String,
    #[serde(default)]
    addressee: Option<String>,
    #[serde(default)]
    deadline: Option<String>,
}

/// Imports a file of published supervisions (one JSON object a line) into a council's register.
pub fn import(act: &mut Act, mark: &str, text: &str) -> Outcome<Imported> {
    let council =
        councils::store::by_mark(act.db, mark)?.ok_or_else(|| Trouble::field("council", "invalid-council", mark))?;
    act.may(Deed::ImportRecords, &council.id, &[])?;
    let mut bodies = councils::store::addressees(act.db, &council)?;
    let mut own = councils::store::bodies_of(act.db, &council.id)?;
    let mut imported = Imported::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str::<Supervision>(line) {
            Ok(supervision) => {
                let row = supervision_of(act, &council, &bodies, &mut own, &supervision, &mut imported)?;
                take(act, &council, &mut bodies, &supervision, &row, &mut imported)?;
            }
            Err(error) => {
                imported.refused += 1;
                let at = format!("{}", number + 1);
                imported.warnings.push(Warning::new(at, "warning-line-not-read", error.to_string()));
            }
        }
    }
    let body = serde_json::json!({
        "taken": imported.taken, "unchanged": imported.unchanged, "refused": imported.refused,
        "supervisions": imported.supervisions,
    });
    act.record(&council.id, "supervisions_imported", &council.id, &body)?;
    Ok(imported)
}

fn take(
    act: &mut Act,
    council: &CouncilRow,
    bodies: &mut Vec<BodyRow>,
    supervision: &Supervision,
    held: &SupervisionRow,
    imported: &mut Imported,
) -> Outcome<()> {
    for (n, recommendation) in supervision.recommendations.iter().enumerate() {
        let at = format!("{}:{}", supervision.id, n + 1);
        let taken_from = format!("supervision:{}:{at}", council.mark);
        if let Some(followup) = store::taken(act.db, &taken_from)? {
            // Records taken in before supervisions were kept are tied to theirs now.
            if supervisions::of_followup(act.db, &followup)?.is_none() {
                supervisions::insert_followup(act.db, &held.id, &followup, None)?;
            }
            imported.unchanged += 1;
            continue;
        }
        let new = followup_of(act, council, bodies, supervision, recommendation, &at, imported)?;
        let taken = Taken { from: taken_from, year: supervision.year, alike: Alike::Look };
        match recording::record_row(act, council, &new, Some(taken)) {
            Ok((row, earlier)) => {
                supervisions::insert_followup(act.db, &held.id, &row.id, None)?;
                imported.taken += 1;
                if earlier.is_some() {
                    imported.warnings.push(Warning::new(at, "warning-alike", row.number));
                }
            }
            Err(Trouble::Invalid(faults)) => {
                imported.refused += 1;
                for fault in faults {
                    imported.warnings.push(Warning::new(at.clone(), fault.key, fault.words));
                }
            }
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// The supervision of a published record, written down where it is not there yet. A published one is over; the day of
/// its conclusion is kept only where the record names it.
fn supervision_of(
    act: &mut Act,
    council: &CouncilRow,
    bodies: &[BodyRow],
    own: &mut Vec<BodyRow>,
    published: &Supervision,
    imported: &mut Imported,
) -> Outcome<SupervisionRow> {
    let taken_from = format!("supervision:{}:{}", council.mark, published.id);
    if let Some(known) = supervisions::taken(act.db, &taken_from)? {
        return Ok(known);
    }
    let at = published.id.clone();
    let word = published.body.as_deref().unwrap_or_default();
    let (body_id, kind) = supervisor_named(act, council, own, word, &at, &mut imported.warnings)?;
    let form = form_called(&act.app.law.rulebook.forms, published.form.as_deref().unwrap_or_default());
    if form.is_none() {
        let words = published.form.clone().unwrap_or_default();
        imported.warnings.push(Warning::new(at.clone(), "warning-form-unknown", words));
    }
    let form = form.map(|form| form.id.clone()).unwrap_or_default();
    let period = words::nfc(published.period.as_deref().unwrap_or_default().trim());
    let year = published.year.unwrap_or(act.today.year());
    let concluded_on = last_day_in(&period).filter(|day| *day <= act.today);
    let span = weeks::from_words(&period, year);
    if concluded_on.is_none() {
        imported.warnings.push(Warning::new(at, "warning-day-unknown", period.clone()));
    }
    let end_of_year = Day::new(year, 12, 31).unwrap_or(act.today).min(act.today);
    let title = words::nfc(published.title.trim());
    let mut row = SupervisionRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        body_id,
        by_kind: kind.as_str().into(),
        form,
        short_name: short_name("", &title),
        period,
        area: String::new(),
        fields: String::new(),
        person: String::new(),
        year: i64::from(year),
        stage: "concluded".into(),
        stage_on: Some(concluded_on.unwrap_or(end_of_year).to_string()),
        planned_from: span.map(|(first, _)| first.to_string()),
        planned_to: span.map(|(_, last)| last.to_string()),
        established_on: None,
        ended_on: None,
        reported_on: None,
        concluded_on: concluded_on.map(|day| day.to_string()),
        result: words::nfc(published.findings.as_deref().unwrap_or_default().trim()),
        earlier_id: None,
        earlier_link: None,
        item_id: None,
        source: published.source.clone().unwrap_or_default(),
        like_key: words::like_key(&title),
        title,
        sort_day: String::new(),
        taken_from: Some(taken_from),
        recorded_at: act.stamp(),
        version: 1,
    };
    row.set_sort_day();
    supervisions::insert(act.db, &row)?;
    for name in published.units.iter().flatten().map(|name| words::nfc(name.trim())).filter(|name| !name.is_empty()) {
        let key = words::fold(&name);
        let body = bodies.iter().find(|body| body.search_key == key).map(|body| body.id.clone());
        units::add_row(act, &row, body.as_deref(), &name, "visit")?;
    }
    write_step(act, &row.id, None, "taken_in", act.today, "", &row.source.clone())?;
    imported.supervisions += 1;
    Ok(row)
}

fn followup_of(
    act: &mut Act,
    council: &CouncilRow,
    bodies: &mut Vec<BodyRow>,
    supervision: &Supervision,
    recommendation: &Recommendation,
    at: &str,
    imported: &mut Imported,
) -> Outcome<NewFollowup> {
    let addressee = words::nfc(recommendation.addressee.as_deref().unwrap_or_default().trim());
    let deadline = words::nfc(recommendation.deadline.as_deref().unwrap_or_default().trim());
    let text = words::nfc(recommendation.text.trim());
    let wording = words::check_wording(&text, &addressee, &deadline);
    let mut warn = |key, words: &str| imported.warnings.push(Warning::new(at, key, words));
    if let Some(found) = &wording.soft_verb {
        warn("warning-soft-verb", &found.words);
    }
    let lead = match &wording.unnamed_addressee {
        Some(found) => {
            warn("warning-unnamed-addressee", &found.words);
            None
        }
        None if addressee.is_empty() => {
            warn("warning-no-addressee", "");
            None
        }
        None => Some(body_named(act, council, bodies, lead_part(&addressee))?),
    };
    let source_on = supervision.period.as_deref().and_then(last_day_in).filter(|day| *day <= act.today);
    let due_on = match &wording.time {
        TimeWords::Day { year, month, day } => civil(*year, *month, *day),
        TimeWords::Period { latest: Some((year, month, day)), .. } => civil(*year, *month, *day),
        TimeWords::ImpossibleDay { words } => {
            warn("warning-impossible-day", words);
            None
        }
        TimeWords::Event { words, .. } => {
            warn("warning-event", words);
            None
        }
        TimeWords::Vague { words } => {
            warn("warning-vague", words);
            None
        }
        TimeWords::Rhythm { words, .. } => {
            warn("warning-rhythm", words);
            None
        }
        TimeWords::Period { latest: None, .. } | TimeWords::None => {
            warn("warning-no-due", "");
            None
        }
    };
    let due_on = due_on.filter(|due| {
        let before = source_on.is_some_and(|laid_down| *due < laid_down);
        if before {
            warn("warning-due-before-source", &law::day::office_form(*due));
        }
        !before
    });
    if let Some(due) = due_on {
        warn("warning-due-read", &law::day::office_form(due));
    }
    Ok(NewFollowup {
        origin: if supervision.form.as_deref() == Some("explanation") { "conclusion" } else { "recommendation" }.into(),
        facing: facing_of(&addressee, &text).into(),
        words: text,
        source: words::nfc(supervision.title.trim()),
        source_on: source_on.map(|day| day.to_string()).unwrap_or_default(),
        lead: lead.unwrap_or_default(),
        lead_words: addressee,
        due_words: deadline,
        due_on: due_on.map(|day| day.to_string()).unwrap_or_default(),
        deed_words: origin_words(supervision),
        ..NewFollowup::default()
    })
}

/// Who supervised, in which form, when, and where it was published: the first line of the follow-up's history.
fn origin_words(supervision: &Supervision) -> String {
    [&supervision.body, &supervision.form, &supervision.period, &supervision.source]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Recommendations to the council's own bodies and teams face inwards; those that a unit is to carry higher, upwards.
fn facing_of(addressee: &str, text: &str) -> &'static str {
    let addressee = words::fold(addressee);
    let to_own = ["hdnd", "doan giam sat", "ban cua hdnd", "to dai bieu", "hoi dong nhan dan"];
    if to_own.iter().any(|own| addressee.contains(own)) && !addressee.contains("ubnd") {
        "inward"
    } else if addressee.contains("de kien nghi") || words::fold(text).contains("kien nghi cap tren") {
        "upward"
    } else {
        "outward"
    }
}

/// The first named body of a composite addressee: the lead, where the paper does not say otherwise.
fn lead_part(addressee: &str) -> &str {
    let end = [" và ", ",", ";", "(", " phối hợp "]
        .iter()
        .filter_map(|mark| addressee.find(mark))
        .min()
        .unwrap_or(addressee.len());
    let first = addressee[..end].trim();
    if first.is_empty() { addressee } else { first }
}

fn body_named(act: &mut Act, council: &CouncilRow, bodies: &mut Vec<BodyRow>, name: &str) -> Outcome<String> {
    let key = words::fold(name);
    if let Some(known) = bodies.iter().find(|body| body.search_key == key) {
        return Ok(known.id.clone());
    }
    let kind =
        if key.starts_with("ubnd") || key.starts_with("uy ban nhan dan") { "peoples_committee" } else { "other" };
    let id = councils::add_body_row(act, &council.id, kind, name, &council.starts_on)?;
    bodies.extend(councils::store::body(act.db, &id)?);
    Ok(id)
}

/// The last full day that a period names ("2018-05-28 – 2018-06-01").
fn last_day_in(period: &str) -> Option<Day> {
    period
        .split(|c: char| !(c.is_ascii_digit() || c == '-'))
        .filter(|part| part.len() == 10)
        .filter_map(|part| part.parse().ok())
        .next_back()
}

fn civil(year: i16, month: u8, day: u8) -> Option<Day> {
    Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
