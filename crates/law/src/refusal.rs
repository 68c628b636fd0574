//! Why the law, or the order of the work, does not allow an act.
//!
//! A refusal names its reason by a stable key and the facts that a person needs to understand it; the sentence itself
//! stands in the locale files. It never says how the program found out, and it is not an error of the program.

use crate::day::Day;

/// One reason for which an act is not carried out. `key()` names the sentence shown to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The follow-up was closed on this day, so nothing more can be done to it before it is reopened.
    ClosedAlready {
        /// The day.
        on: Day,
    },
    /// The follow-up is still open, so there is nothing to reopen.
    StillOpen,
    /// A rejection, or a partial acceptance, needs a reason.
    ReasonMissing,
    /// Only the addressee claims completion, and it already has; the council's verdict is awaited.
    ClaimedAlready {
        /// The day.
        on: Day,
    },
    /// A verdict that closes needs evidence on file.
    EvidenceMissing,
    /// The day lies before the day on which the obligation was laid down.
    BeforeItsOrigin {
        /// The day.
        on: Day,
        /// The day on which it was laid down.
        origin: Day,
    },
    /// The day lies in the future.
    InTheFuture {
        /// The day.
        on: Day,
    },
    /// An explanation was asked for and its day has not come.
    ExplanationAskedAlready {
        /// The day by which it is due.
        due: Day,
    },
    /// Nobody asked for an explanation.
    NoExplanationAsked,
    /// The follow-up is not overdue, so it cannot be urged.
    NotOverdue,
    /// The next rung of the ladder is not open yet: the earlier paper still has time to be answered.
    RungNotOpen {
        /// The last day of the wait.
        until: Day,
    },
    /// Every rung of the ladder has been climbed.
    LadderClimbed,
    /// A paper of this kind was already sent.
    SentAlready {
        /// The day.
        on: Day,
    },
    /// The paper has not been signed yet.
    NotSigned,
    /// The paper has not been sent yet.
    NotSent,
    /// The supervision was concluded or dropped on this day.
    SupervisionOver {
        /// The day.
        on: Day,
    },
    /// The team was established before.
    EstablishedAlready {
        /// The day.
        on: Day,
    },
    /// The work with units ended before.
    EndedAlready {
        /// The day.
        on: Day,
    },
    /// The work with units has not ended.
    NotEnded,
    /// The supervision has no conclusion yet.
    NotConcluded,
    /// The team has reported before.
    ReportedAlready {
        /// The day.
        on: Day,
    },
    /// The unit's report is in.
    UnitReportReceived {
        /// The day.
        on: Day,
    },
    /// There is no report of the unit that could be sent back.
    NoUnitReport,
    /// The programme was approved on this day; its items move by postponing or dropping, with a reason.
    ProgrammeApproved {
        /// The day.
        on: Day,
    },
    /// Overlaps of the programme wait for a decision.
    OverlapsUndecided {
        /// How many.
        count: usize,
    },
    /// The body may not use this form of supervision at this level on that day.
    FormNotTheirs,
    /// The petition was closed or taken back on this day.
    PetitionOver {
        /// The day.
        on: Day,
    },
    /// The petition is already on its way, or answered, since this day.
    PetitionSentOn {
        /// The day.
        on: Day,
    },
    /// The petition was not sorted yet: nobody knows whose matter it is.
    PetitionNotScreened,
    /// The petition is with no body that could answer.
    PetitionNotForwarded,
    /// The petition was not answered yet.
    PetitionNotAnswered,
    /// The deputy group does not accept the answer, so the petition cannot end by it.
    PetitionDisputed {
        /// The day on which the group said so.
        on: Day,
    },
    /// The petition ended too long ago to be opened again; what happens anew is a new petition.
    PetitionReopenLate {
        /// The last day on which it could be opened.
        until: Day,
    },
    /// The official paper was issued on this day: it is not edited any more.
    IssuedAlready {
        /// The day.
        on: Day,
    },
    /// The official paper was adopted on this day: it is opened again before it is written on.
    AdoptedAlready {
        /// The day.
        on: Day,
    },
    /// The official paper is not adopted: it is with people who were asked to comment, or still being written.
    NotAdopted,
    /// A comment on the official paper is neither taken nor explained.
    CommentsOpen,
    /// The draft was dropped.
    PaperDropped,
    /// The official paper has not been issued.
    NotIssued,
    /// What an adopted draft says has changed since: its records, or the words of its form.
    ChangedSinceAdopted,
    /// This person's role does not allow the act.
    NotAllowed,
}

