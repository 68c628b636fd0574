//! Who may do what: one table, role by act, with how far each reaches.
//!
//! This file answers whether a role allows an act and on whose records; it does not know accounts or where roles are
//! stored. A role is held in one council, for one body where the role needs one, from a day to a day, so that access
//! ends with the mandate. Law: Luật 87/2015/QH13, Điều 5, 6, 7, 66, 76, 83 and their successors in Luật 121/2025/QH15.

use crate::followup::stored_words;
use serde::{Deserialize, Serialize};

stored_words! {
    /// What a person is to a council.
    Role {
        /// Chuyên viên giúp việc, văn phòng.
        Clerk = "clerk",
        /// Thường trực Hội đồng nhân dân.
        StandingCommittee = "standing_committee",
        /// Thành viên Ban của Hội đồng nhân dân.
        Committee = "committee",
        /// Đại biểu Hội đồng nhân dân.
        Deputy = "deputy",
        /// Người của cơ quan, đơn vị chịu sự giám sát.
        Unit = "unit",
        /// Cán bộ quản trị hệ thống: people and machines, never verdicts.
        Administrator = "administrator",
    }
}

stored_words! {
    /// Everything that a person can do in the system.
    Act {
        /// Read follow-ups and their papers.
        ReadFollowups = "read_followups",
        /// Write down a new follow-up, correct its words.
        RecordFollowup = "record_followup",
        /// Turn words into a due day, or move it.
        SetDue = "set_due",
        /// Answer as the addressee: accept, partly, reject.
        Respond = "respond",
        /// Report progress with evidence, claim completion.
        Report = "report",
        /// Judge, reopen.
        Judge = "judge",
        /// Ask the addressee to explain.
        AskExplanation = "ask_explanation",
        /// Explain as the addressee.
        Explain = "explain",
        /// Draft a paper of the ladder.
        DraftUrging = "draft_urging",
        /// Sign off and number a paper that the ladder leaves to the office.
        SignReminder = "sign_reminder",
        /// Sign off and number a paper that the ladder gives to the Standing Committee.
        SignUrging = "sign_urging",
        /// Record a paper as sent.
        SendUrging = "send_urging",
        /// Acknowledge a paper as the addressee.
        AcknowledgeUrging = "acknowledge_urging",
        /// Open a re-supervision.
        OpenResupervision = "open_resupervision",
        /// Read programmes and supervisions with their papers.
        ReadSupervisions = "read_supervisions",
        /// Propose a topic for the programme of a year.
        ProposeTopic = "propose_topic",
        /// Draft the programme of a year and keep its items.
        DraftProgramme = "draft_programme",
        /// Decide on overlaps, approve a programme, postpone or drop its items.
        DecideProgramme = "decide_programme",
        /// Keep a supervision: team, outline, units, papers, findings.
        KeepSupervision = "keep_supervision",
        /// Send the report of a supervised unit, comment on the draft.
        SendUnitReport = "send_unit_report",
        /// Conclude a supervision; its recommendations become follow-ups.
        ConcludeSupervision = "conclude_supervision",
        /// Bring in published records from a file.
        ImportRecords = "import_records",
        /// Decide that open follow-ups pass to a successor council.
        HandOver = "hand_over",
        /// Offer a follow-up to the council above or below, take over or refuse what is offered.
        TransferFollowup = "transfer_followup",
        /// Read voters' petitions with their answers.
        ReadPetitions = "read_petitions",
        /// Write down a petition, or where it was said again.
        RecordPetition = "record_petition",
        /// Sort, send on, forward, join and part petitions, set them back, take them back.
        HandlePetition = "handle_petition",
        /// Answer as the competent body.
        AnswerPetition = "answer_petition",
        /// Send an answer back, write down what voters and deputies say of it.
        JudgeAnswer = "judge_answer",
        /// Close a petition.
        ClosePetition = "close_petition",
        /// See rounds and meetings with voters.
        ReadContacts = "read_contacts",
        /// Plan rounds and meetings, write down what was sent, held and put together.
        PlanContacts = "plan_contacts",
        /// Decide on a deputy's request to meet voters elsewhere.
        DecideContact = "decide_contact",
        /// Read issued official papers, and drafts of one's own council.
        ReadPapers = "read_papers",
        /// Draft an official paper from a form.
        DraftPaper = "draft_paper",
        /// Comment on a draft, where one is asked to.
        CommentPaper = "comment_paper",
        /// Adopt a draft, open it again.
        AdoptPaper = "adopt_paper",
        /// Number and issue an official paper.
        IssuePaper = "issue_paper",
        /// See councils, bodies, people.
        ReadCouncils = "read_councils",
        /// Keep bodies and people of a council.
        KeepCouncil = "keep_council",
        /// See the rulebook and the calendar.
        ReadRules = "read_rules",
        /// Confirm a rule in the office's name.
        ConfirmRule = "confirm_rule",
        /// Keep accounts and roles.
        KeepAccounts = "keep_accounts",
        /// One's own account: password, language, sessions, tokens.
        KeepOwnAccount = "keep_own_account",
        /// Read the chain of events.
        ReadEvents = "read_events",
    }
}

