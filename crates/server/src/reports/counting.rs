//! Counting: what each indicator counts, with the records that were counted. All of a council's records of a period are
//! gathered in one pass; an indicator is a question put to them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::{INDICATORS, Period, by_hand};
use crate::app::App;
use crate::contacts::store as contacts;
use crate::councils::store::{self as councils, CouncilRow, DeputyLine};
use crate::db::Connection;
use crate::db::schema::{followups, papers, petition_clocks, petitions, urgings};
use crate::supervision::store::{self as supervisions, SupervisionRow, UnitRow};
use crate::trouble::Outcome;
use crate::web::paths;

/// A record that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub words: String,
}

/// A figure with what was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The number.
    pub number: i64,
    /// The records behind it; none for a figure entered by a person.
    pub records: Vec<Record>,
    /// Where a figure entered by a person comes from.
    pub source: Option<String>,
}

impl Counted {
    fn of(records: Vec<Record>) -> Self {
        Self { number: i64::try_from(records.len()).unwrap_or(i64::MAX), records, source: None }
    }
}

#[derive(Debug, Clone, Queryable)]
pub(super) struct Followup {
    pub number: String,
    pub title: String,
    pub source_on: Option<String>,
    lead_id: Option<String>,
    pub lead_words: String,
    pub due_on: Option<String>,
    pub verdict: Option<String>,
    pub closed_on: Option<String>,
}

#[derive(Debug, Clone, Queryable)]
pub(super) struct Petition {
    pub id: String,
    pub number: String,
    pub title: String,
    body_id: Option<String>,
    pub body_words: String,
    pub reply_due: Option<String>,
    pub answer_class: Option<String>,
    pub ending: Option<String>,
    pub repeats_id: Option<String>,
}

/// The records of a council in a period.
pub struct Gathered {
    period: Period,
    deputies: Vec<DeputyLine>,
    supervisions: Vec<SupervisionRow>,
    units: Vec<UnitRow>,
    pub(super) followups: Vec<Followup>,
    urgings: Vec<(String, String)>,
    meetings: Vec<contacts::MeetingRow>,
    pub(super) petitions: Vec<Petition>,
    /// By petition: the day of its first reply clock, and when that was met.
    replies: HashMap<String, (String, Option<String>)>,
    papers: Vec<(String, String, String)>,
    by_hand: HashMap<String, (i64, String)>,
    thematic: Vec<String>,
}

/// Gathers what a council's figures of a period are counted from.
pub fn gather(app: &App, db: &mut Connection, council: &CouncilRow, period: Period) -> Outcome<Gathered> {
    let (first, last) = (period.first.to_string(), period.last.to_string());
    let within = |on: &Option<String>| period.holds(on.as_deref());
    let years = (i64::from(period.first.year()) - 1, i64::from(period.last.year()));
    let supervisions: Vec<SupervisionRow> = supervisions::between(db, std::slice::from_ref(&council.id), years)?
        .into_iter()
        .filter(|row| row.stage != "dropped" && (within(&row.established_on) || within(&row.concluded_on)))
        .collect();
    let held: Vec<String> = supervisions.iter().map(|row| row.id.clone()).collect();
    let clocks: Vec<(String, String, Option<String>)> = petition_clocks::table
        .inner_join(petitions::table.on(petitions::id.eq(petition_clocks::petition_id)))
        .filter(petitions::council_id.eq(&council.id))
        .filter(petitions::received_on.between(&first, &last))
        .filter(petition_clocks::step.eq("reply"))
        // The latest first, so that the earliest stays: what was sent back counts by its first answer.
        .order(petition_clocks::started_on.desc())
        .select((petition_clocks::petition_id, petition_clocks::due_on, petition_clocks::met_on))
        .load(db)?;
    let bodies: HashMap<String, String> =
        councils::addressees(db, council)?.into_iter().map(|body| (body.id, body.name)).collect();
    let name = |id: Option<String>, words: String| id.and_then(|id| bodies.get(&id).cloned()).unwrap_or(words);
    Ok(Gathered {
        period,
        deputies: councils::deputies(db, &council.id)?
            .into_iter()
            .filter(|one| one.valid_from <= last && one.valid_to.as_ref().is_none_or(|end| *end >= last))
            .collect(),
        units: supervisions::units_of(db, &held)?,
        supervisions,
        followups: followups::table
            .filter(followups::council_id.eq(&council.id))
            .filter(followups::source_on.between(&first, &last).or(followups::due_on.between(&first, &last)))
            .order((followups::sort_due, followups::id))
            .select((
                followups::number,
                followups::title,
                followups::source_on,
                followups::lead_id,
                followups::lead_words,
                followups::due_on,
                followups::verdict,
                followups::closed_on,
            ))
            .load::<Followup>(db)?
            .into_iter()
            .map(|mut one| {
                one.lead_words = name(one.lead_id.take(), one.lead_words);
                one
            })
            .collect(),
        urgings: urgings::table
            .filter(urgings::council_id.eq(&council.id).and(urgings::sent_on.between(&first, &last)))
            .order((urgings::sent_on, urgings::id))
            .select((urgings::id, urgings::symbol))
            .load(db)?,
        meetings: contacts::meetings_between(db, &council.id, (&first, &last))?
            .into_iter()
            .filter(|one| one.state == "held")
            .collect(),
        petitions: petitions::table
            .filter(petitions::council_id.eq(&council.id))
            .filter(petitions::received_on.between(&first, &last))
            .filter(petitions::merged_into.is_null().and(petitions::stage.ne("withdrawn")))
            .order((petitions::received_on, petitions::id))
            .select((
                petitions::id,
                petitions::number,
                petitions::title,
                petitions::body_id,
                petitions::body_words,
                petitions::reply_due,
                petitions::answer_class,
                petitions::ending,
                petitions::repeats_id,
            ))
            .load::<Petition>(db)?
            .into_iter()
            .map(|mut one| {
                one.body_words = name(one.body_id.take(), one.body_words);
                one
            })
            .collect(),
        replies: clocks.into_iter().map(|(petition, due, met)| (petition, (due, met))).collect(),
        papers: papers::table
            .filter(papers::council_id.eq(&council.id).and(papers::state.eq("issued")))
            .filter(papers::issued_on.between(&first, &last))
            .order(papers::id)
            .select((papers::id, papers::symbol, papers::summary))
            .load(db)?,
        by_hand: by_hand(db, &council.id, period)?
            .into_iter()
            .map(|one| (one.indicator, (one.number, one.source)))
            .collect(),
        thematic: app
            .law
            .rulebook
            .forms
            .iter()
            .filter(|form| form.has_team && !form.supervises_again)
            .map(|form| form.id.clone())
            .collect(),
    })
}

