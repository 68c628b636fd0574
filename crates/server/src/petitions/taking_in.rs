//! A table of petitions is taken into the book part by part, so that others can work in between; a stop leaves what was taken,
//! and it goes on from there. Nothing joins by itself: a line says an earlier petition again where a person said so.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::prelude::*;
use law::petition::{Competence, Stage};
use law::role::Act as Deed;
use serde::{Deserialize, Serialize};

use super::recording::{Fit, NewPetition, fit, write_down};
use super::sheet::{Line, Table};
use super::sheet_answers::{self, Told};
use super::short_forms::{self, ShortForm};
use super::{LONGEST_LINE, finding, merging, store};
use crate::app::App;
use crate::councils::store::{self as councils, BodyRow, CouncilRow};
use crate::db::act::Act;
use crate::db::schema::{petition_imports, petitions};
use crate::db::{Connection, saved_once};
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};

/// Lines that one act takes in or back, so that others' acts come in between.
pub(super) const LINES_AN_ACT: usize = 1000;

/// How a table goes in, as a person decided.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// What each column holds.
    pub fields: Vec<String>,
    /// Lines that say an earlier petition again: line, number of the petition.
    pub again: BTreeMap<usize, String>,
    /// Lines that are left out.
    pub without: Vec<usize>,
    /// The day on which what carries no day was said.
    pub on: String,
    /// The occasion of what names none.
    pub meeting: String,
    /// By which way: `council`, `front`, ….
    pub channel: String,
    /// The competent level of what names none.
    pub level: String,
    /// The competent body of what names none, in words.
    pub body: String,
    /// The class of an answer of which the table names none; empty leaves such an answer out.
    pub class: String,
    /// The day of an answer that carries none; empty means the day of the import.
    pub answered_on: String,
}

impl Plan {
    /// The competent level of a line: its own, else the common one.
    pub fn level_of(&self, line: &Line) -> Option<Competence> {
        Competence::read(&line.level).or_else(|| Competence::read(&self.level))
    }

    /// The competent body of a line, in words: its own, else the common one.
    pub fn body_of<'a>(&'a self, line: &'a Line) -> &'a str {
        if line.body.is_empty() { &self.body } else { &line.body }
    }
}

/// An import as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = petition_imports, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ImportRow {
    pub id: String,
    pub council_id: String,
    pub file_name: String,
    pub content_hash: String,
    pub plan: String,
    pub state: String,
    pub lines: i64,
    pub done: i64,
    pub taken: i64,
    pub kept: i64,
    pub account_id: String,
    pub by_name: String,
    pub on_day: String,
    pub undone_by: Option<String>,
    pub undone_on: Option<String>,
    pub version: i64,
}

/// Starts an import: the file is kept, the plan written down. Returns its id; `take_in` does the work.
pub fn start(act: &mut Act, mark: &str, (name, hash): (&str, &str), plan: &Plan, lines: usize) -> Outcome<String> {
    let council = councils::by_mark(act.db, mark)?.ok_or(Trouble::NotFound)?;
    act.may(Deed::ImportRecords, &council.id, &[])?;
    let row = ImportRow {
        id: act.new_id(),
        council_id: council.id.clone(),
        file_name: name.chars().take(200).collect(),
        content_hash: hash.to_owned(),
        plan: serde_json::to_string(plan)?,
        state: "running".into(),
        lines: i64::try_from(lines).unwrap_or(i64::MAX),
        done: 0,
        taken: 0,
        kept: 0,
        account_id: act.member.account_id.clone(),
        by_name: act.member.name.clone(),
        on_day: act.today.to_string(),
        undone_by: None,
        undone_on: None,
        version: 1,
    };
    diesel::insert_into(petition_imports::table).values(&row).execute(act.db)?;
    let body = serde_json::json!({ "lines": row.lines, "file": row.content_hash });
    act.record(&council.id, "petitions_import_started", &row.id, &body)?;
    Ok(row.id)
}

/// An import by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<ImportRow> {
    Ok(petition_imports::table.find(id).select(ImportRow::as_select()).first(db)?)
}

