//! All queries about petitions, where they were said, their answers, promises, opinions, proofs, clocks and joins.

use diesel::dsl::count_star;
use diesel::prelude::*;
use law::day::Day;
use law::petition::Stage;
use serde::Serialize;

use crate::db::kept::{Kept, insert_rows, on_engine};
use crate::db::schema::{
    followups, petition_answers, petition_clocks, petition_merges, petition_occurrences, petition_opinions,
    petition_promises, petition_proofs, petition_steps, petitions,
};
use crate::db::{Backend, Connection, saved_once};
use crate::followups::store::FollowupRow;
use crate::trouble::{Outcome, Trouble};

/// A petition as stored.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset, Serialize)]
#[diesel(table_name = petitions, treat_none_as_null = true, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct PetitionRow {
    pub id: String,
    pub council_id: String,
    pub number: String,
    pub title: String,
    pub words: String,
    pub place: String,
    pub topic: String,
    pub competence: Option<String>,
    pub body_id: Option<String>,
    pub body_words: String,
    pub priority: String,
    pub is_public: i64,
    pub stage: String,
    pub stage_on: String,
    pub received_on: String,
    pub reply_due: Option<String>,
    pub answer_class: Option<String>,
    pub ending: Option<String>,
    pub occurrences: i64,
    pub voters: i64,
    pub proofs: i64,
    pub merged_into: Option<String>,
    pub repeats_id: Option<String>,
    pub taken_from: Option<String>,
    pub recorded_at: String,
    pub version: i64,
}

impl PetitionRow {
    /// The stage as the law knows it.
    pub fn stage(&self) -> Outcome<Stage> {
        self.stage_on
            .parse()
            .ok()
            .and_then(|on| Stage::read(&self.stage, on))
            .ok_or_else(|| Trouble::Fault(format!("petition {} has no readable stage", self.id)))
    }

    /// Takes the stage that the law gave back.
    pub fn set_stage(&mut self, stage: Stage) {
        self.stage = stage.as_str().into();
        self.stage_on = stage.day().to_string();
    }

    /// Is a reply owed since a day that is past?
    pub fn is_late(&self, today: Day) -> bool {
        self.reply_due.as_deref().is_some_and(|due| due < today.to_string().as_str())
    }
}

/// Where and when a petition was said.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = petition_occurrences, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct OccurrenceRow {
    pub id: String,
    pub petition_id: String,
    pub origin_id: String,
    pub channel: String,
    pub on_day: String,
    pub place: String,
    pub meeting: String,
    pub voters: i64,
    pub noted_by: String,
    pub words: String,
}

/// A line of a petition's own history.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = petition_steps, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct StepRow {
    pub id: String,
    pub petition_id: String,
    pub kind: String,
    pub on_day: String,
    pub at: String,
    pub account_id: String,
    pub by_name: String,
    pub value: String,
    pub words: String,
}

/// An answer of the competent body.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = petition_answers, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct AnswerRow {
    pub id: String,
    pub petition_id: String,
    pub class: String,
    pub body_id: Option<String>,
    pub body_words: String,
    pub document: String,
    pub answered_on: String,
    pub words: String,
    pub state: String,
    pub flaw: Option<String>,
    pub reason: String,
    pub by_name: String,
}

/// What somebody says of the matter.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = petition_opinions, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct OpinionRow {
    pub id: String,
    pub petition_id: String,
    pub judge: String,
    pub opinion: String,
    pub on_day: String,
    pub by_name: String,
    pub words: String,
}

/// A piece of proof.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = petition_proofs, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ProofRow {
    pub id: String,
    pub petition_id: String,
    pub name: String,
    pub media: String,
    pub size: i64,
    pub content_hash: String,
    pub note: String,
    pub added_on: String,
}

/// A clock of a petition.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = petition_clocks, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct ClockRow {
    pub id: String,
    pub council_id: String,
    pub petition_id: String,
    pub step: String,
    pub rule: String,
    pub started_on: String,
    pub due_on: String,
    pub reckoning: String,
    pub set_by: String,
    pub met_on: Option<String>,
    pub open_on: Option<String>,
}

/// A petition joined into another, or such a join undone.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, Serialize)]
#[diesel(table_name = petition_merges, treat_none_as_default_value = false)]
#[expect(missing_docs, reason = "the columns, as the migration explains them")]
pub struct MergeRow {
    pub id: String,
    pub council_id: String,
    pub into_id: String,
    pub from_id: String,
    pub reason: String,
    pub merged_by: String,
    pub merged_on: String,
    pub undone_by: Option<String>,
    pub undone_on: Option<String>,
}

