//! Counting: what each indicator counts, with the records that were counted. An indicator is a question put to what was gathered;
//! it may be narrowed to one value of a trait of the records (`answered/topic=giao_thong`), as the tables do.

use std::collections::HashSet;

use serde::Serialize;

use super::INDICATORS;
use super::further::FIGURES;
use super::gathering::{Followup, Gathered, Note, Petition};
use crate::supervision::store::UnitRow;
use crate::web::paths;

/// A record that was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Record {
    /// Its page.
    pub href: String,
    /// What it is called.
    pub words: String,
}

/// What kind of records an indicator counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Deputies.
    Deputies,
    /// Items of programmes.
    Items,
    /// Supervisions.
    Supervisions,
    /// Units of supervisions.
    Units,
    /// Follow-ups.
    Followups,
    /// Follow-ups open at the end, whenever they came.
    OpenFollowups,
    /// Papers of the ladder.
    Urgings,
    /// Rounds of meetings with voters.
    Rounds,
    /// Meetings with voters.
    Meetings,
    /// What was said there.
    Notes,
    /// Petitions.
    Petitions,
    /// Petitions open at the end, whenever they came.
    OpenPetitions,
    /// Issued papers.
    Papers,
    /// What other rooms keep for their own sake.
    Further,
}

/// By what a record is known again, whichever list it was counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known<'a> {
    /// A follow-up, by its number.
    Followup(&'a str),
    /// A petition, by its number.
    Petition(&'a str),
    /// Any other record, by its place in its list.
    Other(Kind, usize),
}

/// A figure with what was counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// The number.
    pub number: i64,
    /// The records behind it, by kind and place in what was gathered; none for a figure entered by a person.
    pub picked: Option<(Kind, Vec<usize>)>,
    /// Where a figure entered by a person comes from.
    pub source: Option<String>,
}

impl Counted {
    fn of(kind: Kind, picked: Vec<usize>) -> Self {
        Self { number: i64::try_from(picked.len()).unwrap_or(i64::MAX), picked: Some((kind, picked)), source: None }
    }
}

/// The places of the records that are wanted.
fn picked<T>(all: &[T], wanted: impl Fn(&T) -> bool) -> Vec<usize> {
    all.iter().enumerate().filter(|(_, one)| wanted(one)).map(|(n, _)| n).collect()
}

/// Answers by which a body takes a matter up without its being done.
const UNDER_WAY: &[&str] = &["under_way", "accepted_with_time", "accepted_without_time", "accepted_without_document"];

impl Gathered {
    /// Every indicator, in the order of the file; none for one that a person enters and has not.
    pub fn all(&self) -> Vec<Option<Counted>> {
        INDICATORS.all.iter().map(|one| self.count(&one.id)).collect()
    }

    /// One indicator, or one narrowed to a value of a trait.
    pub fn count(&self, id: &str) -> Option<Counted> {
        if let Some((base, narrowed)) = id.split_once('/') {
            let (by, value) = narrowed.split_once('=')?;
            // What sums over its records cannot be told by counting some of them.
            if ["voters", "speakers"].contains(&base) {
                return None;
            }
            let (kind, mut picked) = self.count(base)?.picked?;
            picked.retain(|n| self.trait_of(kind, by, *n) == value);
            return Some(Counted::of(kind, picked));
        }
        if let Some((number, source)) = self.by_hand.get(id) {
            return Some(Counted { number: *number, picked: None, source: Some(source.clone()) });
        }
        let one = INDICATORS.by_id(id);
        if let Some(narrowed) = one.and_then(|one| one.counts.as_ref()) {
            return self.count(narrowed);
        }
        if one.is_some_and(|one| one.papers.is_some()) || FIGURES.contains(&id) {
            // Nothing on record may mean that it is kept elsewhere: then nobody says nought.
            let counted = picked(&self.further, |one| one.figure == id);
            return (!counted.is_empty()).then(|| Counted::of(Kind::Further, counted));
        }
        Some(match id {
            "voters" => {
                let number = self.meetings.iter().map(|one| one.voters).sum();
                Counted { number, ..Counted::of(Kind::Meetings, picked(&self.meetings, |_| true)) }
            }
            "speakers" => {
                // Whoever is named speaks once at a meeting; what nobody is named for was said by somebody else.
                let mut known = HashSet::new();
                let mut new = |note: &Note| {
                    note.speaker.is_empty() || known.insert((note.meeting_id.clone(), words::fold(&note.speaker)))
                };
                let number = self.notes.iter().map(|note| i64::from(new(note))).sum();
                Counted { number, ..Counted::of(Kind::Notes, picked(&self.notes, |_| true)) }
            }
            _ => {
                let (kind, picked) = self.picked(id)?;
                Counted::of(kind, picked)
            }
        })
    }

