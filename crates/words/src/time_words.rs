//! When does this text say the work is to be done?
//!
//! Papers name days, sessions, intervals, stretches of time, or only haste. The first kind
//! found, in that order of use to a reader, is returned with its words as written. The
//! numbers and dates of other papers ("Kế hoạch 45/KH-HĐND ngày …") are no deadlines.
//! Nothing is reckoned from today: a day without its year stays without one.

mod days;
mod numbers;
mod periods;

use crate::fold::nfc;
use crate::lists::{CUES, Hit, RHYTHMS, TIME_PARTS, VAGUE_TIMES};
use crate::tokens::Text;

/// When, as a paper says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeWords {
    /// No time word at all.
    None,
    /// A civil day.
    Day {
        /// The year, four digits.
        year: i16,
        /// The month, from 1.
        month: u8,
        /// The day of the month, from 1.
        day: u8,
    },
    /// A day no calendar has: "31.11", "30/02".
    ImpossibleDay {
        /// The day as written.
        words: String,
    },
    /// Before or at a session: "trước kỳ họp thứ 4", "tại kỳ họp cuối năm".
    Event {
        /// The words as written.
        words: String,
        /// The number of the session, where one is given.
        session: Option<u32>,
    },
    /// Again and again: "hàng quý".
    Rhythm {
        /// The words as written.
        words: String,
        /// How often.
        every: Rhythm,
    },
    /// A stretch of time: "cuối năm 2017", "trong quý II/2024", "trước 30/6", "trong 30 ngày".
    Period {
        /// The words as written.
        words: String,
        /// Its last day as year, month, day; none where the words leave it open.
        latest: Option<(i16, u8, u8)>,
    },
    /// Haste without a date: "sớm", "trong thời gian tới".
    Vague {
        /// The words as written.
        words: String,
    },
}

/// How often something comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rhythm {
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every six months.
    HalfYearly,
    /// Every year.
    Yearly,
    /// At every session of the council.
    PerSession,
}

impl Rhythm {
    /// Months from one time to the next; sessions keep no months.
    pub fn months(self) -> Option<i32> {
        match self {
            Self::Monthly => Some(1),
            Self::Quarterly => Some(3),
            Self::HalfYearly => Some(6),
            Self::Yearly => Some(12),
            Self::PerSession => None,
        }
    }
}

/// The time words of a text: a deadline field, or a whole sentence.
pub fn time_words(text: &str) -> TimeWords {
    let source = nfc(text);
    let text = Text::new(&source);
    days::find(&text)
        .or_else(|| event(&text))
        .or_else(|| rhythm(&text))
        .or_else(|| periods::find(&text))
        .or_else(|| vague(&text))
        .unwrap_or(TimeWords::None)
}

/// What the words before a time make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    None,
    Before,
    By,
    Fuzzy,
    Since,
}

impl Cue {
    /// The cue that ends before a word, and the word it begins at.
    fn ending(text: &Text<'_>, before: usize) -> (Self, usize) {
        match CUES.ending(text, before) {
            None => (Self::None, before),
            Some(Hit { key: "before", from, .. }) => (Self::Before, from),
            Some(Hit { key: "since", from, .. }) => (Self::Since, from),
            Some(Hit { key: "fuzzy", from, .. }) => (Self::Fuzzy, from),
            Some(Hit { from, .. }) => (Self::By, from),
        }
    }

    fn opens_deadline(self) -> bool {
        match self {
            Self::Before | Self::By | Self::Fuzzy => true,
            Self::None | Self::Since => false,
        }
    }
}

fn event(text: &Text<'_>) -> Option<TimeWords> {
    (0..text.len()).find_map(|at| {
        let meeting = TIME_PARTS.at(text, at).filter(|hit| hit.key == "meeting")?;
        let (cue, from) = Cue::ending(text, at);
        let told = TIME_PARTS.ending(text, from).is_some_and(|hit| hit.key == "told");
        let (to, session) = end_of_event(text, meeting.to);
        let alone = from == 0 && to == text.len();
        if told || !(cue.opens_deadline() || alone) {
            return None;
        }
        Some(TimeWords::Event { words: text.slice(from, to).to_owned(), session })
    })
}

fn end_of_event(text: &Text<'_>, mut at: usize) -> (usize, Option<u32>) {
    let mut session = None;
    while at < text.len() && !text.gap_before(at).contains([',', ';', '.', '\n']) {
        if let Some((number, to)) = numbers::ordinal(text, at) {
            session = Some(number);
            at = to;
        } else if let Some((_, to)) = numbers::year(text, at) {
            at = to;
        } else if numbers::bare_year(text, at).is_some() {
            at += 1;
        } else if let Some(tail) = TIME_PARTS.at(text, at).filter(|hit| hit.key == "tail") {
            at = tail.to;
        } else {
            break;
        }
    }
    (at, session)
}

fn rhythm(text: &Text<'_>) -> Option<TimeWords> {
    let hit = RHYTHMS.first(text)?;
    let every = match hit.key {
        "monthly" => Rhythm::Monthly,
        "quarterly" => Rhythm::Quarterly,
        "half-yearly" => Rhythm::HalfYearly,
        "yearly" => Rhythm::Yearly,
        _ => Rhythm::PerSession,
    };
    Some(TimeWords::Rhythm { words: text.slice(hit.from, hit.to).to_owned(), every })
}

fn vague(text: &Text<'_>) -> Option<TimeWords> {
    // Typed bare, "ngay 5" is "ngày 5" and no haste.
    let hit = (0..text.len()).find_map(|at| VAGUE_TIMES.at(text, at).filter(|hit| text.digits(hit.to).is_none()))?;
    Some(TimeWords::Vague { words: text.slice(hit.from, hit.to).to_owned() })
}