/// A petition by its number.
pub fn by_number(db: &mut Connection, number: &str) -> Outcome<PetitionRow> {
    Ok(on_engine!(db, engine => {
        petitions::table.filter(petitions::number.eq(number)).select(PetitionRow::as_select()).first(engine)
    })?)
}

/// A petition by id.
pub fn by_id(db: &mut Connection, id: &str) -> Outcome<PetitionRow> {
    Ok(petitions::table.find(id).select(PetitionRow::as_select()).first(db)?)
}

/// Petitions by id, in no order.
pub fn by_ids(db: &mut Connection, ids: &[String]) -> Outcome<Vec<PetitionRow>> {
    Ok(petitions::table.filter(petitions::id.eq_any(ids)).select(PetitionRow::as_select()).load(db)?)
}

/// Was this record taken in before?
pub fn taken(db: &mut Connection, taken_from: &str) -> Outcome<bool> {
    let known: Option<String> =
        petitions::table.filter(petitions::taken_from.eq(taken_from)).select(petitions::id).first(db).optional()?;
    Ok(known.is_some())
}

/// Writes new petitions down, with where each was said and the first line of its history.
pub fn insert_all(db: &mut Connection, rows: &[PetitionRow], said: &[OccurrenceRow], steps: &[StepRow]) -> Outcome<()> {
    insert_rows!(db, petitions::table, rows);
    insert_rows!(db, petition_occurrences::table, said);
    insert_rows!(db, petition_steps::table, steps);
    Ok(())
}

/// Saves a petition if nobody saved it since it was read.
pub fn save(db: &mut Connection, row: &mut PetitionRow) -> Outcome<()> {
    let read = row.version;
    row.version += 1;
    let mine = petitions::table.filter(petitions::id.eq(&row.id).and(petitions::version.eq(read)));
    saved_once(on_engine!(db, engine => Kept(diesel::update(mine).set(&*row)).execute(engine))?)
}

/// Which petitions a list shows.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Of this council; or of these bodies, where a unit looks.
    pub council_id: String,
    /// Bodies of the unit that looks; empty for the council's side.
    pub bodies: Vec<String>,
    /// Stages; empty for all.
    pub stages: Vec<&'static str>,
    /// Only where a reply is owed since before this day.
    pub late_on: Option<String>,
    /// Topic; empty for all.
    pub topic: String,
    /// Only said again.
    pub repeated: bool,
    /// After this one (day received, id).
    pub after: Option<(String, String)>,
}

/// Petitions as wanted, latest first; joined ones stand within those that they were joined into.
pub fn list(db: &mut Connection, wanted: &Wanted, most: i64) -> Outcome<Vec<PetitionRow>> {
    let mut query = petitions::table
        .filter(petitions::merged_into.is_null())
        .order((petitions::received_on.desc(), petitions::id.desc()))
        .limit(most)
        .select(PetitionRow::as_select())
        .into_boxed::<Backend>();
    query = if wanted.bodies.is_empty() {
        query.filter(petitions::council_id.eq(wanted.council_id.clone()))
    } else {
        query.filter(petitions::body_id.eq_any(wanted.bodies.clone()))
    };
    if !wanted.stages.is_empty() {
        query = query.filter(petitions::stage.eq_any(wanted.stages.clone()));
    }
    if let Some(day) = &wanted.late_on {
        query = query.filter(petitions::reply_due.lt(day.clone()));
    }
    if !wanted.topic.is_empty() {
        query = query.filter(petitions::topic.eq(wanted.topic.clone()));
    }
    if wanted.repeated {
        query = query.filter(petitions::occurrences.gt(1).or(petitions::repeats_id.is_not_null()));
    }
    if let Some((day, id)) = &wanted.after {
        let earlier = petitions::received_on.lt(day.clone());
        let same = petitions::received_on.eq(day.clone()).and(petitions::id.lt(id.clone()));
        query = query.filter(earlier.or(same));
    }
    Ok(query.load(db)?)
}

/// The body that a council most often sent petitions of a topic to.
pub fn usual_body(db: &mut Connection, council_id: &str, topic: &str) -> Outcome<Option<String>> {
    let found: Option<Option<String>> = petitions::table
        .filter(petitions::council_id.eq(council_id).and(petitions::topic.eq(topic)))
        .filter(petitions::body_id.is_not_null())
        .group_by(petitions::body_id)
        .order(count_star().desc())
        .select(petitions::body_id)
        .first(db)
        .optional()?;
    Ok(found.flatten())
}

