//! A supervision (cuộc giám sát): the order of its stages, what a supervised unit owes in it, and which clocks start.
//!
//! This file answers what may happen next: a team is established, the work on the spot ends, the team reports, the body
//! concludes. It does not know figures (see `rulebook`), people or where anything is stored, and it writes no conclusion.
//! Lateness of a unit's report is a due day compared with today, never a state.
//! Law: Luật 87/2015/QH13, Điều 57–62, 66–75, 76–82, 83–86; Luật 121/2025/QH15 from 1 March 2026 (articles unread).

use crate::day::Day;
use crate::followup::stored_words;
use crate::refusal::Refusal;
use crate::rulebook::{Level, Rule, Rulebook};
use serde::{Deserialize, Serialize};

stored_words! {
    /// Whose supervision it is.
    Supervisor {
        /// Hội đồng nhân dân.
        Council = "council",
        /// Thường trực Hội đồng nhân dân.
        StandingCommittee = "standing_committee",
        /// Ban của Hội đồng nhân dân.
        Committee = "committee",
        /// Tổ đại biểu.
        DeputyGroup = "deputy_group",
        /// Đại biểu.
        Deputy = "deputy",
    }
}

stored_words! {
    /// What somebody is in a supervision team.
    Part {
        /// Trưởng đoàn.
        Leader = "leader",
        /// Phó trưởng đoàn.
        DeputyLeader = "deputy_leader",
        /// Thư ký.
        Secretary = "secretary",
        /// Thành viên.
        Member = "member",
        /// Người được mời.
        Invited = "invited",
    }
}

stored_words! {
    /// How a unit is supervised.
    Way {
        /// Làm việc trực tiếp.
        Visit = "visit",
        /// Qua báo cáo.
        ByReport = "by_report",
    }
}

stored_words! {
    /// How a later supervision hangs on an earlier one.
    Link {
        /// Tái giám sát.
        Resupervision = "resupervision",
        /// Theo dõi việc thực hiện.
        FollowUp = "follow_up",
        /// Giám sát lại chuyên đề đã giám sát.
        Repetition = "repetition",
        /// Một phần của cuộc giám sát được tách ra.
        Part = "part",
    }
}

/// How far a supervision has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// In the programme, or written down; no team yet.
    Planned,
    /// The team is established.
    Established {
        /// The day of the decision or resolution.
        on: Day,
    },
    /// The work with units is over.
    Ended {
        /// The last day.
        on: Day,
    },
    /// The team has reported.
    Reported {
        /// The day of the report.
        on: Day,
    },
    /// The body has concluded; recommendations are follow-ups now.
    Concluded {
        /// The day of the conclusion.
        on: Day,
    },
    /// It will not be carried out.
    Dropped {
        /// The day of that decision.
        on: Day,
    },
}

impl Stage {
    /// The stored words of every stage, in their order.
    pub const WORDS: &'static [&'static str] = &["planned", "established", "ended", "reported", "concluded", "dropped"];

    /// The stage behind a stored word and the day of its event.
    pub fn read(word: &str, on: Option<Day>) -> Option<Self> {
        match (word, on) {
            ("planned", _) => Some(Self::Planned),
            ("established", Some(on)) => Some(Self::Established { on }),
            ("ended", Some(on)) => Some(Self::Ended { on }),
            ("reported", Some(on)) => Some(Self::Reported { on }),
            ("concluded", Some(on)) => Some(Self::Concluded { on }),
            ("dropped", Some(on)) => Some(Self::Dropped { on }),
            _ => None,
        }
    }

    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Established { .. } => "established",
            Self::Ended { .. } => "ended",
            Self::Reported { .. } => "reported",
            Self::Concluded { .. } => "concluded",
            Self::Dropped { .. } => "dropped",
        }
    }

    /// The day of the event that led here.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::Planned => None,
            Self::Established { on }
            | Self::Ended { on }
            | Self::Reported { on }
            | Self::Concluded { on }
            | Self::Dropped { on } => Some(on),
        }
    }

    /// May papers, units, findings still be added? A concluded or dropped one is history.
    pub fn still_open(self) -> Result<(), Refusal> {
        match self {
            Self::Planned | Self::Established { .. } | Self::Ended { .. } | Self::Reported { .. } => Ok(()),
            Self::Concluded { on } | Self::Dropped { on } => Err(Refusal::SupervisionOver { on }),
        }
    }

    /// The team is established by a decision or resolution of this day.
    pub fn establish(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Planned => Ok(Self::Established { on }),
            Self::Established { on } | Self::Ended { on } | Self::Reported { on } => {
                Err(Refusal::EstablishedAlready { on })
            }
            Self::Concluded { on } | Self::Dropped { on } => Err(Refusal::SupervisionOver { on }),
        }
    }

    /// The work with units is over. Forms without a team (reviews of reports, questioning) go here from the start.
    pub fn end(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Planned => Ok(Self::Ended { on }),
            Self::Established { on: established } => not_before(on, established).map(|()| Self::Ended { on }),
            Self::Ended { on } | Self::Reported { on } => Err(Refusal::EndedAlready { on }),
            Self::Concluded { on } | Self::Dropped { on } => Err(Refusal::SupervisionOver { on }),
        }
    }

    /// The team hands in its report.
    pub fn report(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Planned | Self::Established { .. } => Err(Refusal::NotEnded),
            Self::Ended { on: ended } => not_before(on, ended).map(|()| Self::Reported { on }),
            Self::Reported { on } => Err(Refusal::ReportedAlready { on }),
            Self::Concluded { on } | Self::Dropped { on } => Err(Refusal::SupervisionOver { on }),
        }
    }

    /// The body concludes. A report comes first; forms without a team conclude once their work has ended.
    pub fn conclude(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Planned | Self::Established { .. } => Err(Refusal::NotEnded),
            Self::Ended { on: before } | Self::Reported { on: before } => {
                not_before(on, before).map(|()| Self::Concluded { on })
            }
            Self::Concluded { on } | Self::Dropped { on } => Err(Refusal::SupervisionOver { on }),
        }
    }

    /// It will not be carried out. What a team has begun is ended, not dropped.
    pub fn drop_it(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Planned | Self::Established { .. } => Ok(Self::Dropped { on }),
            Self::Ended { on } | Self::Reported { on } => Err(Refusal::EndedAlready { on }),
            Self::Concluded { on } | Self::Dropped { on } => Err(Refusal::SupervisionOver { on }),
        }
    }
}

