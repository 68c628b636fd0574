//! Which duties does the law set, since when, and what may follow when one is not met?
//!
//! The rulebook is data: deadlines, the ladder of urging, the forms of supervision, minimums and
//! classes of answers, each with citation and confidence (Law 87/2015/QH13 until 28 February
//! 2026, Law 121/2025/QH15 after it, Joint Resolution 72/2025, Laws 42/2013, 02/2011, 25/2018
//! and others). It is read and checked as a whole: a bad file gives the file, the line and the
//! reason. It reckons no day (`deadline` does) and decides no case (`followup` does).

mod fault;
mod overlay;
mod reading;
pub(crate) mod sheet;
pub(crate) mod shipped;
pub(crate) mod terms;

use std::fmt;

use serde::Serialize;

use crate::day::Day;
use crate::followup::Origin;

pub use fault::{Fault, FaultReason};
pub use terms::{Body, Confidence, Direction, Level, Per, Requirement, RuleKind, Settles, Signer, Unit};

/// Everything the data files say, checked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rulebook {
    /// Every edition of every rule, also those that are no longer in force.
    pub rules: Vec<Rule>,
    /// How an unmet duty is urged.
    pub ladder: Ladder,
    /// The forms of supervision and who may use them.
    pub forms: Vec<SupervisionForm>,
    /// How often, at least, a body is expected to use a form.
    pub minimums: Vec<Minimum>,
    /// For how long a topic should not be supervised again.
    pub no_repeat: NoRepeat,
    /// What a supervision takes of its team, and what members have.
    pub capacity: Capacity,
    /// The classes an answer is sorted into.
    pub answers: Vec<AnswerClass>,
}

/// One edition of one rule: what must be done, counted from which event, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Name of the rule, shared by its editions.
    pub id: String,
    /// Edition, from 1; a later one supersedes.
    pub edition: u32,
    /// What must be done, in Vietnamese.
    pub duty: String,
    /// The event that starts the rule, or a fixed date (see [`Rule::fixed_date`]).
    pub starts: String,
    /// How many units.
    pub count: u32,
    /// What is counted.
    pub unit: Unit,
    /// Up to the event or from it.
    pub direction: Direction,
    /// What kind of file the rule concerns.
    pub applies_to: String,
    /// The only level it concerns; none when it concerns all.
    pub level: Option<Level>,
    /// First day in force.
    pub from: Day,
    /// Last day in force, if it has ended.
    pub to: Option<Day>,
    /// The provision.
    pub citation: String,
    /// How well the figure is known.
    pub confidence: Confidence,
    /// Where the text was read.
    pub source: Option<String>,
    /// What a reader must also know, in Vietnamese.
    pub note: Option<String>,
    /// Who put an office's name to the figure.
    pub confirmed: Option<Confirmation>,
    /// What the reckoned day means.
    pub kind: RuleKind,
}

/// An office's word that a figure is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// Who confirmed.
    pub by: String,
    /// On which day.
    pub on: Day,
    /// The document relied on.
    pub document: String,
}

/// A date that comes back each year, before the year a programme is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedDate {
    /// Month, 1 to 12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
}

/// How an unmet duty is urged, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ladder {
    /// How many working days before the due day a notice goes out, longest first.
    pub notices_before_working_days: Vec<u32>,
    /// From how many working days before it a due day counts as near.
    pub near_working_days: u32,
    /// The rungs, lowest first.
    pub rungs: Vec<Rung>,
}

/// One step of urging.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rung {
    /// Place on the ladder, from 1.
    pub number: u32,
    /// Stable name.
    pub id: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Proposed only when the duty is late by so many days.
    pub after_overdue_days: u32,
    /// Proposed only so many days after the paper of the rung below was sent.
    pub wait_days: u32,
    /// How many papers of this rung are sent before climbing.
    pub times: u32,
    /// Kind of paper, in Vietnamese.
    pub paper: String,
    /// Whose signature the paper carries: `clerk`, `standing_committee` or `council`.
    pub signed_by: String,
    /// Days given to the addressee.
    pub answer_days: u32,
    /// The provision, or the practice.
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// What a reader must also know, in Vietnamese.
    pub note: Option<String>,
}