impl Gathered {
    /// Every indicator, in the order of the file; none for one that a person enters and has not.
    pub fn all(&self) -> Vec<Option<Counted>> {
        INDICATORS.all.iter().map(|one| self.count(&one.id)).collect()
    }

    /// One indicator.
    pub fn count(&self, id: &str) -> Option<Counted> {
        if let Some((number, source)) = self.by_hand.get(id) {
            return Some(Counted { number: *number, records: Vec::new(), source: Some(source.clone()) });
        }
        let counted = match id {
            "deputies" => self.deputies(|_| true),
            "deputies-full-time" => self.deputies(|one| one.kind == "full_time"),
            "supervisions" => self.supervisions(|_| true),
            "thematic" => self.supervisions(|row| self.thematic.contains(&row.form)),
            "concluded" => self.supervisions(|row| row.concluded_on.as_deref().is_some_and(|on| !self.is_after(on))),
            "unit-reports" => self.units(|_| true),
            "unit-reports-in-time" => self.units(UnitRow::was_in_time),
            "laid-down" => self.followups(|one| self.period.holds(one.source_on.as_deref())),
            "no-day" => self.followups(|one| self.period.holds(one.source_on.as_deref()) && one.due_on.is_none()),
            "due" => self.followups(|one| self.period.holds(one.due_on.as_deref())),
            "done" => self.followups(|one| {
                self.period.holds(one.due_on.as_deref()) && one.verdict.as_deref() == Some("done") && !self.is_open(one)
            }),
            "late" => self.followups(|one| self.is_late(one)),
            "urgings" => Counted::of(
                self.urgings
                    .iter()
                    .map(|(id, symbol)| Record { href: paths::urging(id), words: symbol.clone() })
                    .collect(),
            ),
            "meetings" => Counted::of(self.meetings.iter().map(meeting).collect()),
            "voters" => Counted {
                number: self.meetings.iter().map(|one| one.voters).sum(),
                records: self.meetings.iter().map(meeting).collect(),
                source: None,
            },
            "petitions" => self.petitions(|_| true),
            "answered" => self.petitions(|one| one.answer_class.is_some()),
            "in-time" => self.petitions(|one| {
                one.answer_class.is_some() && matches!(self.replies.get(&one.id), Some((due, Some(met))) if met <= due)
            }),
            "settled" => self.petitions(|one| one.ending.as_deref() == Some("done")),
            "explained" => self.petitions(|one| one.answer_class.as_deref() == Some("explained")),
            "repeated" => self.petitions(|one| one.repeats_id.is_some()),
            "unanswered" => self.petitions(|one| self.is_unanswered(one)),
            "papers" => Counted::of(
                self.papers
                    .iter()
                    .map(|(id, symbol, summary)| Record {
                        href: paths::paper(id),
                        words: format!("{symbol} {summary}"),
                    })
                    .collect(),
            ),
            _ => return None,
        };
        Some(counted)
    }

    fn is_after(&self, day: &str) -> bool {
        day > self.period.last.to_string().as_str()
    }

