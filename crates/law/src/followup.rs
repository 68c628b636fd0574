//! The follow-up (việc theo dõi): one thing that a body owes a council, until the council says that it is done.
//!
//! This file answers what may happen to a follow-up and in which order: the addressee responds, reports and claims;
//! only the council side judges. It does not know deadlines (see `deadline`), who holds which role (see `role`), or
//! where anything is stored. Lateness is never a state: it is a due day compared with today.
//! Law: Luật 87/2015/QH13, Điều 7, 89; Luật 121/2025/QH15, Điều 40 (second-hand, see the rulebook).

use serde::{Deserialize, Serialize};

use crate::day::Day;
use crate::refusal::Refusal;

/// Makes an enum whose variants are stored and exchanged as short English words.
macro_rules! stored_words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }
        impl $name {
            /// Every value, in the order in which people list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stored word.
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
            /// The value behind a stored word.
            pub fn read(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)+ _ => None } }
        }
    };
}
pub(crate) use stored_words;

stored_words! {
    /// Where the obligation comes from.
    Origin {
        /// Kiến nghị sau giám sát.
        Recommendation = "recommendation",
        /// Kết luận giám sát.
        Conclusion = "conclusion",
        /// Lời hứa khi trả lời chất vấn.
        QuestioningPromise = "questioning_promise",
        /// Nhiệm vụ trong nghị quyết.
        ResolutionTask = "resolution_task",
        /// Kết luận hội nghị giao ban.
        ConferenceConclusion = "conference_conclusion",
        /// Kiến nghị cử tri.
        Petition = "petition",
    }
}
stored_words! {
    /// Which way the obligation faces.
    Facing {
        /// To a supervised body.
        Outward = "outward",
        /// To the council's own bodies or teams.
        Inward = "inward",
        /// To a higher level.
        Upward = "upward",
        /// From the supervised unit back to the council.
        Back = "back",
    }
}
stored_words! {
    /// How pressing the council holds it to be.
    Priority { /// Thường.
        Normal = "normal", /// Cao.
        High = "high", /// Khẩn.
        Urgent = "urgent" }
}
stored_words! {
    /// What the published words say about time.
    DueKind {
        /// A day of the calendar.
        Day = "day",
        /// Before an event, such as a session.
        Event = "event",
        /// A rhythm: every month, quarter, half-year, year, session.
        Rhythm = "rhythm",
        /// Words that no calendar can follow ("sớm", "trong thời gian tới").
        Vague = "vague",
        /// Nothing at all.
        None = "none",
    }
}
stored_words! {
    /// What the addressee says to the obligation.
    Response { /// Chấp nhận.
        Accepted = "accepted", /// Chấp nhận một phần.
        Partly = "partly", /// Không chấp nhận.
        Rejected = "rejected" }
}
stored_words! {
    /// What the council says of the outcome. Only the council side speaks it.
    Verdict {
        /// Đã thực hiện xong: closes.
        Done = "done",
        /// Đạt một phần: goes on.
        Partly = "partly",
        /// Chưa thực hiện: goes on.
        NotDone = "not_done",
        /// Không thể thực hiện, được chấp nhận bằng văn bản: closes.
        Excused = "excused",
        /// Không đúng yêu cầu: goes on.
        OffRequest = "off_request",
    }
}

impl Verdict {
    /// Does this verdict end the follow-up?
    pub fn closes(self) -> bool {
        match self {
            Self::Done | Self::Excused => true,
            Self::Partly | Self::NotDone | Self::OffRequest => false,
        }
    }
}

/// How a follow-up ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Judged done, or excused.
    Judged(Verdict),
    /// Passed to a successor council.
    HandedOver,
}

/// Where a follow-up stands between the addressee and the council.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The addressee has not said anything.
    Waiting,
    /// The addressee has responded, or reported progress.
    Answered {
        /// What the addressee said.
        response: Option<Response>,
    },
    /// The addressee says that it is finished; the council has not judged.
    Claimed {
        /// The day.
        on: Day,
    },
    /// Over, until reopened.
    Closed {
        /// How it ended.
        how: Ending,
        /// The day.
        on: Day,
    },
}

/// What happened, as recorded in the chain. `as_str` is the stored word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The addressee responded.
    Responded(Response),
    /// The addressee reported progress.
    Reported,
    /// The addressee claimed completion.
    Claimed,
    /// The council judged.
    Judged(Verdict),
    /// The council reopened.
    Reopened,
    /// The council passed it on.
    HandedOver,
}

impl Event {
    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Responded(_) => "responded",
            Self::Reported => "reported",
            Self::Claimed => "claimed",
            Self::Judged(_) => "judged",
            Self::Reopened => "reopened",
            Self::HandedOver => "handed_over",
        }
    }
}

/// What comes with a progress report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// Work goes on.
    Progress,
    /// The addressee says that it is finished.
    Completion,
}

impl State {
    /// The addressee accepts, partly accepts or rejects; the last two with a reason.
    pub fn respond(self, response: Response, reason: &str, on: Day) -> Result<(Self, Event), Refusal> {
        self.must_be_open()?;
        let needs_reason = match response {
            Response::Accepted => false,
            Response::Partly | Response::Rejected => true,
        };
        if needs_reason && reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let next = match self {
            Self::Claimed { on } => Self::Claimed { on },
            Self::Waiting | Self::Answered { .. } => Self::Answered { response: Some(response) },
            Self::Closed { .. } => return Err(Refusal::ClosedAlready { on }),
        };
        Ok((next, Event::Responded(response)))
    }

