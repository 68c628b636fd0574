//! Everything that can keep an act or a page from happening, in the five kinds that people are told about.
//!
//! A verb returns one of these; `web/error.rs` alone turns it into a page, a fragment or `application/problem+json`.

use law::refusal::Refusal;

/// One field that cannot be taken as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Name of the field in the form.
    pub field: &'static str,
    /// Key of the sentence in the locale files.
    pub key: &'static str,
    /// The words that the sentence quotes, where it quotes any.
    pub words: String,
}

impl FieldFault {
    /// The fault of a text of more than `most` letters, if it is one.
    pub fn too_long(field: &'static str, text: &str, most: usize) -> Option<Self> {
        (text.chars().count() > most).then(|| Self { field, key: "invalid-too-long", words: most.to_string() })
    }
}

/// Both versions of a record that two people saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// Who saved first.
    pub by: String,
    /// When (stored instant).
    pub at: String,
    /// Field label key, what stands now, what was typed.
    pub differences: Vec<(&'static str, String, String)>,
    /// The version that stands now.
    pub version: i64,
}

/// Why something did not happen.
#[derive(Debug)]
pub enum Trouble {
    /// The law, or the order of the work, does not allow it.
    Refused(Refusal),
    /// What was typed cannot be taken.
    Invalid(Vec<FieldFault>),
    /// Somebody saved the record in the meantime.
    Stale(Box<Stale>),
    /// There is no such record, or not for this person.
    NotFound,
    /// The program failed; the words go to the log, never to people.
    Fault(String),
}

/// What a verb returns.
pub type Outcome<T> = Result<T, Trouble>;

impl Trouble {
    /// One field that cannot be taken.
    pub fn field(field: &'static str, key: &'static str, words: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldFault { field, key, words: words.into() }])
    }

    /// Refuses a text of more than `most` letters.
    pub fn too_long(field: &'static str, text: &str, most: usize) -> Outcome<()> {
        FieldFault::too_long(field, text, most).map_or(Ok(()), |fault| Err(Self::Invalid(vec![fault])))
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<diesel::result::Error> for Trouble {
    fn from(error: diesel::result::Error) -> Self {
        match error {
            diesel::result::Error::NotFound => Self::NotFound,
            other => Self::Fault(format!("database: {other}")),
        }
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(format!("file: {error}"))
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(format!("json: {error}"))
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(refusal) => write!(f, "refused: {}", refusal.key()),
            Self::Invalid(faults) => {
                write!(f, "invalid:")?;
                for fault in faults {
                    write!(f, " {}={} {}", fault.field, fault.key, fault.words)?;
                }
                Ok(())
            }
            Self::Stale(_) => write!(f, "stale"),
            Self::NotFound => write!(f, "not found"),
            Self::Fault(words) => write!(f, "fault: {words}"),
        }
    }
}

impl std::error::Error for Trouble {}
