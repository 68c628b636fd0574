//! Meetings with voters (tiếp xúc cử tri): kinds of rounds, how one meets, and which clocks an event starts.
//!
//! This file answers which rules of the rulebook run for a round of a kind and what each of them waits for; days and
//! directions are data. It knows no people and no places. What voters ask for is a petition (`petition`).
//! Law: Nghị quyết liên tịch 72/2025/NQLT, Điều 9–42.

use crate::day::Day;
use crate::followup::stored_words;
use crate::rulebook::{Level, Rule, Rulebook};
use serde::{Deserialize, Serialize};

stored_words! {
    /// What a round of meetings is for.
    Kind {
        /// Trước kỳ họp.
        BeforeSession = "before_session",
        /// Sau kỳ họp.
        AfterSession = "after_session",
        /// Theo chuyên đề.
        Thematic = "thematic",
        /// Ngoài đơn vị bầu cử.
        OutsideConstituency = "outside_constituency",
        /// Gặp gỡ cá nhân, nhóm cử tri.
        Individual = "individual",
    }
}

stored_words! {
    /// How one meets.
    Way {
        /// Trực tiếp.
        InPerson = "in_person",
        /// Trực tuyến.
        Online = "online",
        /// Trực tiếp kết hợp trực tuyến.
        Both = "both",
    }
}

stored_words! {
    /// What became of a meeting.
    MeetingState {
        /// Sắp diễn ra.
        Planned = "planned",
        /// Đã diễn ra.
        Held = "held",
        /// Đã hoãn, không diễn ra.
        Cancelled = "cancelled",
    }
}

stored_words! {
    /// What the Standing Committee decides of a deputy's request to meet voters elsewhere.
    Decision {
        /// Đồng ý.
        Agreed = "agreed",
        /// Không đồng ý.
        Refused = "refused",
    }
}

impl Kind {
    /// Does a deputy have to ask for it first?
    pub fn is_asked_for(self) -> bool {
        matches!(self, Self::OutsideConstituency | Self::Individual)
    }

    /// To what rules of such meetings apply.
    fn applies_to(self) -> &'static [&'static str] {
        match self {
            Self::BeforeSession | Self::AfterSession | Self::Thematic => &["voter_meeting", "voter_petition"],
            Self::OutsideConstituency => &["voter_meeting.outside_constituency", "voter_petition"],
            Self::Individual => &["voter_meeting.individual"],
        }
    }
}

/// What starts clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A deputy asked.
    Asked,
    /// A meeting stands on a day.
    MeetingOn,
    /// A meeting was held.
    Held,
    /// The session that the round prepares opens on a day.
    SessionOn,
}

/// The rules that an event of this day starts.
pub fn clocks(rulebook: &Rulebook, start: Start, kind: Kind, level: Level, on: Day) -> Vec<&Rule> {
    let (trigger, applies): (&str, &[&str]) = match start {
        Start::Asked => ("deputy_request.received", kind.applies_to()),
        Start::MeetingOn => ("voter_meeting.date", kind.applies_to()),
        Start::Held => ("voter_meeting.held", kind.applies_to()),
        Start::SessionOn => ("session.opening", &["voter_synthesis_report", "voter_results_report"]),
    };
    let rules = rulebook.started_by(trigger, level, on).into_iter();
    rules.filter(|rule| applies.contains(&rule.applies_to.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(start: Start, kind: Kind) -> Vec<String> {
        let rulebook = Rulebook::shipped().expect("the shipped rulebook");
        let on = "2026-03-10".parse().expect("a day");
        clocks(&rulebook, start, kind, Level::Commune, on).into_iter().map(|rule| rule.id.clone()).collect()
    }

    #[test]
    fn each_kind_of_meeting_has_the_clocks_of_its_own_articles() {
        assert_eq!(ids(Start::MeetingOn, Kind::BeforeSession), ["voter-meeting-press-notice"]);
        assert_eq!(ids(Start::MeetingOn, Kind::OutsideConstituency), ["voter-outside-ward-notice"]);
        assert_eq!(ids(Start::MeetingOn, Kind::Individual), ["voter-individual-notice"]);
        assert_eq!(ids(Start::Held, Kind::BeforeSession), ["voter-group-synthesis"]);
        assert_eq!(ids(Start::Held, Kind::Individual), ["voter-individual-synthesis"]);
        assert_eq!(ids(Start::Asked, Kind::OutsideConstituency), ["voter-outside-ward-decision"]);
        assert!(ids(Start::Asked, Kind::BeforeSession).is_empty());
        assert_eq!(
            ids(Start::SessionOn, Kind::BeforeSession),
            ["voter-synthesis-to-committee", "voter-results-report"]
        );
    }
}