fn not_before(on: Day, origin: Day) -> Result<(), Refusal> {
    if on < origin { Err(Refusal::BeforeItsOrigin { on, origin }) } else { Ok(()) }
}

/// Where the report of a supervised unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitReport {
    /// Nothing was asked for yet.
    NotAsked,
    /// Asked for by a day.
    Asked {
        /// The day by which it is due.
        due: Day,
    },
    /// Received.
    Received {
        /// The day.
        on: Day,
    },
    /// Sent back to be corrected, with a new day.
    Returned {
        /// The new due day.
        due: Day,
    },
}

impl UnitReport {
    /// The stored words, in their order.
    pub const WORDS: &'static [&'static str] = &["not_asked", "asked", "received", "returned"];

    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Asked { .. } => "asked",
            Self::Received { .. } => "received",
            Self::Returned { .. } => "returned",
        }
    }

    /// The council side asks for a report by a day; asking again moves the day.
    pub fn ask(self, due: Day) -> Result<Self, Refusal> {
        match self {
            Self::NotAsked | Self::Asked { .. } => Ok(Self::Asked { due }),
            Self::Received { on } => Err(Refusal::UnitReportReceived { on }),
            Self::Returned { .. } => Ok(Self::Returned { due }),
        }
    }

    /// The report comes in.
    pub fn receive(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::NotAsked | Self::Asked { .. } | Self::Returned { .. } => Ok(Self::Received { on }),
            Self::Received { on } => Err(Refusal::UnitReportReceived { on }),
        }
    }

    /// The team sends it back with a reason, to be corrected by a new day.
    pub fn send_back(self, reason: &str, due: Day) -> Result<Self, Refusal> {
        match self {
            Self::Received { .. } if reason.trim().is_empty() => Err(Refusal::ReasonMissing),
            Self::Received { on } => not_before(due, on).map(|()| Self::Returned { due }),
            Self::NotAsked | Self::Asked { .. } | Self::Returned { .. } => Err(Refusal::NoUnitReport),
        }
    }

    /// The day by which something is still owed, if anything is.
    pub fn owed_by(self) -> Option<Day> {
        match self {
            Self::Asked { due } | Self::Returned { due } => Some(due),
            Self::NotAsked | Self::Received { .. } => None,
        }
    }
}

/// An event of a supervision that may start clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The decision or resolution that establishes the team.
    Established,
    /// A working session with a unit, on its planned day.
    Visit,
    /// The work with units is over.
    Ended,
    /// The team's report was received.
    Reported,
}

/// The rule that gives a unit's report its day before a working session.
pub const UNIT_REPORT: &str = "unit-report-before-visit";