/// What a council decided of its latest petitions: words and topic, to learn from.
pub fn decided(db: &mut Connection, council_id: &str, most: i64) -> Outcome<Vec<(String, String)>> {
    Ok(petitions::table
        .filter(petitions::council_id.eq(council_id).and(petitions::topic.ne("")))
        .order((petitions::received_on.desc(), petitions::id.desc()))
        .limit(most)
        .select((petitions::words, petitions::topic))
        .load(db)?)
}

/// Petitions that were joined into one, directly.
pub fn merged(db: &mut Connection, into: &str) -> Outcome<Vec<PetitionRow>> {
    Ok(petitions::table
        .filter(petitions::merged_into.eq(into))
        .order((petitions::received_on, petitions::id))
        .select(PetitionRow::as_select())
        .load(db)?)
}

/// Petitions that say an earlier one again.
pub fn repeating(db: &mut Connection, earlier: &str) -> Outcome<Vec<PetitionRow>> {
    Ok(petitions::table
        .filter(petitions::repeats_id.eq(earlier))
        .order((petitions::received_on, petitions::id))
        .select(PetitionRow::as_select())
        .load(db)?)
}

/// Writes an occurrence down.
pub fn insert_occurrence(db: &mut Connection, row: &OccurrenceRow) -> Outcome<()> {
    on_engine!(db, engine => diesel::insert_into(petition_occurrences::table).values(row).execute(engine))?;
    Ok(())
}

/// Where a petition was said, earliest first.
pub fn occurrences(db: &mut Connection, petition_id: &str) -> Outcome<Vec<OccurrenceRow>> {
    Ok(petition_occurrences::table
        .filter(petition_occurrences::petition_id.eq(petition_id))
        .order((petition_occurrences::on_day, petition_occurrences::id))
        .select(OccurrenceRow::as_select())
        .load(db)?)
}

/// Moves the occurrences that were written down for some petitions to another.
pub fn move_occurrences(db: &mut Connection, of: &[String], to: &str) -> Outcome<()> {
    diesel::update(petition_occurrences::table.filter(petition_occurrences::origin_id.eq_any(of)))
        .set(petition_occurrences::petition_id.eq(to))
        .execute(db)?;
    Ok(())
}

/// How often, and by how many voters, a petition was said.
pub fn count_occurrences(db: &mut Connection, petition_id: &str) -> Outcome<(i64, i64)> {
    let of = || petition_occurrences::table.filter(petition_occurrences::petition_id.eq(petition_id));
    let times: i64 = of().count().get_result(db)?;
    let said: Vec<i64> = of().select(petition_occurrences::voters).load(db)?;
    Ok((times, said.into_iter().sum()))
}

/// Writes a line of history.
pub fn insert_step(db: &mut Connection, row: &StepRow) -> Outcome<()> {
    on_engine!(db, engine => diesel::insert_into(petition_steps::table).values(row).execute(engine))?;
    Ok(())
}

/// The history of a petition, latest first.
pub fn steps(db: &mut Connection, petition_id: &str) -> Outcome<Vec<StepRow>> {
    Ok(petition_steps::table
        .filter(petition_steps::petition_id.eq(petition_id))
        .order((petition_steps::at.desc(), petition_steps::id.desc()))
        .select(StepRow::as_select())
        .load(db)?)
}

/// Writes an answer down.
pub fn insert_answer(db: &mut Connection, row: &AnswerRow) -> Outcome<()> {
    diesel::insert_into(petition_answers::table).values(row).execute(db)?;
    Ok(())
}

/// Answers to a petition, latest first.
pub fn answers(db: &mut Connection, petition_id: &str) -> Outcome<Vec<AnswerRow>> {
    Ok(petition_answers::table
        .filter(petition_answers::petition_id.eq(petition_id))
        .order((petition_answers::answered_on.desc(), petition_answers::id.desc()))
        .select(AnswerRow::as_select())
        .load(db)?)
}

/// Says what became of an answer.
pub fn mark_answer(db: &mut Connection, id: &str, state: &str, flaw: Option<&str>, reason: &str) -> Outcome<()> {
    diesel::update(petition_answers::table.find(id))
        .set((petition_answers::state.eq(state), petition_answers::flaw.eq(flaw), petition_answers::reason.eq(reason)))
        .execute(db)?;
    Ok(())
}