    fn picked(&self, id: &str) -> Option<(Kind, Vec<usize>)> {
        Some(match id {
            "deputies" => (Kind::Deputies, picked(&self.deputies, |_| true)),
            "deputies-full-time" => (Kind::Deputies, picked(&self.deputies, |one| one.kind == "full_time")),
            "deputies-meeting" => (Kind::Deputies, picked(&self.deputies, |one| self.met.contains(&one.id))),

            "planned" => (Kind::Items, picked(&self.items, |_| true)),
            "planned-concluded" => (Kind::Items, picked(&self.items, |item| item.concluded)),
            "supervisions" => (Kind::Supervisions, picked(&self.supervisions, |_| true)),
            "concluded" => (
                Kind::Supervisions,
                picked(&self.supervisions, |row| row.concluded_on.as_ref().is_some_and(|on| *on <= self.last)),
            ),
            "resupervisions" => (
                Kind::Supervisions,
                picked(&self.supervisions, |row| {
                    self.again.contains(&row.form) || row.earlier_link.as_deref() == Some("resupervision")
                }),
            ),
            "units" => (Kind::Units, picked(&self.units, |_| true)),
            "units-visited" => (Kind::Units, picked(&self.units, |unit| unit.visited_on.is_some())),
            "unit-reports" => (Kind::Units, picked(&self.units, |unit| self.owed_report(unit))),
            "unit-reports-in-time" => {
                (Kind::Units, picked(&self.units, |unit| self.owed_report(unit) && unit.was_in_time()))
            }

            "laid-down" => (Kind::Followups, picked(&self.followups, |one| self.holds(one.source_on.as_ref()))),
            "recommended" => (
                Kind::Followups,
                picked(&self.followups, |one| self.holds(one.source_on.as_ref()) && one.after_supervision()),
            ),
            "under-way" => (
                Kind::Followups,
                picked(&self.followups, |one| self.holds(one.source_on.as_ref()) && self.is_open(one)),
            ),
            "open" => (Kind::OpenFollowups, picked(&self.open_followups, |_| true)),
            "no-day" => (
                Kind::Followups,
                picked(&self.followups, |one| self.holds(one.source_on.as_ref()) && one.due_on.is_none()),
            ),
            "due" => (Kind::Followups, picked(&self.followups, |one| self.is_due(one))),
            "done" => (Kind::Followups, picked(&self.followups, |one| self.ended(one, "done"))),
            "excused" => (Kind::Followups, picked(&self.followups, |one| self.ended(one, "excused"))),
            "claimed" => (
                Kind::Followups,
                picked(&self.followups, |one| self.is_due(one) && self.is_open(one) && one.state == "claimed"),
            ),
            "late" => (Kind::Followups, picked(&self.followups, |one| self.is_late(one))),
            "urgings" => (Kind::Urgings, picked(&self.urgings, |_| true)),

            "rounds" => (Kind::Rounds, picked(&self.rounds, |_| true)),
            "meetings" => (Kind::Meetings, picked(&self.meetings, |_| true)),
            "meetings-online" => (Kind::Meetings, picked(&self.meetings, |one| one.way != "in_person")),
            "opinions" => (Kind::Notes, picked(&self.notes, |_| true)),

            "petitions" => (Kind::Petitions, picked(&self.petitions, |_| true)),
            "on-spot" => (Kind::Petitions, picked(&self.petitions, Petition::on_spot)),
            "sent" => (Kind::Petitions, picked(&self.petitions, Petition::was_sent)),
            "answered" => (Kind::Petitions, picked(&self.petitions, |one| one.answer_class.is_some())),
            "in-time" => (
                Kind::Petitions,
                picked(&self.petitions, |one| {
                    one.answer_class.is_some()
                        && matches!(self.replies.get(&one.id), Some((due, Some(met))) if met <= due)
                }),
            ),
            "answered-done" => (Kind::Petitions, picked(&self.petitions, |one| one.class() == Some("done"))),
            "answered-refused" => (Kind::Petitions, picked(&self.petitions, |one| one.flow() == "refused")),
            "replies-due" => (Kind::Petitions, picked(&self.petitions, |one| self.reply_is_due(one))),
            "answered-under-way" => (
                Kind::Petitions,
                picked(&self.petitions, |one| one.class().is_some_and(|class| UNDER_WAY.contains(&class))),
            ),
            "explained" => (Kind::Petitions, picked(&self.petitions, |one| one.class() == Some("explained"))),
            "settled" => (Kind::Petitions, picked(&self.petitions, |one| one.ending.as_deref() == Some("done"))),
            "repeated" => (Kind::Petitions, picked(&self.petitions, |one| one.repeats_id.is_some())),
            "unanswered" => (Kind::Petitions, picked(&self.petitions, |one| self.is_unanswered(one))),
            "petitions-open" => (Kind::OpenPetitions, picked(&self.open_petitions, |_| true)),

            "papers" => (Kind::Papers, picked(&self.papers, |_| true)),
            _ => return None,
        })
    }