/// The rules that an event of this day starts for a supervisor at a level; none where the law has none, and the office
/// sets a day itself.
pub fn clocks(rulebook: &Rulebook, start: Start, by: Supervisor, level: Level, on: Day) -> Vec<&Rule> {
    let trigger = match (start, by) {
        (Start::Established, Supervisor::Council) if rulebook_names(rulebook, ESTABLISHED_BY_COUNCIL, on) => {
            ESTABLISHED_BY_COUNCIL
        }
        (Start::Established, _) => "decision_establishing_delegation.issued",
        (Start::Visit, _) => "working_session.date",
        (Start::Ended, _) => "supervision_activity.ended",
        (Start::Reported, _) => "delegation_report.received",
    };
    let own = match by {
        Supervisor::Council => "thematic_supervision.council",
        Supervisor::StandingCommittee => "thematic_supervision.standing",
        Supervisor::Committee => "thematic_supervision.committee",
        Supervisor::DeputyGroup => "deputy_group_supervision",
        Supervisor::Deputy => "deputy_supervision",
    };
    rulebook
        .started_by(trigger, level, on)
        .into_iter()
        .filter(|rule| rule.applies_to == own || rule.applies_to == "thematic_supervision")
        .collect()
}

const ESTABLISHED_BY_COUNCIL: &str = "council_resolution_establishing_delegation.issued";

/// Later laws name one event for every supervisor; until then the council's resolution has one of its own.
fn rulebook_names(rulebook: &Rulebook, trigger: &str, on: Day) -> bool {
    rulebook.rules.iter().any(|rule| rule.starts == trigger && rule.is_in_force(on))
}

/// What a supervision asks of its team, beside what the members have: person-days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// Units that are visited.
    pub visits: u32,
    /// Units that are supervised by report.
    pub reports: u32,
    /// Questions of the outline.
    pub questions: u32,
}

impl Load {
    /// Person-days that the work takes, by the office's figures: each visit lasts as many days as its questions need,
    /// for as many people as go; each report is read; then the team writes its own.
    pub fn person_days(self, capacity: &crate::rulebook::Capacity) -> u32 {
        let days_a_visit = self.questions.div_ceil(capacity.questions_a_day.max(1)).max(1);
        self.visits * days_a_visit * capacity.people_a_visit
            + self.reports * capacity.reading_days_a_report
            + capacity.writing_days
    }
}

/// Person-days that a member has in a span of working days, once other duties are taken off.
pub fn days_of(capacity: &crate::rulebook::Capacity, working_days: u32, is_full_time: bool, other_days: u32) -> u32 {
    let given = if is_full_time { working_days } else { working_days * capacity.part_time_share_percent / 100 };
    given.saturating_sub(other_days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_team_cannot_report_before_its_work_with_units_has_ended() {
        let established = Stage::Planned.establish(day("2024-03-01")).expect("established");
        assert_eq!(established.report(day("2024-04-01")), Err(Refusal::NotEnded));
        let ended = established.end(day("2024-04-20")).expect("ended");
        assert!(ended.report(day("2024-04-19")).is_err(), "a report is not older than the work");
        assert!(ended.report(day("2024-04-30")).is_ok());
    }

    #[test]
    fn a_concluded_supervision_takes_nothing_more() {
        let concluded = Stage::Concluded { on: day("2024-05-10") };
        assert!(concluded.still_open().is_err());
        assert!(concluded.drop_it(day("2024-05-11")).is_err());
    }

    #[test]
    fn a_report_is_sent_back_only_with_a_reason_and_then_owed_again() {
        let received = UnitReport::NotAsked.receive(day("2024-04-02")).expect("received");
        assert_eq!(received.send_back(" ", day("2024-04-10")), Err(Refusal::ReasonMissing));
        let returned = received.send_back("Chưa theo đề cương", day("2024-04-10")).expect("returned");
        assert_eq!(returned.owed_by(), Some(day("2024-04-10")));
    }

    #[test]
    fn the_clock_of_the_outline_follows_the_law_of_the_day_of_the_decision() {
        let book = Rulebook::shipped().expect("the rulebook");
        let named = |on: &str| {
            clocks(&book, Start::Established, Supervisor::StandingCommittee, Level::District, day(on))
                .into_iter()
                .map(|rule| rule.id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(named("2024-03-01"), ["thematic-standing-plan-outline"]);
        assert_eq!(named("2026-03-02"), ["carry-thematic-plan-outline"]);
        let council = clocks(&book, Start::Established, Supervisor::Council, Level::Commune, day("2026-03-02"));
        assert_eq!(council.len(), 1, "the new law names one event for all");
    }

    #[test]
    fn the_order_of_stages_reads_as_it_was_reviewed() {
        let on = day("2024-05-10");
        let stages = Stage::WORDS.iter().filter_map(|word| Stage::read(word, Some(on)));
        let mut table = String::from("stage | establish | end | report | conclude | drop\n");
        for stage in stages {
            let _ = write!(table, "{}", stage.as_str());
            for next in [stage.establish(on), stage.end(on), stage.report(on), stage.conclude(on), stage.drop_it(on)] {
                let _ = match next {
                    Ok(next) => write!(table, " | {}", next.as_str()),
                    Err(refusal) => write!(table, " | ({})", refusal.key()),
                };
            }
            table.push('\n');
        }
        insta::assert_snapshot!(table);
    }
}