/// On whose records a role may carry out an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// Only where the person's own body is the lead or a co-body.
    OwnBody,
    /// Everything of the council in which the role is held.
    OwnCouncil,
    /// That council, and to read the councils directly below it.
    OwnAndLower,
}

/// The table. One line a role; a lawyer reads it as the printed snapshot in `tests/`.
pub fn reach(role: Role, act: Act) -> Reach {
    use Reach::{Nothing, OwnAndLower, OwnBody, OwnCouncil};
    match (role, act) {
        (_, Act::KeepOwnAccount | Act::ReadRules) => OwnCouncil,
        (
            Role::Unit,
            Act::ReadFollowups
            | Act::Respond
            | Act::Report
            | Act::Explain
            | Act::AcknowledgeUrging
            | Act::ReadSupervisions
            | Act::SendUnitReport
            | Act::ReadPetitions
            | Act::AnswerPetition,
        ) => OwnBody,
        (Role::Unit, Act::ReadCouncils) => OwnCouncil,
        (Role::Unit, _) => Nothing,

        (Role::Administrator, Act::ReadCouncils) => OwnAndLower,
        (Role::Administrator, Act::KeepCouncil | Act::KeepAccounts | Act::ReadEvents) => OwnCouncil,
        (Role::Administrator, _) => Nothing,

        (
            _,
            Act::ReadFollowups
            | Act::ReadSupervisions
            | Act::ReadPetitions
            | Act::ReadContacts
            | Act::ReadPapers
            | Act::ReadCouncils,
        ) => OwnAndLower,
        (_, Act::ProposeTopic | Act::RecordPetition | Act::CommentPaper) => OwnCouncil,
        (Role::Deputy, Act::JudgeAnswer) => OwnCouncil,
        (Role::Deputy, _) => Nothing,

        (
            Role::Clerk,
            Act::RecordFollowup
            | Act::SetDue
            | Act::Respond
            | Act::Report
            | Act::Explain
            | Act::DraftUrging
            | Act::SignReminder
            | Act::SendUrging
            | Act::AcknowledgeUrging
            | Act::DraftProgramme
            | Act::KeepSupervision
            | Act::SendUnitReport
            | Act::ImportRecords
            | Act::HandlePetition
            | Act::AnswerPetition
            | Act::JudgeAnswer
            | Act::PlanContacts
            | Act::DraftPaper
            | Act::IssuePaper
            | Act::KeepCouncil
            | Act::ReadEvents,
        ) => OwnCouncil,

        (
            Role::StandingCommittee,
            Act::RecordFollowup
            | Act::SetDue
            | Act::Judge
            | Act::AskExplanation
            | Act::DraftUrging
            | Act::SignReminder
            | Act::SignUrging
            | Act::SendUrging
            | Act::OpenResupervision
            | Act::DraftProgramme
            | Act::DecideProgramme
            | Act::KeepSupervision
            | Act::ConcludeSupervision
            | Act::ImportRecords
            | Act::HandOver
            | Act::TransferFollowup
            | Act::HandlePetition
            | Act::JudgeAnswer
            | Act::ClosePetition
            | Act::PlanContacts
            | Act::DecideContact
            | Act::DraftPaper
            | Act::AdoptPaper
            | Act::IssuePaper
            | Act::KeepCouncil
            | Act::ConfirmRule
            | Act::KeepAccounts
            | Act::ReadEvents,
        ) => OwnCouncil,

        (
            Role::Committee,
            Act::RecordFollowup
            | Act::DraftUrging
            | Act::OpenResupervision
            | Act::DraftProgramme
            | Act::KeepSupervision
            | Act::ConcludeSupervision
            | Act::JudgeAnswer
            | Act::DraftPaper,
        ) => OwnCouncil,
        (Role::Clerk | Role::StandingCommittee | Role::Committee, _) => Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn only_the_standing_committee_judges() {
        for role in Role::ALL {
            assert_eq!(reach(*role, Act::Judge) != Reach::Nothing, *role == Role::StandingCommittee);
        }
    }

    #[test]
    fn the_table_reads_as_it_was_reviewed() {
        let mut table = String::from("act");
        for role in Role::ALL {
            let _ = write!(table, " | {}", role.as_str());
        }
        table.push('\n');
        for act in Act::ALL {
            table.push_str(act.as_str());
            for role in Role::ALL {
                let word = match reach(*role, *act) {
                    Reach::Nothing => "-",
                    Reach::OwnBody => "own body",
                    Reach::OwnCouncil => "own council",
                    Reach::OwnAndLower => "own and lower",
                };
                let _ = write!(table, " | {word}");
            }
            table.push('\n');
        }
        insta::assert_snapshot!(table);
    }
}