/// The latest imports of a council.
pub fn latest(db: &mut Connection, council_id: &str, most: i64) -> Outcome<Vec<ImportRow>> {
    Ok(petition_imports::table
        .filter(petition_imports::council_id.eq(council_id))
        .order(petition_imports::id.desc())
        .limit(most)
        .select(ImportRow::as_select())
        .load(db)?)
}

/// How many petitions of an import stand with an answer.
pub fn answers(db: &mut Connection, id: &str) -> Outcome<i64> {
    let (from, to) = marks(id);
    Ok(petitions::table
        .filter(petitions::taken_from.ge(from).and(petitions::taken_from.lt(to)))
        .filter(petitions::answer_class.is_not_null())
        .count()
        .get_result(db)?)
}

/// The marks between which the petitions of an import stand.
pub(super) fn marks(id: &str) -> (String, String) {
    // Figures come before letters in every order of letters that an engine may have.
    (format!("sheet:{id}:"), format!("sheet:{id}:z"))
}

pub(super) fn save(db: &mut Connection, row: &mut ImportRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = petition_imports::table.filter(petition_imports::id.eq(&row.id).and(petition_imports::version.eq(read)));
    saved_once(diesel::update(mine).set(&*row).execute(db)?)
}

/// What of the next lines can be reckoned before their act: their words in the index, by the short forms known then.
struct Reckoned {
    from: usize,
    forms: Vec<ShortForm>,
    said: Vec<String>,
}

fn reckoned(forms: Vec<ShortForm>, table: &Table, from: usize) -> Reckoned {
    let part = table.lines.iter().skip(from).take(LINES_AN_ACT);
    let said = part.map(|line| finding::said_words(&forms, &line.petition.words, &line.petition.place)).collect();
    Reckoned { from, forms, said }
}

/// Takes the lines of an import in, act by act, until it is done or somebody stops it; while one act is written the words
/// of the next are reckoned.
pub fn take_in(app: &Arc<App>, member: &Arc<Member>, id: &str, table: &Arc<Table>) -> Outcome<()> {
    const AHEAD: usize = 2;
    let row = app.store.read_here(|db| by_id(db, id))?;
    let mut from = usize::try_from(row.done).unwrap_or(0);
    std::thread::scope(|scope| {
        let (ready, next) = std::sync::mpsc::sync_channel(AHEAD);
        scope.spawn(move || {
            loop {
                let part = app
                    .store
                    .read_here(|db| short_forms::of(db, &row.council_id))
                    .map(|forms| Arc::new(reckoned(forms, table, from)));
                // Nobody takes it any more: the import was stopped.
                if ready.send(part).is_err() || from >= table.lines.len() {
                    return;
                }
                from += LINES_AN_ACT;
            }
        });
        loop {
            let part = next.recv().unwrap_or_else(|_| Err(Trouble::Fault("no more lines were reckoned".into())))?;
            let (id, table) = (id.to_owned(), Arc::clone(table));
            if !app.act_here(member, move |act| take_part(act, &id, &table, &part))? {
                return Ok(());
            }
        }
    })
}

