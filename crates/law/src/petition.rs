//! A voter's petition (kiến nghị của cử tri): from the mouth of the asker to a judged answer.
//!
//! This file answers what may happen next to a petition: it is sorted, answered on the spot, sent on, forwarded, answered,
//! judged, closed; sent back at every turn by somebody with a reason. "Answered" and "done" are different facts: an answer
//! moves a petition, only the council's side closes it, and closing it as done asks for proof. Lateness is a due day compared
//! with today, never a state. Law: Nghị quyết liên tịch 72/2025/NQLT, Điều 41–51; Luật 87/2015/QH13, Điều 75.

use crate::day::Day;
use crate::followup::stored_words;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

stored_words! {
    /// By which way a petition was heard.
    Channel {
        /// Tiếp xúc cử tri của đại biểu Hội đồng nhân dân.
        Council = "council",
        /// Ủy ban Mặt trận Tổ quốc.
        Front = "front",
        /// Tiếp công dân.
        Reception = "reception",
        /// Đơn, thư.
        Letter = "letter",
        /// Cách khác.
        Other = "other",
    }
}

stored_words! {
    /// Whose matter it is.
    Competence {
        /// Cấp xã.
        Commune = "commune",
        /// Cấp huyện (trước 01/7/2025).
        District = "district",
        /// Cấp tỉnh.
        Province = "province",
        /// Trung ương.
        Central = "central",
        /// Doanh nghiệp, đơn vị khác.
        Enterprise = "enterprise",
    }
}

stored_words! {
    /// What is wrong with an answer that is sent back.
    Flaw {
        /// Trả lời chung chung.
        General = "general",
        /// Không đúng nội dung hỏi.
        OffPoint = "off_point",
        /// Thiếu văn bản, hình ảnh chứng minh.
        NoEvidence = "no_evidence",
        /// Hứa mà không có thời hạn.
        NoDay = "no_day",
        /// Lý do khác.
        Other = "other",
    }
}

stored_words! {
    /// What the asker, the meeting or the deputy group says of the matter.
    Opinion {
        /// Đã giải quyết.
        Solved = "solved",
        /// Giải quyết một phần.
        Partly = "partly",
        /// Chưa giải quyết.
        NotSolved = "not_solved",
    }
}

stored_words! {
    /// Who says it.
    Judge {
        /// Người kiến nghị.
        Asker = "asker",
        /// Hội nghị tiếp xúc cử tri.
        Meeting = "meeting",
        /// Tổ đại biểu.
        DeputyGroup = "deputy_group",
    }
}

stored_words! {
    /// How a petition ends.
    Ending {
        /// Đã giải quyết xong.
        Done = "done",
        /// Đã giải trình, cung cấp thông tin; cử tri được trả lời.
        Explained = "explained",
        /// Không thuộc thẩm quyền, đã chuyển nơi khác.
        Elsewhere = "elsewhere",
        /// Không thể thực hiện, có lý do.
        Impossible = "impossible",
    }
}

/// How far a petition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Written down.
    Received {
        /// The day.
        on: Day,
    },
    /// Sorted by field, competent level and body.
    Screened {
        /// The day.
        on: Day,
    },
    /// Answered where it was said, by somebody who may.
    OnSpot {
        /// The day.
        on: Day,
    },
    /// Another level's matter, sent there.
    Outside {
        /// The day.
        on: Day,
    },
    /// With the competent body, which owes a reply.
    Forwarded {
        /// The day on which the body received it.
        on: Day,
    },
    /// The body answered.
    Answered {
        /// The day of the answer.
        on: Day,
    },
    /// Voters, or their deputies, said what they think of the answer.
    Judged {
        /// The day.
        on: Day,
    },
    /// Over.
    Closed {
        /// The day.
        on: Day,
    },
    /// Taken back by the asker, or written down by mistake.
    Withdrawn {
        /// The day.
        on: Day,
    },
}