/// A form of supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupervisionForm {
    /// `GS-01` to `GS-12`.
    pub id: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Words by which published records name it.
    pub also_called: Vec<String>,
    /// Where an obligation that comes out of it is said to come from.
    pub gives: Origin,
    /// A team is established, visits units and reports: the clocks of a team run.
    pub has_team: bool,
    /// It goes back to what an earlier supervision left undone.
    pub supervises_again: bool,
    /// It is a secret ballot, of which only totals are kept.
    pub is_ballot: bool,
    /// The provisions.
    pub citation: String,
    /// How well they are known.
    pub confidence: Confidence,
    /// What a reader must also know, in Vietnamese.
    pub note: Option<String>,
    /// Who may use it.
    pub users: Vec<FormUser>,
}

/// Who may use a form at one level, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormUser {
    /// The level.
    pub level: Level,
    /// `council`, `standing_committee`, `committee`, `deputy_group`, `deputy`.
    pub bodies: Vec<String>,
    /// First day.
    pub from: Day,
    /// Last day, if it has ended.
    pub to: Option<Day>,
}

/// How often, at least, a body is expected to use a form of supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Minimum {
    /// The body, written as in [`FormUser::bodies`].
    pub body: String,
    /// The level.
    pub level: Level,
    /// The form, `GS-..`.
    pub form: String,
    /// `month`, `quarter`, `year` or `term`.
    pub per: String,
    /// How often.
    pub count: u32,
    /// First day.
    pub from: Day,
    /// Last day, if it has ended.
    pub to: Option<Day>,
    /// The provision, or the practice.
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// What a reader must also know, in Vietnamese.
    pub note: Option<String>,
}

/// For how long a topic should not be supervised again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoRepeat {
    /// Months since the last supervision of the topic.
    pub months: u32,
    /// Days before and after a supervision of a unit within which another one of it, at either level, is an overlap.
    pub same_unit_days: u32,
    /// The provision, or the practice.
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// What a reader must also know, in Vietnamese.
    pub note: Option<String>,
}

/// What a supervision takes of its team, and what members have: an office's own figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Capacity {
    /// Share of working time that a part-time deputy gives to the council, in percent.
    pub part_time_share_percent: u32,
    /// Questions of the outline that a team goes through in a day with a unit.
    pub questions_a_day: u32,
    /// Members who go to a visit.
    pub people_a_visit: u32,
    /// Person-days to read the report of a unit that is not visited.
    pub reading_days_a_report: u32,
    /// Person-days to write the team's own report.
    pub writing_days: u32,
    /// The provision, or the practice.
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// What a reader must also know, in Vietnamese.
    pub note: Option<String>,
}

/// A class an answer is sorted into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswerClass {
    /// Stable name.
    pub id: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// What such an answer brings to an end.
    pub settles: Settles,
    /// What such an answer must carry.
    pub requires: Vec<Requirement>,
}

/// Why no rule could be given for a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotInForce {
    /// No rule has this name.
    Unknown {
        /// The name asked for.
        id: String,
        /// Names that look like it, closest first.
        nearest: Vec<String>,
    },
    /// The rule exists, but not on that day.
    OutsideForce {
        /// The name asked for.
        id: String,
        /// First day of its first edition.
        from: Day,
        /// Last day of its last edition, if it has ended.
        to: Option<Day>,
    },
}

impl fmt::Display for NotInForce {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { id, nearest } if nearest.is_empty() => write!(out, "no rule `{id}`"),
            Self::Unknown { id, nearest } => {
                write!(out, "no rule `{id}`; nearest: {}", nearest.join(", "))
            }
            Self::OutsideForce { id, from, to: Some(to) } => {
                write!(out, "rule `{id}` was in force from {from} to {to} only")
            }
            Self::OutsideForce { id, from, to: None } => {
                write!(out, "rule `{id}` is in force from {from} only")
            }
        }
    }
}

impl std::error::Error for NotInForce {}

impl Rulebook {
    /// The rulebook that comes with the program.
    pub fn shipped() -> Result<Self, Fault> {
        Self::read(&shipped::files())
    }

    /// A whole rulebook from files given as (name, text).
    pub fn read(files: &[(String, String)]) -> Result<Self, Fault> {
        reading::whole(files)
    }

