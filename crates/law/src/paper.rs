//! The life of an official paper: drafted, sent around for comments, adopted, issued; and which steps are refused.
//!
//! This file knows no numbers, forms or tables. Issued papers are not edited (Nghị định 30/2020/NĐ-CP, Điều 15, 18); that whoever
//! is asked for comments answers, and that each comment is taken or explained before a draft is adopted, is how offices
//! work (tiếp thu, giải trình).

use crate::day::Day;
use crate::refusal::Refusal;

/// Where a paper stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Drafted,
    /// With those who are asked to comment; still written on.
    Asked,
    /// Adopted: its words stand, it waits to be issued.
    Adopted {
        /// The day.
        on: Day,
    },
    /// Issued: it has its number and does not change any more.
    Issued {
        /// The day.
        on: Day,
    },
    /// Dropped before it was issued.
    Discarded,
}

impl State {
    /// The stored word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Drafted => "drafted",
            Self::Asked => "asked",
            Self::Adopted { .. } => "adopted",
            Self::Issued { .. } => "issued",
            Self::Discarded => "discarded",
        }
    }

    /// The state behind a stored word with the days of adopting and issuing.
    pub fn read(word: &str, adopted: Option<Day>, issued: Option<Day>) -> Option<Self> {
        Some(match (word, adopted, issued) {
            ("drafted", ..) => Self::Drafted,
            ("asked", ..) => Self::Asked,
            ("adopted", Some(on), _) => Self::Adopted { on },
            ("issued", _, Some(on)) => Self::Issued { on },
            ("discarded", ..) => Self::Discarded,
            _ => return None,
        })
    }

    /// Somebody writes on it.
    pub fn write(self) -> Result<Self, Refusal> {
        match self {
            Self::Drafted | Self::Asked => Ok(self),
            Self::Adopted { on } => Err(Refusal::AdoptedAlready { on }),
            Self::Issued { on } => Err(Refusal::IssuedAlready { on }),
            Self::Discarded => Err(Refusal::PaperDropped),
        }
    }

    /// It is sent around for comments, or to more people.
    pub fn ask(self) -> Result<Self, Refusal> {
        self.write().map(|_| Self::Asked)
    }

    /// It is adopted, once each comment is taken or explained.
    pub fn adopt(self, on: Day, open_comments: usize) -> Result<Self, Refusal> {
        self.write()?;
        if open_comments > 0 { Err(Refusal::CommentsOpen) } else { Ok(Self::Adopted { on }) }
    }

    /// An adopted one is written on again; what was with people for comments is adopted once more before it is issued.
    pub fn reopen(self, was_asked: bool) -> Result<Self, Refusal> {
        match self {
            Self::Adopted { .. } if was_asked => Ok(Self::Asked),
            Self::Adopted { .. } => Ok(Self::Drafted),
            Self::Issued { on } => Err(Refusal::IssuedAlready { on }),
            Self::Drafted | Self::Asked | Self::Discarded => Err(Refusal::NotAdopted),
        }
    }

    /// It takes its number. What is with people for comments is adopted first.
    pub fn issue(self, on: Day) -> Result<Self, Refusal> {
        match self {
            Self::Drafted | Self::Adopted { .. } => Ok(Self::Issued { on }),
            Self::Asked => Err(Refusal::NotAdopted),
            Self::Issued { on } => Err(Refusal::IssuedAlready { on }),
            Self::Discarded => Err(Refusal::PaperDropped),
        }
    }

    /// It is dropped.
    pub fn discard(self) -> Result<Self, Refusal> {
        match self {
            Self::Adopted { .. } => Ok(Self::Discarded),
            _ => self.write().map(|_| Self::Discarded),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i8) -> Day {
        jiff::civil::date(2024, 6, n)
    }

    #[test]
    fn a_draft_goes_around_is_adopted_once_its_comments_are_settled_and_is_issued() {
        let asked = State::Drafted.ask().expect("asked");
        assert_eq!(asked.issue(day(3)), Err(Refusal::NotAdopted));
        assert_eq!(asked.adopt(day(2), 1), Err(Refusal::CommentsOpen));
        let adopted = asked.adopt(day(2), 0).expect("adopted");
        assert_eq!(adopted.write(), Err(Refusal::AdoptedAlready { on: day(2) }));
        assert_eq!((adopted.reopen(false), adopted.reopen(true)), (Ok(State::Drafted), Ok(State::Asked)));
        assert_eq!(adopted.issue(day(3)), Ok(State::Issued { on: day(3) }));
    }

    #[test]
    fn what_is_issued_or_dropped_does_not_move_any_more() {
        for state in [State::Issued { on: day(3) }, State::Discarded] {
            for moved in [
                state.write(),
                state.ask(),
                state.adopt(day(4), 0),
                state.reopen(false),
                state.issue(day(4)),
                state.discard(),
            ] {
                assert!(moved.is_err(), "{state:?}");
            }
        }
    }

    #[test]
    fn every_state_is_read_back_from_its_word() {
        for state in [
            State::Drafted,
            State::Asked,
            State::Adopted { on: day(1) },
            State::Issued { on: day(2) },
            State::Discarded,
        ] {
            assert_eq!(State::read(state.as_str(), Some(day(1)), Some(day(2))), Some(state));
        }
        assert_eq!(State::read("issued", None, None), None);
    }
}