impl Refusal {
    /// Key of the sentence in the locale files.
    pub fn key(&self) -> &'static str {
        match self {
            Self::ClosedAlready { .. } => "refusal-closed-already",
            Self::StillOpen => "refusal-still-open",
            Self::ReasonMissing => "refusal-reason-missing",
            Self::ClaimedAlready { .. } => "refusal-claimed-already",
            Self::EvidenceMissing => "refusal-evidence-missing",
            Self::BeforeItsOrigin { .. } => "refusal-before-its-origin",
            Self::InTheFuture { .. } => "refusal-in-the-future",
            Self::ExplanationAskedAlready { .. } => "refusal-explanation-asked-already",
            Self::NoExplanationAsked => "refusal-no-explanation-asked",
            Self::NotOverdue => "refusal-not-overdue",
            Self::RungNotOpen { .. } => "refusal-rung-not-open",
            Self::LadderClimbed => "refusal-ladder-climbed",
            Self::SentAlready { .. } => "refusal-sent-already",
            Self::NotSigned => "refusal-not-signed",
            Self::NotSent => "refusal-not-sent",
            Self::SupervisionOver { .. } => "refusal-supervision-over",
            Self::EstablishedAlready { .. } => "refusal-established-already",
            Self::EndedAlready { .. } => "refusal-ended-already",
            Self::NotEnded => "refusal-not-ended",
            Self::NotConcluded => "refusal-not-concluded",
            Self::ReportedAlready { .. } => "refusal-reported-already",
            Self::UnitReportReceived { .. } => "refusal-unit-report-received",
            Self::NoUnitReport => "refusal-no-unit-report",
            Self::ProgrammeApproved { .. } => "refusal-programme-approved",
            Self::OverlapsUndecided { .. } => "refusal-overlaps-undecided",
            Self::FormNotTheirs => "refusal-form-not-theirs",
            Self::PetitionOver { .. } => "refusal-petition-over",
            Self::PetitionSentOn { .. } => "refusal-petition-sent-on",
            Self::PetitionNotScreened => "refusal-petition-not-screened",
            Self::PetitionNotForwarded => "refusal-petition-not-forwarded",
            Self::PetitionNotAnswered => "refusal-petition-not-answered",
            Self::PetitionDisputed { .. } => "refusal-petition-disputed",
            Self::PetitionReopenLate { .. } => "refusal-petition-reopen-late",
            Self::IssuedAlready { .. } => "refusal-issued-already",
            Self::AdoptedAlready { .. } => "refusal-adopted-already",
            Self::NotAdopted => "refusal-not-adopted",
            Self::CommentsOpen => "refusal-comments-open",
            Self::PaperDropped => "refusal-paper-dropped",
            Self::NotIssued => "refusal-not-issued",
            Self::ChangedSinceAdopted => "refusal-changed-since-adopted",
            Self::NotAllowed => "refusal-not-allowed",
        }
    }

    /// The day that the sentence names, where it names one.
    pub fn day(&self) -> Option<Day> {
        match self {
            Self::ClosedAlready { on }
            | Self::ClaimedAlready { on }
            | Self::BeforeItsOrigin { origin: on, .. }
            | Self::InTheFuture { on }
            | Self::ExplanationAskedAlready { due: on }
            | Self::RungNotOpen { until: on }
            | Self::SupervisionOver { on }
            | Self::EstablishedAlready { on }
            | Self::EndedAlready { on }
            | Self::ReportedAlready { on }
            | Self::UnitReportReceived { on }
            | Self::ProgrammeApproved { on }
            | Self::PetitionOver { on }
            | Self::PetitionSentOn { on }
            | Self::PetitionDisputed { on }
            | Self::PetitionReopenLate { until: on }
            | Self::IssuedAlready { on }
            | Self::AdoptedAlready { on }
            | Self::SentAlready { on } => Some(*on),
            Self::StillOpen
            | Self::ReasonMissing
            | Self::EvidenceMissing
            | Self::NoExplanationAsked
            | Self::NotOverdue
            | Self::LadderClimbed
            | Self::NotSigned
            | Self::NotSent
            | Self::NotEnded
            | Self::NotConcluded
            | Self::NoUnitReport
            | Self::OverlapsUndecided { .. }
            | Self::FormNotTheirs
            | Self::PetitionNotScreened
            | Self::PetitionNotForwarded
            | Self::PetitionNotAnswered
            | Self::NotAdopted
            | Self::CommentsOpen
            | Self::PaperDropped
            | Self::NotIssued
            | Self::ChangedSinceAdopted
            | Self::NotAllowed => None,
        }
    }
}