    /// Its day is in the period, and has come.
    fn is_due(&self, one: &Followup) -> bool {
        self.holds(one.due_on.as_ref()) && one.due_on.as_ref().is_some_and(|due| *due <= self.until)
    }

    /// The day of its first reply has come, or it was answered before.
    fn reply_is_due(&self, one: &Petition) -> bool {
        let first = self.replies.get(&one.id);
        first.is_some_and(|(due, met)| *due <= self.until || met.is_some())
    }

    pub(super) fn holds(&self, day: Option<&String>) -> bool {
        day.is_some_and(|day| self.first <= *day && *day <= self.last)
    }

    fn owed_report(&self, unit: &UnitRow) -> bool {
        unit.report_due.as_ref().is_some_and(|due| *due <= self.last)
    }

    /// Was it still open on the last day of the period?
    fn is_open(&self, one: &Followup) -> bool {
        one.closed_on.as_ref().is_none_or(|on| *on > self.last)
    }

    fn ended(&self, one: &Followup, verdict: &str) -> bool {
        self.is_due(one) && one.verdict.as_deref() == Some(verdict) && !self.is_open(one)
    }

    /// Due in the period, its day has passed at the end of the period, or today where that is earlier, and it is open.
    pub(super) fn is_late(&self, one: &Followup) -> bool {
        self.is_due(one) && one.due_on.as_ref().is_some_and(|due| *due < self.until) && self.is_open(one)
    }

    /// Laid down after a supervision in the period, and the body has not said whether it accepts it.
    pub(super) fn is_silent(&self, one: &Followup) -> bool {
        self.holds(one.source_on.as_ref())
            && one.response.is_none()
            && self.is_open(one)
            && one.claimed_nothing()
            && one.after_supervision()
    }

    /// Its reply was due before the period's end, and it has none.
    pub(super) fn is_unanswered(&self, one: &Petition) -> bool {
        one.answer_class.is_none()
            && one.ending.is_none()
            && one.reply_due.as_ref().is_some_and(|due| *due < self.until)
    }

    /// Units whose report was late or is, by their place.
    pub(super) fn late_units(&self) -> Vec<usize> {
        picked(&self.units, |unit| unit.report_due.as_ref().is_some_and(|due| *due < self.until) && !unit.was_in_time())
    }

    /// The records behind a figure.
    pub fn records(&self, counted: &Counted) -> Vec<Record> {
        let Some((kind, picked)) = &counted.picked else { return Vec::new() };
        picked.iter().map(|n| self.record(*kind, *n)).collect()
    }