    /// Was it still open on the last day of the period?
    fn is_open(&self, one: &Followup) -> bool {
        one.closed_on.as_deref().is_none_or(|on| self.is_after(on))
    }

    /// Due in the period and open on its last day.
    pub(super) fn is_late(&self, one: &Followup) -> bool {
        let last = self.period.last.to_string();
        self.period.holds(one.due_on.as_deref())
            && one.due_on.as_deref().is_some_and(|due| due < last.as_str())
            && self.is_open(one)
    }

    /// Received in the period, without an answer, and its reply was due before the last day.
    pub(super) fn is_unanswered(&self, one: &Petition) -> bool {
        one.answer_class.is_none()
            && one.ending.is_none()
            && one.reply_due.as_deref().is_some_and(|due| due < self.period.last.to_string().as_str())
    }

    fn deputies(&self, wanted: impl Fn(&DeputyLine) -> bool) -> Counted {
        let found = self.deputies.iter().filter(|one| wanted(one));
        Counted::of(found.map(|one| Record { href: paths::COUNCILS.to_owned(), words: one.name.clone() }).collect())
    }

    fn supervisions(&self, wanted: impl Fn(&SupervisionRow) -> bool) -> Counted {
        Counted::of(self.supervisions.iter().filter(|row| wanted(row)).map(supervision).collect())
    }

    fn units(&self, wanted: impl Fn(&UnitRow) -> bool) -> Counted {
        let last = self.period.last.to_string();
        let due = self.units.iter().filter(|unit| unit.report_due.as_ref().is_some_and(|due| *due <= last));
        let record = |unit: &UnitRow| Record {
            href: format!("{}/{}", paths::SUPERVISIONS, unit.supervision_id),
            words: unit.name.clone(),
        };
        Counted::of(due.filter(|unit| wanted(unit)).map(record).collect())
    }

    fn followups(&self, wanted: impl Fn(&Followup) -> bool) -> Counted {
        Counted::of(self.followups.iter().filter(|one| wanted(one)).map(followup).collect())
    }

    fn petitions(&self, wanted: impl Fn(&Petition) -> bool) -> Counted {
        Counted::of(self.petitions.iter().filter(|one| wanted(one)).map(petition).collect())
    }

    /// Units whose report was late or is, with the supervision that waited for it.
    pub(super) fn late_units(&self) -> Vec<(String, Record)> {
        let last = self.period.last.to_string();
        self.units
            .iter()
            .filter(|unit| unit.report_due.as_ref().is_some_and(|due| *due < last) && !unit.was_in_time())
            .map(|unit| {
                let href = format!("{}/{}", paths::SUPERVISIONS, unit.supervision_id);
                (unit.name.clone(), Record { href, words: unit.name.clone() })
            })
            .collect()
    }
}

impl UnitRow {
    /// Did its report come no later than its day?
    fn was_in_time(&self) -> bool {
        // What was sent back counts by when it first came.
        let (due, came) = match (&self.first_due, &self.first_received_on) {
            (Some(due), Some(came)) => (Some(due), Some(came)),
            (Some(_) | None, _) => (self.report_due.as_ref(), self.received_on.as_ref()),
        };
        matches!((due, came), (Some(due), Some(came)) if came <= due)
    }
}

fn supervision(row: &SupervisionRow) -> Record {
    Record { href: format!("{}/{}", paths::SUPERVISIONS, row.id), words: row.title.clone() }
}

fn meeting(row: &contacts::MeetingRow) -> Record {
    Record {
        href: format!("{}/cuoc/{}", paths::CONTACTS, row.id),
        words: format!("{} – {}", crate::web::ui::shown(Some(&row.on_day)), row.whereabouts()),
    }
}

/// A follow-up as it stands in a list of what was counted.
pub(super) fn followup(one: &Followup) -> Record {
    Record { href: paths::followup(&one.number), words: format!("{} {}", one.number, one.title) }
}

/// A petition as it stands in a list of what was counted.
pub(super) fn petition(one: &Petition) -> Record {
    Record { href: format!("{}/{}", paths::PETITIONS, one.number), words: format!("{} {}", one.number, one.title) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_is_counted_or_entered_by_a_person() {
        let period = Period::read("2024-01-01", "2024-06-30").expect("a period");
        let nothing = Gathered {
            period,
            deputies: Vec::new(),
            supervisions: Vec::new(),
            units: Vec::new(),
            followups: Vec::new(),
            urgings: Vec::new(),
            meetings: Vec::new(),
            petitions: Vec::new(),
            replies: HashMap::new(),
            papers: Vec::new(),
            by_hand: HashMap::new(),
            thematic: Vec::new(),
        };
        for one in &INDICATORS.all {
            assert_eq!(nothing.count(&one.id).is_none(), one.by_hand, "{}", one.id);
        }
    }
}