/// Ties a promise of an answer to its follow-up.
pub fn insert_promise(db: &mut Connection, id: &str, petition: &str, answer: &str, followup: &str) -> Outcome<()> {
    diesel::insert_into(petition_promises::table)
        .values((
            petition_promises::id.eq(id),
            petition_promises::petition_id.eq(petition),
            petition_promises::answer_id.eq(answer),
            petition_promises::followup_id.eq(followup),
        ))
        .execute(db)?;
    Ok(())
}

/// Promises of a petition: the answer, and the follow-up.
pub fn promises(db: &mut Connection, petition_id: &str) -> Outcome<Vec<(String, FollowupRow)>> {
    Ok(petition_promises::table
        .inner_join(followups::table.on(followups::id.eq(petition_promises::followup_id)))
        .filter(petition_promises::petition_id.eq(petition_id))
        .order(petition_promises::id)
        .select((petition_promises::answer_id, FollowupRow::as_select()))
        .load(db)?)
}

/// Writes down what somebody says.
pub fn insert_opinion(db: &mut Connection, row: &OpinionRow) -> Outcome<()> {
    diesel::insert_into(petition_opinions::table).values(row).execute(db)?;
    Ok(())
}

/// What was said of a petition, latest first.
pub fn opinions(db: &mut Connection, petition_id: &str) -> Outcome<Vec<OpinionRow>> {
    Ok(petition_opinions::table
        .filter(petition_opinions::petition_id.eq(petition_id))
        .order((petition_opinions::on_day.desc(), petition_opinions::id.desc()))
        .select(OpinionRow::as_select())
        .load(db)?)
}

/// Writes a piece of proof down.
pub fn insert_proof(db: &mut Connection, row: &ProofRow) -> Outcome<()> {
    diesel::insert_into(petition_proofs::table).values(row).execute(db)?;
    Ok(())
}

/// Proof of a petition, earliest first.
pub fn proofs(db: &mut Connection, petition_id: &str) -> Outcome<Vec<ProofRow>> {
    Ok(petition_proofs::table
        .filter(petition_proofs::petition_id.eq(petition_id))
        .order(petition_proofs::id)
        .select(ProofRow::as_select())
        .load(db)?)
}

/// One piece of proof.
pub fn proof(db: &mut Connection, id: &str) -> Outcome<ProofRow> {
    Ok(petition_proofs::table.find(id).select(ProofRow::as_select()).first(db)?)
}

/// Writes a clock down.
pub fn insert_clock(db: &mut Connection, row: &ClockRow) -> Outcome<()> {
    diesel::insert_into(petition_clocks::table).values(row).execute(db)?;
    Ok(())
}

/// Clocks of a petition, latest first.
pub fn clocks(db: &mut Connection, petition_id: &str) -> Outcome<Vec<ClockRow>> {
    Ok(petition_clocks::table
        .filter(petition_clocks::petition_id.eq(petition_id))
        .order(petition_clocks::id.desc())
        .select(ClockRow::as_select())
        .load(db)?)
}

/// Ends the open clocks of some steps of a petition: met on a day, or no longer owed.
pub fn end_clocks(db: &mut Connection, petition_id: &str, steps: &[&str], met_on: Option<&str>) -> Outcome<()> {
    let open = petition_clocks::petition_id.eq(petition_id).and(petition_clocks::open_on.is_not_null());
    diesel::update(petition_clocks::table.filter(open.and(petition_clocks::step.eq_any(steps))))
        .set((petition_clocks::met_on.eq(met_on), petition_clocks::open_on.eq(None::<String>)))
        .execute(db)?;
    Ok(())
}

/// Writes a join down.
pub fn insert_merge(db: &mut Connection, row: &MergeRow) -> Outcome<()> {
    diesel::insert_into(petition_merges::table).values(row).execute(db)?;
    Ok(())
}

/// The joins into a petition, latest first, undone ones too.
pub fn merges(db: &mut Connection, into: &str) -> Outcome<Vec<MergeRow>> {
    Ok(petition_merges::table
        .filter(petition_merges::into_id.eq(into))
        .order(petition_merges::id.desc())
        .select(MergeRow::as_select())
        .load(db)?)
}

/// Marks the standing join of a petition as undone.
pub fn undo_merge(db: &mut Connection, from: &str, by: &str, on: &str) -> Outcome<usize> {
    let standing = petition_merges::from_id.eq(from).and(petition_merges::undone_on.is_null());
    Ok(diesel::update(petition_merges::table.filter(standing))
        .set((petition_merges::undone_by.eq(by), petition_merges::undone_on.eq(on)))
        .execute(db)?)
}

/// How many petitions there are, of every council.
pub fn count(db: &mut Connection) -> Outcome<i64> {
    Ok(petitions::table.count().get_result(db)?)
}