/// Takes the next lines of an import in. Says whether there is more to do.
fn take_part(act: &mut Act, id: &str, table: &Table, ahead: &Reckoned) -> Outcome<bool> {
    let mut row = by_id(act.db, id)?;
    act.may(Deed::ImportRecords, &row.council_id, &[])?;
    if row.state != "running" {
        // Stopped meanwhile: the act still has to leave its line.
        act.record(&row.council_id, "petitions_import_rested", id, &serde_json::json!({ "state": row.state }))?;
        return Ok(false);
    }
    let council = councils::by_id(act.db, &row.council_id)?.ok_or(Trouble::NotFound)?;
    let plan: Plan = serde_json::from_str(&row.plan)?;
    let forms = short_forms::of(act.db, &council.id)?;
    let known = Office { bodies: councils::addressees(act.db, &council)?, council };
    let done = usize::try_from(row.done).unwrap_or(0);
    // A short form came or went meanwhile, or somebody else took lines in: then they are reckoned anew.
    let anew = (ahead.from != done || ahead.forms != forms).then(|| reckoned(forms, table, done));
    let said = &anew.as_ref().unwrap_or(ahead).said;
    let part = table.lines.iter().skip(done).take(LINES_AN_ACT);
    let (mut fits, mut index, mut again, mut told) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (line, said) in part.clone().zip(said) {
        if line.problem.is_some() || plan.without.contains(&line.number) {
            continue;
        }
        match fit_line(act, &known, &plan, id, line) {
            Ok(fit) => {
                // An earlier petition that is said again has its own answers.
                match plan.again.get(&line.number) {
                    Some(number) => again.push((fits.len(), number)),
                    None => told.extend(answer_of(act, &plan, line)?.map(|told| (fits.len(), told))),
                }
                fits.push(fit);
                index.push(said.as_str());
            }
            // Looked at before anything of the line is written: a day that has not come, a word too long.
            Err(Trouble::Invalid(_) | Trouble::Refused(_)) => row.kept += 1,
            Err(trouble) => return Err(trouble),
        }
    }
    let written = write_down(act, &known.council, fits, &index)?;
    for (at, number) in again {
        // The earlier petition may have ended, or been joined, since the table was looked at: then the line stands alone.
        let mut into = store::by_number(act.db, number)?;
        let stands = into.council_id == known.council.id
            && into.merged_into.is_none()
            && into.ending.is_none()
            && into.stage != "withdrawn";
        if stands {
            merging::join_rows(act, &mut into, written[at].clone(), "")?;
        }
    }
    for (at, told) in &told {
        sheet_answers::write(act, &mut written[*at].clone(), told)?;
    }
    let taken = i64::try_from(written.len()).unwrap_or(0);
    row.done += i64::try_from(part.count()).unwrap_or(0);
    row.taken += taken;
    let more = row.done < row.lines;
    if !more {
        row.state = "done".into();
    }
    save(act.db, &mut row)?;
    let body = serde_json::json!({ "taken": taken, "done": row.done, "of": row.lines });
    act.record(&row.council_id, "petitions_imported", id, &body)?;
    Ok(more)
}

/// The answer of a line; none where what it says is not clear enough, which was said when it was looked at.
fn answer_of(act: &Act, plan: &Plan, line: &Line) -> Outcome<Option<Told>> {
    match sheet_answers::told(&act.app.law.rulebook, plan, line, act.today) {
        Err(Trouble::Invalid(_)) => Ok(None),
        outcome => outcome,
    }
}

/// What of an office is read once for all lines of a part.
struct Office {
    council: CouncilRow,
    bodies: Vec<BodyRow>,
}

/// A line as it would be written down; sorted already where the table says all that sorting asks for.
fn fit_line(act: &Act, office: &Office, plan: &Plan, id: &str, line: &Line) -> Outcome<Fit> {
    let or = |own: &str, common: &str| if own.is_empty() { common.to_owned() } else { own.to_owned() };
    let new = NewPetition {
        on: or(&line.petition.on, &plan.on),
        meeting: or(&line.petition.meeting, &plan.meeting).chars().take(LONGEST_LINE).collect(),
        place: line.petition.place.chars().take(LONGEST_LINE).collect(),
        channel: plan.channel.clone(),
        voters: Some(line.petition.voters.trim_start_matches('0').to_owned())
            .filter(|n| n.len() < 6)
            .unwrap_or_default(),
        public: "1".into(),
        ..line.petition.clone()
    };
    let mut fit = fit(act, &office.council, &new, Some(format!("sheet:{id}:{}", line.number)))?;
    let row = &mut fit.row;
    if !row.topic.is_empty()
        && let (Some(level), competent) = (plan.level_of(line), plan.body_of(line))
        && !competent.is_empty()
    {
        let named = words::fold(competent);
        let body = office.bodies.iter().find(|body| body.search_key == named);
        row.set_stage(Stage::Screened { on: row.stage()?.day() });
        row.competence = Some(level.as_str().into());
        row.body_id = body.map(|body| body.id.clone());
        row.body_words = competent.chars().take(LONGEST_LINE).collect();
    }
    Ok(fit)
}