    /// The same rulebook with an office's files on top: new rules, later editions of known
    /// rules, confirmations, its own ladder, forms, minimums or answer classes.
    pub fn with(self, files: &[(String, String)]) -> Result<Self, Fault> {
        overlay::lay(self, files)
    }

    /// The edition of a rule that binds on a day.
    pub fn in_force(&self, id: &str, on: Day) -> Result<&Rule, NotInForce> {
        let editions: Vec<&Rule> = self.rules.iter().filter(|rule| rule.id == id).collect();
        editions
            .iter()
            .copied()
            .filter(|rule| rule.is_in_force(on))
            .max_by_key(|rule| rule.edition)
            .ok_or_else(|| self.not_in_force(id, &editions))
    }

    /// The rules in force on a day that an event starts at a level.
    pub fn started_by(&self, trigger: &str, level: Level, on: Day) -> Vec<&Rule> {
        self.rules
            .iter()
            .filter(|rule| rule.starts == trigger && rule.concerns(level) && rule.is_in_force(on))
            .collect()
    }

    /// One named edition, also when it is no longer in force.
    pub fn edition(&self, id: &str, edition: u32) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id && rule.edition == edition)
    }

    /// A form of supervision by its name.
    pub fn form(&self, id: &str) -> Option<&SupervisionForm> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// A class of answers by its name.
    pub fn answer(&self, id: &str) -> Option<&AnswerClass> {
        self.answers.iter().find(|class| class.id == id)
    }

    fn not_in_force(&self, id: &str, editions: &[&Rule]) -> NotInForce {
        let first = editions.iter().min_by_key(|rule| (rule.from, rule.edition));
        let last = editions.iter().max_by_key(|rule| rule.edition);
        match (first, last) {
            (Some(first), Some(last)) => NotInForce::OutsideForce { id: id.to_owned(), from: first.from, to: last.to },
            _ => NotInForce::Unknown { id: id.to_owned(), nearest: self.nearest(id) },
        }
    }

    fn nearest(&self, id: &str) -> Vec<String> {
        let mut near: Vec<(usize, &str)> = self
            .rules
            .iter()
            .filter(|rule| rule.edition == 1)
            .map(|rule| (distance(id, &rule.id), rule.id.as_str()))
            .filter(|(away, known)| *away * 2 <= id.len().max(known.len()))
            .collect();
        near.sort_unstable();
        near.into_iter().take(3).map(|(_, known)| known.to_owned()).collect()
    }
}

impl Rule {
    /// The form of `starts` for a date that does not hang on an event.
    const FIXED: (&'static str, &'static str) = ("fixed_date:", "_of_year_before_programme");

    /// Whether the rule binds for an event of this day.
    pub fn is_in_force(&self, on: Day) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }

    /// Whether the rule concerns councils of this level.
    pub fn concerns(&self, level: Level) -> bool {
        self.level.is_none_or(|only| only == level)
    }

    /// The date a rule names instead of an event: `fixed_date:03-01_of_year_before_programme`.
    pub fn fixed_date(&self) -> Option<FixedDate> {
        let (head, tail) = Self::FIXED;
        let (month, day) = self.starts.strip_prefix(head)?.strip_suffix(tail)?.split_once('-')?;
        // 2001 is no leap year: a date that exists then exists every year.
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        Day::new(2001, month, day).ok()?;
        Some(FixedDate { month, day })
    }

    fn names_a_date(&self) -> bool {
        self.starts.starts_with(Self::FIXED.0)
    }
}

impl SupervisionForm {
    /// Whether a body of a level may use the form on a day.
    pub fn may_be_used_by(&self, body: &str, level: Level, on: Day) -> bool {
        self.users.iter().any(|user| {
            user.level == level
                && user.from <= on
                && user.to.is_none_or(|to| on <= to)
                && user.bodies.iter().any(|known| known == body)
        })
    }
}

/// How many letters must change to turn one name into the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = above + 1;
        for (place, known) in other.iter().enumerate() {
            let change = corner + usize::from(letter != *known);
            corner = row[place + 1];
            row[place + 1] = change.min(row[place] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}
