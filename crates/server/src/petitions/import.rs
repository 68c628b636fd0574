//! Published petitions: one JSON object a line, with text, place, topic and who was asked, taken into a council's book.
//!
//! What is not there is not made up: a petition without a day is taken under the day of the import and says so; the body named
//! in the source stays as words.

use law::petition::{Competence, Stage};
use law::role::Act as Deed;
use serde::Deserialize;

use super::recording::{NewPetition, record_row};
use super::{short_forms, store, topics};
use crate::councils::store as councils;
use crate::db::act::Act;
use crate::intake::{Imported, Warning};
use crate::trouble::{Outcome, Trouble};

#[derive(Debug, Deserialize)]
struct Published {
    id: String,
    text: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    authority: Option<String>,
    #[serde(default)]
    level: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    on: Option<String>,
    #[serde(default)]
    voters: Option<u32>,
}

/// Imports a file of published petitions into a council. Running it twice adds nothing.
pub fn import(act: &mut Act, mark: &str, text: &str) -> Outcome<Imported> {
    let council = councils::by_mark(act.db, mark)?.ok_or_else(|| Trouble::field("council", "invalid-council", mark))?;
    act.may(Deed::ImportRecords, &council.id, &[])?;
    let forms = short_forms::of(act.db, &council.id)?;
    let mut imported = Imported::default();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let published = match serde_json::from_str::<Published>(line) {
            Ok(published) => published,
            Err(error) => {
                imported.refused += 1;
                let at = (number + 1).to_string();
                imported.warnings.push(Warning::new(at, "warning-line-not-read", error.to_string()));
                continue;
            }
        };
        // Texts that were written to try the likeness are nobody's petition.
        if published.kind.as_deref().is_some_and(|kind| kind != "original") {
            continue;
        }
        let taken_from = format!("petition:{}:{}", council.mark, published.id);
        if store::taken(act.db, &taken_from)? {
            imported.unchanged += 1;
            continue;
        }
        let known = topics::by_code(&published.topic).map(|topic| topic.code.clone()).unwrap_or_default();
        let new = NewPetition {
            words: published.text.clone(),
            place: published.place.chars().take(super::LONGEST_LINE).collect(),
            on: published.on.clone().unwrap_or_default(),
            voters: published.voters.map(|voters| voters.max(1).to_string()).unwrap_or_default(),
            topic: known.clone(),
            channel: "other".into(),
            ..NewPetition::default()
        };
        match record_row(act, &council, &forms, &new, Some(taken_from)) {
            Ok(mut row) => {
                imported.taken += 1;
                if published.on.is_none() {
                    imported.warnings.push(Warning::new(published.id.clone(), "warning-petition-no-day", ""));
                }
                if let Some(authority) = published.authority.filter(|_| !known.is_empty()) {
                    row.set_stage(Stage::Screened { on: row.stage()?.day() });
                    row.competence = Some(competence(published.level.as_deref()).as_str().to_owned());
                    row.body_words = words::nfc(authority.trim());
                    store::save(act.db, &mut row)?;
                }
            }
            Err(Trouble::Invalid(faults)) => {
                imported.refused += 1;
                let fault = &faults[0];
                imported.warnings.push(Warning::new(published.id, fault.key, fault.words.clone()));
            }
            Err(other) => return Err(other),
        }
    }
    let body = serde_json::json!({
        "taken": imported.taken, "unchanged": imported.unchanged, "refused": imported.refused,
    });
    act.record(&council.id, "petitions_imported", &council.id, &body)?;
    Ok(imported)
}

fn competence(level: Option<&str>) -> Competence {
    match level {
        Some("tinh") => Competence::Province,
        Some("huyen") => Competence::District,
        Some("trung_uong") => Competence::Central,
        Some("doanh_nghiep") => Competence::Enterprise,
        _ => Competence::Commune,
    }
}