impl Stage {
    /// The stored words, in their order.
    pub const WORDS: &'static [&'static str] =
        &["received", "screened", "on_spot", "outside", "forwarded", "answered", "judged", "closed", "withdrawn"];

    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Screened { .. } => "screened",
            Self::OnSpot { .. } => "on_spot",
            Self::Outside { .. } => "outside",
            Self::Forwarded { .. } => "forwarded",
            Self::Answered { .. } => "answered",
            Self::Judged { .. } => "judged",
            Self::Closed { .. } => "closed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The stage behind a stored word and its day.
    pub fn read(word: &str, on: Day) -> Option<Self> {
        Some(match word {
            "received" => Self::Received { on },
            "screened" => Self::Screened { on },
            "on_spot" => Self::OnSpot { on },
            "outside" => Self::Outside { on },
            "forwarded" => Self::Forwarded { on },
            "answered" => Self::Answered { on },
            "judged" => Self::Judged { on },
            "closed" => Self::Closed { on },
            "withdrawn" => Self::Withdrawn { on },
            _ => return None,
        })
    }

    /// The day on which it came there.
    pub fn day(self) -> Day {
        match self {
            Self::Received { on }
            | Self::Screened { on }
            | Self::OnSpot { on }
            | Self::Outside { on }
            | Self::Forwarded { on }
            | Self::Answered { on }
            | Self::Judged { on }
            | Self::Closed { on }
            | Self::Withdrawn { on } => on,
        }
    }

    /// Is it over?
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed { .. } | Self::Withdrawn { .. })
    }

    /// Refuses what is over.
    pub fn still_open(self) -> Result<(), Refusal> {
        if self.is_over() { Err(Refusal::PetitionOver { on: self.day() }) } else { Ok(()) }
    }

    /// Sorted, or sorted anew, before it is with a body.
    pub fn screen(self, on: Day) -> Result<Self, Refusal> {
        self.still_open()?;
        match self {
            Self::Received { .. } | Self::Screened { .. } => Ok(Self::Screened { on }),
            _ => Err(Refusal::PetitionSentOn { on: self.day() }),
        }
    }

    /// Somebody who may answered it at once.
    pub fn answer_on_spot(self, on: Day) -> Result<Self, Refusal> {
        self.still_open()?;
        match self {
            Self::Received { .. } | Self::Screened { .. } => Ok(Self::OnSpot { on }),
            _ => Err(Refusal::PetitionSentOn { on: self.day() }),
        }
    }

    /// Sent to the level whose matter it is.
    pub fn send_outside(self, on: Day) -> Result<Self, Refusal> {
        self.sent(on).map(|()| Self::Outside { on })
    }

    /// Sent to the competent body, which receives it on this day.
    pub fn forward(self, on: Day) -> Result<Self, Refusal> {
        self.sent(on).map(|()| Self::Forwarded { on })
    }

    fn sent(self, on: Day) -> Result<(), Refusal> {
        self.still_open()?;
        match self {
            Self::Received { .. } => Err(Refusal::PetitionNotScreened),
            Self::Screened { on: before } | Self::OnSpot { on: before } => not_before(on, before),
            _ => Err(Refusal::PetitionSentOn { on: self.day() }),
        }
    }

    /// The body answers.
    pub fn answer(self, on: Day) -> Result<Self, Refusal> {
        self.still_open()?;
        match self {
            Self::Forwarded { on: before } | Self::Outside { on: before } => {
                not_before(on, before).map(|()| Self::Answered { on })
            }
            // A further answer may come while the first is looked at.
            Self::Answered { .. } | Self::Judged { .. } => Ok(Self::Answered { on }),
            _ => Err(Refusal::PetitionNotForwarded),
        }
    }

    /// The answer goes back to the body, which owes another from this day on.
    pub fn send_back(self, on: Day) -> Result<Self, Refusal> {
        self.still_open()?;
        match self {
            Self::Answered { on: before } | Self::Judged { on: before } => {
                not_before(on, before).map(|()| Self::Forwarded { on })
            }
            _ => Err(Refusal::PetitionNotAnswered),
        }
    }

    /// Voters, or their deputies, say what they think.
    pub fn judge(self, on: Day) -> Result<Self, Refusal> {
        self.still_open()?;
        match self {
            Self::Answered { on: before } | Self::OnSpot { on: before } | Self::Judged { on: before } => {
                not_before(on, before).map(|()| Self::Judged { on })
            }
            _ => Err(Refusal::PetitionNotAnswered),
        }
    }

    /// The council's side closes it. As done only with proof, and never before it was answered.
    pub fn close(self, ending: Ending, proofs: usize, on: Day) -> Result<Self, Refusal> {
        self.still_open()?;
        match (self, ending) {
            (Self::Received { .. } | Self::Screened { .. } | Self::Forwarded { .. }, _) => {
                Err(Refusal::PetitionNotAnswered)
            }
            // What was sent elsewhere ends there, not as answered here.
            (Self::Outside { .. }, Ending::Done | Ending::Explained | Ending::Impossible) => {
                Err(Refusal::PetitionNotAnswered)
            }
            (_, Ending::Done) if proofs == 0 => Err(Refusal::EvidenceMissing),
            (stage, _) => not_before(on, stage.day()).map(|()| Self::Closed { on }),
        }
    }

    /// The same thing happened again where it was asked for: what ended opens, while it is not too long ago.
    pub fn reopen(self, until: Day, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Closed { on: before } if on <= until => not_before(on, before).map(|()| Self::Forwarded { on }),
            Self::Closed { .. } => Err(Refusal::PetitionReopenLate { until }),
            Self::Withdrawn { on } => Err(Refusal::PetitionOver { on }),
            _ => Err(Refusal::StillOpen),
        }
    }

    /// Taken back, with a reason.
    pub fn withdraw(self, on: Day) -> Result<Self, Refusal> {
        self.still_open().map(|()| Self::Withdrawn { on })
    }

    /// Somebody sets it back to an earlier step, with a reason: sorted wrongly, sent to the wrong body, closed too soon.
    pub fn set_back(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Received { .. } => Err(Refusal::PetitionNotScreened),
            Self::Screened { .. } => Ok(Self::Received { on }),
            Self::OnSpot { .. } | Self::Outside { .. } | Self::Forwarded { .. } | Self::Withdrawn { .. } => {
                Ok(Self::Screened { on })
            }
            Self::Answered { .. } => Ok(Self::Forwarded { on }),
            Self::Judged { .. } | Self::Closed { .. } => Ok(Self::Answered { on }),
        }
    }
}