    /// The addressee reports progress, or claims completion. A claim stands until the council judges.
    pub fn report(self, kind: ReportKind, on: Day) -> Result<(Self, Event), Refusal> {
        match (self, kind) {
            (Self::Closed { on, .. }, _) => Err(Refusal::ClosedAlready { on }),
            (Self::Claimed { on }, ReportKind::Completion) => Err(Refusal::ClaimedAlready { on }),
            (Self::Claimed { on }, ReportKind::Progress) => Ok((Self::Claimed { on }, Event::Reported)),
            (Self::Waiting, ReportKind::Progress) => Ok((Self::Answered { response: None }, Event::Reported)),
            (Self::Answered { response }, ReportKind::Progress) => Ok((Self::Answered { response }, Event::Reported)),
            (Self::Waiting | Self::Answered { .. }, ReportKind::Completion) => {
                Ok((Self::Claimed { on }, Event::Claimed))
            }
        }
    }

    /// The council judges. `done` needs evidence on file; a verdict that does not close takes the claim back.
    pub fn judge(self, verdict: Verdict, evidence: usize, reason: &str, on: Day) -> Result<(Self, Event), Refusal> {
        self.must_be_open()?;
        if verdict == Verdict::Done && evidence == 0 {
            return Err(Refusal::EvidenceMissing);
        }
        if verdict != Verdict::Done && reason.trim().is_empty() {
            return Err(Refusal::ReasonMissing);
        }
        let next = if verdict.closes() {
            Self::Closed { how: Ending::Judged(verdict), on }
        } else {
            Self::Answered { response: None }
        };
        Ok((next, Event::Judged(verdict)))
    }

    /// The council takes its closing verdict back, with a reason.
    pub fn reopen(self, reason: &str) -> Result<(Self, Event), Refusal> {
        match self {
            Self::Closed { how: Ending::Judged(_), .. } if reason.trim().is_empty() => Err(Refusal::ReasonMissing),
            Self::Closed { how: Ending::Judged(_), .. } => Ok((Self::Answered { response: None }, Event::Reopened)),
            Self::Closed { how: Ending::HandedOver, on } => Err(Refusal::ClosedAlready { on }),
            Self::Waiting | Self::Answered { .. } | Self::Claimed { .. } => Err(Refusal::StillOpen),
        }
    }

    /// The council passes an open follow-up to its successor.
    pub fn hand_over(self, on: Day) -> Result<(Self, Event), Refusal> {
        self.must_be_open()?;
        Ok((Self::Closed { how: Ending::HandedOver, on }, Event::HandedOver))
    }

    /// Is it over?
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Closed { .. })
    }

    fn must_be_open(self) -> Result<(), Refusal> {
        match self {
            Self::Closed { on, .. } => Err(Refusal::ClosedAlready { on }),
            Self::Waiting | Self::Answered { .. } | Self::Claimed { .. } => Ok(()),
        }
    }
}

/// A day that people write down must not lie before the obligation itself, nor after today.
pub fn plausible_day(on: Day, origin: Option<Day>, today: Day) -> Result<(), Refusal> {
    if on > today {
        return Err(Refusal::InTheFuture { on });
    }
    match origin {
        Some(origin) if on < origin => Err(Refusal::BeforeItsOrigin { on, origin }),
        Some(_) | None => Ok(()),
    }
}

/// How a follow-up stands against its due day, for a reader today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lateness {
    /// Nobody has set a day: itself a finding.
    NoDay,
    /// Days past due.
    Late {
        /// Calendar days.
        days: i64,
    },
    /// Due within the days that the ladder calls near; working days left.
    Near {
        /// Working days.
        working_days: i64,
    },
    /// Further away; working days left.
    Ahead {
        /// Working days.
        working_days: i64,
    },
    /// Over; was it late when it ended?
    Over {
        /// Calendar days past due when it ended; 0 in time.
        late_days: i64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn only_a_verdict_with_evidence_closes_as_done() {
        let claimed = State::Claimed { on: day("2024-06-03") };
        assert_eq!(claimed.judge(Verdict::Done, 0, "", day("2024-06-10")), Err(Refusal::EvidenceMissing));
        let (next, event) = claimed.judge(Verdict::Done, 2, "", day("2024-06-10")).expect("allowed");
        assert!(next.is_closed());
        assert_eq!(event, Event::Judged(Verdict::Done));
    }

    #[test]
    fn a_unit_that_claims_completion_does_not_close_anything() {
        let (next, _) = State::Waiting.report(ReportKind::Completion, day("2024-06-03")).expect("allowed");
        assert_eq!(next, State::Claimed { on: day("2024-06-03") });
        assert_eq!(
            next.report(ReportKind::Completion, day("2024-06-04")),
            Err(Refusal::ClaimedAlready { on: day("2024-06-03") })
        );
    }

    #[test]
    fn a_rejection_says_why() {
        assert_eq!(State::Waiting.respond(Response::Rejected, "  ", day("2024-06-03")), Err(Refusal::ReasonMissing));
    }

    #[test]
    fn a_verdict_of_partly_done_takes_the_claim_back_and_keeps_it_open() {
        let claimed = State::Claimed { on: day("2024-06-03") };
        let (next, _) = claimed.judge(Verdict::Partly, 1, "Còn một điểm", day("2024-06-10")).expect("allowed");
        assert_eq!(next, State::Answered { response: None });
    }
}
