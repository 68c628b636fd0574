//! What became of what a hamlet asked before: the report that opens a meeting, as a table and as words for the loudspeaker.

use serde::Serialize;

use crate::app::App;
use crate::db::Connection;
use crate::db::search::{self, Asked, Book};
use crate::petitions::store::{self, PetitionRow};
use crate::petitions::view::body_name;
use crate::trouble::Outcome;
use crate::web::i18n::Words;
use crate::web::ui;

/// Telling words of a petition that a phone holds.
const TELLING: usize = 14;
/// Hits that are looked through.
const LOOKED_AT: i64 = 300;

/// One earlier petition with where it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Earlier {
    /// Number.
    pub number: String,
    /// Short name.
    pub title: String,
    /// What was asked.
    pub words: String,
    /// Where.
    pub place: String,
    /// The day on which it was said first.
    pub on: String,
    /// Stage or end, in the reader's words.
    pub standing: String,
    /// Who is competent.
    pub body: String,
    /// The latest answer: class, document, words. Empty where there is none.
    pub answer: String,
    /// What was promised, and by when.
    pub promises: Vec<String>,
    /// Is a reply late?
    pub late: bool,
    /// Is it over?
    pub over: bool,
    /// Its telling words, folded, the most telling first, without those of the place: by these a phone without a network sees
    /// that a voter may ask the same again.
    pub telling: Vec<String>,
}

/// The petitions of an area of a council, open ones first, latest first; each with its latest answer.
pub fn of_area(
    app: &App,
    db: &mut Connection,
    council_id: &str,
    area: &str,
    most: usize,
    w: &Words,
) -> Outcome<Vec<Earlier>> {
    let key = area_key(area);
    let asked: Vec<Asked> =
        key.split(' ').filter(|word| !word.is_empty()).map(|word| Asked::Word(word.into())).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let found = search::ask(db, Book::Petitions, council_id, &Asked::All(asked), None, LOOKED_AT)?;
    let mut rows: Vec<PetitionRow> = store::by_ids(db, &found)?
        .into_iter()
        .filter(|row| row.council_id == council_id && row.merged_into.is_none() && row.stage != "withdrawn")
        .filter(|row| words::fold(&row.place).contains(&key))
        .collect();
    rows.sort_by(|a, b| (a.ending.is_some(), &b.received_on, &b.id).cmp(&(b.ending.is_some(), &a.received_on, &a.id)));
    rows.truncate(most);
    rows.into_iter().map(|row| earlier_of(app, db, row, w)).collect()
}

/// The first part of an area, folded: "thôn Đông Giả" of "thôn Đông Giả, xã Mẫu Tâm".
fn area_key(area: &str) -> String {
    words::fold(area.split(',').next().unwrap_or_default().trim())
}

fn earlier_of(app: &App, db: &mut Connection, row: PetitionRow, w: &Words) -> Outcome<Earlier> {
    let vietnamese = w.code() == "vi";
    let answer = store::answers(db, &row.id)?.into_iter().find(|answer| answer.state != "sent_back");
    let said = match answer {
        Some(answer) => {
            let class = app.law.rulebook.answer(&answer.class);
            let class = class
                .map_or(answer.class.clone(), |one| if vietnamese { one.name.clone() } else { one.name_en.clone() });
            let document = if answer.document.is_empty() { String::new() } else { format!(" ({})", answer.document) };
            format!("{class}{document}: {}", answer.words)
        }
        None => {
            let spot = store::steps(db, &row.id)?.into_iter().find(|step| step.kind == "on_spot");
            spot.map(|step| format!("{}: {}", step.value, step.words)).unwrap_or_default()
        }
    };
    let place = format!(" {} ", words::fold(&row.place));
    let mut telling = words::request(&row.words, "").telling(usize::MAX);
    telling.retain(|word| !place.contains(&format!(" {word} ")));
    telling.truncate(TELLING);
    let mut promises = Vec::new();
    for (_, followup) in store::promises(db, &row.id)? {
        let by = match followup.due_on.as_deref() {
            Some(day) => w.s("promise-by", ui::shown(Some(day))),
            None => w.t("promise-no-day").to_owned(),
        };
        promises.push(format!("{} ({by})", followup.title));
    }
    Ok(Earlier {
        body: body_name(db, row.body_id.as_deref(), &row.body_words)?,
        standing: match &row.ending {
            Some(ending) => w.k("petition-ending", ending),
            None => w.k("petition-stage", &row.stage),
        },
        on: ui::shown(Some(&row.received_on)),
        late: row.is_late(app.clock.today()),
        over: row.ending.is_some(),
        answer: said,
        promises,
        telling,
        number: row.number,
        title: row.title,
        words: row.words,
        place: row.place,
    })
}