fn not_before(on: Day, origin: Day) -> Result<(), Refusal> {
    if on < origin { Err(Refusal::BeforeItsOrigin { on, origin }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Day {
        jiff::civil::date(2026, 3, n)
    }

    #[test]
    fn the_order_of_stages_reads_as_it_was_reviewed() {
        use std::fmt::Write as _;
        let on = day(10);
        let mut table =
            String::from("stage | screen | on_spot | outside | forward | answer | send_back | judge | done | back\n");
        for word in Stage::WORDS {
            let Some(stage) = Stage::read(word, on) else { continue };
            let said = |result: Result<Stage, Refusal>| match result {
                Ok(next) => next.as_str().to_owned(),
                Err(refusal) => format!("({})", refusal.key()),
            };
            let cells = [
                stage.screen(on),
                stage.answer_on_spot(on),
                stage.send_outside(on),
                stage.forward(on),
                stage.answer(on),
                stage.send_back(on),
                stage.judge(on),
                stage.close(Ending::Done, 1, on),
                stage.set_back(on),
            ];
            let _ = writeln!(table, "{word} | {}", cells.map(said).join(" | "));
        }
        insta::assert_snapshot!(table);
    }

    #[test]
    fn an_answer_alone_never_closes_and_done_needs_proof() {
        let answered = Stage::Answered { on: day(5) };
        assert!(!answered.is_over());
        assert_eq!(answered.close(Ending::Done, 0, day(6)), Err(Refusal::EvidenceMissing));
        assert_eq!(answered.close(Ending::Explained, 0, day(6)), Ok(Stage::Closed { on: day(6) }));
        let early = answered.close(Ending::Explained, 0, day(4));
        assert_eq!(early, Err(Refusal::BeforeItsOrigin { on: day(4), origin: day(5) }));
        let forwarded = Stage::Forwarded { on: day(1) };
        assert_eq!(forwarded.close(Ending::Done, 3, day(2)), Err(Refusal::PetitionNotAnswered));
    }
}
