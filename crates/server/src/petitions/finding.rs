//! Finding petitions: by words however typed, and those that may ask for the same.
//!
//! One index serves both: folded words with short forms written out, and marks for the things and communes of a petition.

use std::collections::HashSet;

use words::Alike;

use super::short_forms::{self, ShortForm, meant, written_out};
use super::store::{self, PetitionRow};
use crate::db::Connection;
use crate::db::search::{self, Asked, Book};
use crate::trouble::{Outcome, Trouble};

/// Hits that are put in order.
const RANKED: i64 = 100;
/// Petitions that are compared in full.
const COMPARED: i64 = 150;
/// Candidates that are shown.
const SHOWN: usize = 5;
/// Words of a text that are looked up together, the most telling first.
const WORDS_ASKED: usize = 6;

/// What stands in the index for a petition.
pub fn index_text(forms: &[ShortForm], row: &PetitionRow) -> String {
    let known = words::index_words(&format!("{} {}", row.number, row.body_words));
    format!("{known} {}", said_words(forms, &row.words, &row.place))
}

/// What stands in the index for the words and the place of a petition, before it has a number: the dearest part of writing
/// one down, which a long table reckons beside the acts.
pub fn said_words(forms: &[ShortForm], words: &str, place: &str) -> String {
    let said = written_out(forms, words);
    let keys: Vec<String> = words::request(&said, place).keys().filter_map(|key| marked(&key)).collect();
    format!("{} {}", words::index_words(&format!("{said} {place}")), keys.join(" "))
}

/// Things and communes as words of the index, which knows letters and digits alone.
fn marked(key: &str) -> Option<String> {
    let plain = |rest: &str| rest.replace([' ', '_'], "");
    key.strip_prefix('#')
        .map(|thing| format!("zt{}", plain(thing)))
        .or_else(|| key.strip_prefix('@').map(|commune| format!("zc{}", plain(commune))))
}

/// The petitions of a council that answer a query, best first: those that hold all of it, else those that hold some.
pub fn search(db: &mut Connection, council_id: &str, typed: &str, most: usize) -> Outcome<Vec<PetitionRow>> {
    let forms = short_forms::of(db, council_id)?;
    let query = words::query(&meant(&forms, typed));
    let parts: Vec<Asked> = query
        .parts()
        .iter()
        .map(|readings| {
            let readings =
                readings.iter().map(|reading| Asked::All(reading.iter().cloned().map(Asked::Word).collect()));
            Asked::Any(readings.collect())
        })
        .collect();
    let mut found = search::ask(db, Book::Petitions, council_id, &Asked::All(parts.clone()), None, RANKED)?;
    if found.is_empty() {
        found = search::ask(db, Book::Petitions, council_id, &Asked::Any(parts), None, RANKED)?;
    }
    let mut rows = store::by_ids(db, &found)?;
    rows.retain(|row| row.council_id == council_id && row.merged_into.is_none());
    rows.sort_by(|a, b| b.received_on.cmp(&a.received_on).then_with(|| b.id.cmp(&a.id)));
    let whole: Vec<String> =
        rows.iter().map(|row| format!("{} {}\n{}", row.number, written_out(&forms, &row.words), row.place)).collect();
    let order = words::Shelf::new(whole.iter().map(String::as_str)).find(&query, most);
    let mut rows: Vec<Option<PetitionRow>> = rows.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|n| rows[n].take()).collect())
}

/// Petitions of a council that may ask for the same, likeliest first, each with the reason.
pub fn alike(
    db: &mut Connection,
    council_id: &str,
    text: &str,
    place: &str,
    but: Option<&str>,
) -> Outcome<Vec<(PetitionRow, Alike)>> {
    const LEAST: f64 = 0.3;
    let forms = short_forms::of(db, council_id)?;
    let request = words::request(&written_out(&forms, text), place);
    let things: Vec<Asked> =
        request.keys().filter_map(|key| marked(&key)).filter(|key| key.starts_with("zt")).map(Asked::Word).collect();
    let telling: Vec<String> = request.telling(WORDS_ASKED);
    // Those that share most telling words first; so the many that share two common ones take no room from the few.
    let mut asked: Vec<Asked> = [4, 3, 2].map(|together| Asked::Any(combinations(&telling, together))).into();
    if let (Some(first), false) = (telling.first(), things.is_empty()) {
        asked.push(Asked::All(vec![Asked::Word(first.clone()), Asked::Any(things)]));
    }
    let most = usize::try_from(COMPARED).unwrap_or(usize::MAX) * 2;
    let (mut found, mut known): (Vec<String>, HashSet<String>) = (Vec::new(), HashSet::new());
    for asked in asked {
        // Those that share fewer words are not asked for where the others fill the table already.
        if found.len() >= most {
            break;
        }
        let hits = search::ask(db, Book::Petitions, council_id, &asked, None, COMPARED)?;
        found.extend(hits.into_iter().filter(|id| known.insert(id.clone())));
    }
    found.truncate(most);
    let mut like: Vec<(PetitionRow, Alike)> = store::by_ids(db, &found)?
        .into_iter()
        .filter(|row| row.council_id == council_id && Some(row.id.as_str()) != but && row.merged_into.is_none())
        .map(|row| {
            let alike = words::alike(&request, &words::request(&written_out(&forms, &row.words), &row.place));
            (row, alike)
        })
        .filter(|(_, alike)| alike.score >= LEAST)
        .collect();
    like.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then_with(|| a.0.id.cmp(&b.0.id)));
    like.truncate(SHOWN);
    Ok(like)
}

/// One petition of a council, by its number, compared with a text; none where it stands no longer for itself.
pub fn alike_to(
    db: &mut Connection,
    council_id: &str,
    text: &str,
    place: &str,
    number: &str,
) -> Outcome<Option<(PetitionRow, Alike)>> {
    let row = match store::by_number(db, number) {
        Ok(row) if row.council_id == council_id && row.merged_into.is_none() && row.stage != "withdrawn" => row,
        Ok(_) | Err(Trouble::NotFound) => return Ok(None),
        Err(trouble) => return Err(trouble),
    };
    let forms = short_forms::of(db, council_id)?;
    let request = words::request(&written_out(&forms, text), place);
    let alike = words::alike(&request, &words::request(&written_out(&forms, &row.words), &row.place));
    Ok(Some((row, alike)))
}

/// Every choice of so many words out of some, each asked for together.
fn combinations(words: &[String], together: usize) -> Vec<Asked> {
    if words.len() < together {
        return Vec::new();
    }
    if together == 1 {
        return words.iter().cloned().map(Asked::Word).collect();
    }
    let mut all = Vec::new();
    for (n, first) in words.iter().enumerate() {
        for rest in combinations(&words[n + 1..], together - 1) {
            let mut one = vec![Asked::Word(first.clone())];
            match rest {
                Asked::All(more) => one.extend(more),
                single => one.push(single),
            }
            all.push(Asked::All(one));
        }
    }
    all
}
