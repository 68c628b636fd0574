//! What is wrong with a data file, and where?
//!
//! A fault names the file, the line counted from 1, and a reason. Reasons are a closed list, each
//! with a stable key, so that a screen can say them in Vietnamese; the English form is for logs
//! and for the person starting the program. Nothing is repaired here.

use std::fmt;

/// A data file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Name of the file as handed in.
    pub file: String,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub reason: FaultReason,
}

/// What is wrong with a line of a data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultReason {
    /// The file is not TOML; the parser's own words.
    NotToml(String),
    /// A key that means nothing here.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// A key that must stand here.
    MissingKey {
        /// The key.
        key: String,
    },
    /// A value of the wrong kind.
    WrongType {
        /// The key.
        key: String,
        /// What was expected.
        wanted: &'static str,
    },
    /// A text with nothing in it.
    EmptyText {
        /// The key.
        key: String,
    },
    /// A day that cannot be read.
    BadDay {
        /// The key.
        key: String,
        /// What was written.
        value: String,
    },
    /// A word outside its closed list.
    UnknownWord {
        /// The key.
        key: String,
        /// What was written.
        value: String,
        /// The words of the list.
        allowed: Vec<&'static str>,
    },
    /// A number that cannot be meant.
    AbsurdCount {
        /// The key.
        key: String,
        /// What was written.
        value: i64,
    },
    /// The last day in force is before the first.
    EndsBeforeItBegins,
    /// Two things of the same name.
    Duplicate {
        /// The name.
        id: String,
    },
    /// Two editions of one rule in force on the same day in one file set.
    OverlappingForce {
        /// The rule.
        id: String,
    },
    /// A later edition that is not the next number.
    EditionOutOfOrder {
        /// The rule.
        id: String,
        /// The edition expected.
        wanted: u32,
    },
    /// A later edition that begins before the one it supersedes.
    EditionBeginsTooEarly {
        /// The rule.
        id: String,
    },
    /// A name that refers to nothing.
    UnknownName {
        /// The key.
        key: String,
        /// The name.
        value: String,
    },
    /// A part of the rulebook that no file holds.
    MissingPart {
        /// The part.
        part: &'static str,
    },
    /// A rung whose number is not its place on the ladder.
    RungOutOfOrder {
        /// The number expected.
        wanted: u32,
    },
    /// A day in the file of another year.
    DayOutsideYear {
        /// The year of the file.
        year: i16,
    },
}

impl FaultReason {
    /// A name that stays the same between versions, for messages.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotToml(_) => "not-toml",
            Self::UnknownKey { .. } => "unknown-key",
            Self::MissingKey { .. } => "missing-key",
            Self::WrongType { .. } => "wrong-type",
            Self::EmptyText { .. } => "empty-text",
            Self::BadDay { .. } => "bad-day",
            Self::UnknownWord { .. } => "unknown-word",
            Self::AbsurdCount { .. } => "absurd-count",
            Self::EndsBeforeItBegins => "ends-before-it-begins",
            Self::Duplicate { .. } => "duplicate",
            Self::OverlappingForce { .. } => "overlapping-force",
            Self::EditionOutOfOrder { .. } => "edition-out-of-order",
            Self::EditionBeginsTooEarly { .. } => "edition-begins-too-early",
            Self::UnknownName { .. } => "unknown-name",
            Self::MissingPart { .. } => "missing-part",
            Self::RungOutOfOrder { .. } => "rung-out-of-order",
            Self::DayOutsideYear { .. } => "day-outside-year",
        }
    }
}

impl fmt::Display for FaultReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotToml(words) => write!(out, "not TOML: {words}"),
            Self::UnknownKey { key } => write!(out, "unknown key `{key}`"),
            Self::MissingKey { key } => write!(out, "key `{key}` is missing"),
            Self::WrongType { key, wanted } => write!(out, "`{key}` must be {wanted}"),
            Self::EmptyText { key } => write!(out, "`{key}` is empty"),
            Self::BadDay { key, value } => write!(out, "`{key}` is no day: `{value}`"),
            Self::UnknownWord { key, value, allowed } => {
                write!(out, "`{key}` is `{value}`; allowed: {}", allowed.join(", "))
            }
            Self::AbsurdCount { key, value } => write!(out, "`{key}` cannot be {value}"),
            Self::EndsBeforeItBegins => out.write_str("`to` is before `from`"),
            Self::Duplicate { id } => write!(out, "`{id}` stands twice"),
            Self::OverlappingForce { id } => {
                write!(out, "`{id}` has two editions in force on the same day")
            }
            Self::EditionOutOfOrder { id, wanted } => {
                write!(out, "the next edition of `{id}` must be {wanted}")
            }
            Self::EditionBeginsTooEarly { id } => {
                write!(out, "this edition of `{id}` begins before the one it supersedes")
            }
            Self::UnknownName { key, value } => write!(out, "`{key}` names nothing: `{value}`"),
            Self::MissingPart { part } => write!(out, "no file holds `{part}`"),
            Self::RungOutOfOrder { wanted } => write!(out, "this rung must be number {wanted}"),
            Self::DayOutsideYear { year } => write!(out, "the day is not in {year}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

impl std::error::Error for Fault {}