    /// By what a record is known again.
    pub fn known(&self, kind: Kind, n: usize) -> Known<'_> {
        match kind {
            Kind::Followups => Known::Followup(&self.followups[n].number),
            Kind::OpenFollowups => Known::Followup(&self.open_followups[n].number),
            Kind::Petitions => Known::Petition(&self.petitions[n].number),
            Kind::OpenPetitions => Known::Petition(&self.open_petitions[n].number),
            _ => Known::Other(kind, n),
        }
    }

    /// By what a record is told from all others, from one day to the next, whatever it is called then.
    pub(super) fn key(&self, kind: Kind, n: usize) -> String {
        match kind {
            Kind::Deputies => self.deputies[n].id.clone(),
            Kind::Items => format!("{} {}", self.items[n].year, self.items[n].title),
            Kind::Units => self.units[n].id.clone(),
            Kind::Notes => format!("{} {}", self.notes[n].meeting_id, self.notes[n].words),
            Kind::Papers => self.papers[n].1.clone(),
            Kind::Further => self.further[n].key.clone(),
            _ => self.record(kind, n).href,
        }
    }

    /// A record as it stands in a list of what was counted.
    pub fn record(&self, kind: Kind, n: usize) -> Record {
        match kind {
            Kind::Deputies => Record { href: paths::COUNCILS.to_owned(), words: self.deputies[n].name.clone() },
            Kind::Items => {
                let item = &self.items[n];
                let href = format!("{}?hdnd={}&nam={}", paths::PROGRAMME, self.mark, item.year);
                Record { href, words: format!("{} ({})", item.title, item.year) }
            }
            Kind::Supervisions => {
                let row = &self.supervisions[n];
                Record { href: format!("{}/{}", paths::SUPERVISIONS, row.id), words: row.title.clone() }
            }
            Kind::Units => {
                let unit = &self.units[n];
                Record { href: format!("{}/{}", paths::SUPERVISIONS, unit.supervision_id), words: unit.name.clone() }
            }
            Kind::Followups => {
                let one = &self.followups[n];
                Record { href: paths::followup(&one.number), words: format!("{} {}", one.number, one.title) }
            }
            Kind::OpenFollowups => {
                let one = &self.open_followups[n];
                Record { href: paths::followup(&one.number), words: format!("{} {}", one.number, one.title) }
            }
            Kind::Urgings => {
                let (id, symbol) = &self.urgings[n];
                Record { href: paths::urging(id), words: symbol.clone() }
            }
            Kind::Rounds => {
                let round = &self.rounds[n];
                Record { href: format!("{}/dot/{}", paths::CONTACTS, round.id), words: round.title.clone() }
            }
            Kind::Meetings => {
                let row = &self.meetings[n];
                let on = crate::web::ui::shown(Some(&row.on_day));
                let href = format!("{}/cuoc/{}", paths::CONTACTS, row.id);
                Record { href, words: format!("{on} – {}", row.whereabouts()) }
            }
            Kind::Notes => {
                let note = &self.notes[n];
                let href = format!("{}/cuoc/{}", paths::CONTACTS, note.meeting_id);
                Record { href, words: note.words.clone() }
            }
            Kind::Petitions => {
                let one = &self.petitions[n];
                let href = format!("{}/{}", paths::PETITIONS, one.number);
                Record { href, words: format!("{} {}", one.number, one.title) }
            }
            Kind::OpenPetitions => {
                let one = &self.open_petitions[n];
                Record {
                    href: format!("{}/{}", paths::PETITIONS, one.number),
                    words: format!("{} {}", one.number, one.title),
                }
            }
            Kind::Further => {
                let one = &self.further[n];
                Record { href: one.href.clone(), words: one.words.clone() }
            }
            Kind::Papers => {
                let (href, words) = self.papers[n].clone();
                Record { href, words }
            }
        }
    }
}

impl Followup {
    /// Was it laid down after a supervision?
    fn after_supervision(&self) -> bool {
        ["conclusion", "recommendation"].contains(&self.origin.as_str())
    }

    fn claimed_nothing(&self) -> bool {
        self.state != "claimed" && self.verdict.is_none()
    }
}

impl Petition {
    pub(super) fn class(&self) -> Option<&str> {
        self.answer_class.as_deref()
    }

    fn on_spot(&self) -> bool {
        self.stage == "on_spot"
            || (self.stage == "closed" && self.answer_class.is_none() && self.reply_due.is_none() && !self.went_out())
    }

    fn went_out(&self) -> bool {
        self.stage == "outside" || self.ending.as_deref() == Some("elsewhere")
    }

    fn was_sent(&self) -> bool {
        !self.on_spot() && !["received", "screened"].contains(&self.stage.as_str())
    }

    /// How far it came on the way from asked to proved; what is proved says by which answer it came there.
    pub(super) fn flow(&self) -> &'static str {
        let promised = self.class().is_some_and(|class| UNDER_WAY.contains(&class));
        match (self.ending.as_deref(), self.class()) {
            (_, None) if self.on_spot() => "on-spot",
            (Some("done"), _) if promised => "promise-proved",
            (Some("done"), _) => "proved",
            (_, Some("done")) => "said-done",
            (_, Some("explained")) => "explained",
            (_, Some(_)) if promised => "promised",
            (_, Some(_)) => "refused",
            (_, None) if self.was_sent() => "waiting",
            (_, None) => "not-sent",
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_indicator_is_counted_or_entered_by_a_person() {
        let nothing = Gathered::default();
        for one in &INDICATORS.all {
            assert_eq!(nothing.count(&one.id).is_none(), one.by_hand, "{}", one.id);
        }
    }
}
