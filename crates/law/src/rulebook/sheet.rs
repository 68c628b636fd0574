//! How is a data file read so that every fault has its line?
//!
//! A `Sheet` is one table of a TOML file together with its place in the text. It hands out typed
//! values by key and refuses keys nobody knows. What the values mean is not known here: the
//! rulebook and the calendar say so.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::day::{Day, parse_day};
use crate::rulebook::terms::Word;
use crate::rulebook::{Fault, FaultReason};

/// A larger figure in a data file is a slip, not a period of the law.
const LARGEST_COUNT: i64 = 3650;

/// A file handed in, by name and text.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    file: &'a str,
    text: &'a str,
}

/// One table of a file.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'a> {
    page: Page<'a>,
    at: usize,
    table: &'a DeTable<'a>,
}

impl<'a> Page<'a> {
    pub(crate) fn new((file, text): &'a (String, String)) -> Self {
        Self { file, text }
    }

    /// Parses the text; the outcome must outlive the sheets taken from it.
    pub(crate) fn parse(self) -> Result<Spanned<DeTable<'a>>, Fault> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.fault(at, FaultReason::NotToml(error.message().to_owned()))
        })
    }

    /// The whole file as a sheet.
    pub(crate) fn sheet(self, parsed: &'a Spanned<DeTable<'a>>) -> Sheet<'a> {
        Sheet { page: self, at: 0, table: parsed.get_ref() }
    }

    fn fault(self, at: usize, reason: FaultReason) -> Fault {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        Fault { file: self.file.to_owned(), line, reason }
    }
}

impl<'a> Sheet<'a> {
    /// Refuses any key outside the list.
    pub(crate) fn knows_only(&self, keys: &[&str]) -> Result<(), Fault> {
        match self.table.iter().find(|(key, _)| !keys.contains(&key.get_ref().as_ref())) {
            None => Ok(()),
            Some((key, _)) => {
                let reason = FaultReason::UnknownKey { key: key.get_ref().to_string() };
                Err(self.page.fault(key.span().start, reason))
            }
        }
    }

    /// Whether the key stands here.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A text that must stand here and say something.
    pub(crate) fn text(&self, key: &str) -> Result<String, Fault> {
        self.required(key, self.optional_text(key)?)
    }

    /// A text that may be absent, but says something where it stands.
    pub(crate) fn optional_text(&self, key: &str) -> Result<Option<String>, Fault> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        let text = value.get_ref().as_str().ok_or_else(|| self.wrong(key, value, "a text"))?;
        if text.trim().is_empty() {
            return Err(self.page.fault(start(value), FaultReason::EmptyText { key: key.into() }));
        }
        Ok(Some(text.to_owned()))
    }

    /// A list of texts that must stand here.
    pub(crate) fn texts(&self, key: &str) -> Result<Vec<String>, Fault> {
        self.list(key, "a list of texts", |_, value| Some(value.get_ref().as_str()?.to_owned()))
    }

    /// A list of counts that must stand here.
    pub(crate) fn counts(&self, key: &str) -> Result<Vec<u32>, Fault> {
        self.list(key, "a list of numbers", |_, value| {
            let number = integer(value.get_ref())?;
            u32::try_from(number).ok().filter(|_| number <= LARGEST_COUNT)
        })
    }

    /// A list of words of a closed list; empty when absent.
    pub(crate) fn words<T: Word>(&self, key: &str) -> Result<Vec<T>, Fault> {
        if !self.has(key) {
            return Ok(Vec::new());
        }
        self.texts(key)?.iter().map(|word| self.word_among(key, word)).collect()
    }

    /// A word of a closed list that must stand here.
    pub(crate) fn word<T: Word>(&self, key: &str) -> Result<T, Fault> {
        self.word_among(key, &self.text(key)?)
    }

    /// A word of a closed list that may be absent.
    pub(crate) fn optional_word<T: Word>(&self, key: &str) -> Result<Option<T>, Fault> {
        self.optional_text(key)?.map(|word| self.word_among(key, &word)).transpose()
    }

    /// A day that must stand here.
    pub(crate) fn day(&self, key: &str) -> Result<Day, Fault> {
        self.required(key, self.optional_day(key)?)
    }

    /// A day that may be absent; written as a text or as a TOML date.
    pub(crate) fn optional_day(&self, key: &str) -> Result<Option<Day>, Fault> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        let written = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(moment) => moment.to_string(),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => {
                return Err(self.wrong(key, value, "a day"));
            }
        };
        parse_day(&written).map(Some).map_err(|_| {
            let reason = FaultReason::BadDay { key: key.into(), value: written };
            self.page.fault(start(value), reason)
        })
    }

    /// A count that must stand here.
    pub(crate) fn count(&self, key: &str) -> Result<u32, Fault> {
        self.required(key, self.optional_count(key)?)
    }

    /// A count that may be absent.
    pub(crate) fn optional_count(&self, key: &str) -> Result<Option<u32>, Fault> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        let number = integer(value.get_ref()).ok_or_else(|| self.wrong(key, value, "a whole number"))?;
        match u32::try_from(number) {
            Ok(count) if number <= LARGEST_COUNT => Ok(Some(count)),
            _ => Err(self.absurd(key, value, number)),
        }
    }

    /// A small number within bounds that must stand here.
    pub(crate) fn number_within(&self, key: &str, bounds: std::ops::RangeInclusive<i16>) -> Result<i16, Fault> {
        let count = self.count(key)?;
        match i16::try_from(count) {
            Ok(number) if bounds.contains(&number) => Ok(number),
            _ => Err(self.fault_at(key, FaultReason::AbsurdCount { key: key.into(), value: i64::from(count) })),
        }
    }

    /// Yes or no, if it stands here.
    pub(crate) fn optional_flag(&self, key: &str) -> Result<Option<bool>, Fault> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        match value.get_ref().as_bool() {
            Some(flag) => Ok(Some(flag)),
            None => Err(self.wrong(key, value, "true or false")),
        }
    }

    /// The table of a name, if it stands here.
    pub(crate) fn sheet(&self, key: &str) -> Result<Option<Sheet<'a>>, Fault> {
        let Some(value) = self.table.get(key) else {
            return Ok(None);
        };
        self.inner(key, value, "a table").map(Some)
    }

    /// The tables of a name, in order; none when absent.
    pub(crate) fn sheets(&self, key: &str) -> Result<Vec<Sheet<'a>>, Fault> {
        let Some(value) = self.table.get(key) else {
            return Ok(Vec::new());
        };
        let wanted = "a list of tables";
        let rows = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, wanted))?;
        rows.iter().map(|row| self.inner(key, row, wanted)).collect()
    }

    /// A fault of the table as a whole.
    pub(crate) fn fault(&self, reason: FaultReason) -> Fault {
        self.page.fault(self.at, reason)
    }

    /// A fault of one value, or of the table when the key is absent.
    pub(crate) fn fault_at(&self, key: &str, reason: FaultReason) -> Fault {
        self.page.fault(self.table.get(key).map_or(self.at, start), reason)
    }

    fn inner(&self, key: &str, value: &'a Spanned<DeValue<'a>>, wanted: &'static str) -> Result<Sheet<'a>, Fault> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(Sheet { page: self.page, at: start(value), table }),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Array(_) => Err(self.wrong(key, value, wanted)),
        }
    }

    fn list<T>(
        &self,
        key: &str,
        wanted: &'static str,
        read: impl Fn(&Self, &Spanned<DeValue<'a>>) -> Option<T>,
    ) -> Result<Vec<T>, Fault> {
        let value = self.required(key, self.table.get(key))?;
        let rows = value.get_ref().as_array().ok_or_else(|| self.wrong(key, value, wanted))?;
        rows.iter().map(|row| read(self, row).ok_or_else(|| self.wrong(key, row, wanted))).collect()
    }

    fn word_among<T: Word>(&self, key: &str, word: &str) -> Result<T, Fault> {
        T::named(word).ok_or_else(|| {
            let (key_named, value) = (key.to_owned(), word.to_owned());
            let reason = FaultReason::UnknownWord { key: key_named, value, allowed: T::all() };
            self.fault_at(key, reason)
        })
    }

    fn required<T>(&self, key: &str, value: Option<T>) -> Result<T, Fault> {
        value.ok_or_else(|| self.fault(FaultReason::MissingKey { key: key.to_owned() }))
    }

    fn wrong(&self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &'static str) -> Fault {
        self.page.fault(start(value), FaultReason::WrongType { key: key.to_owned(), wanted })
    }

    fn absurd(&self, key: &str, value: &Spanned<DeValue<'_>>, number: i64) -> Fault {
        let reason = FaultReason::AbsurdCount { key: key.to_owned(), value: number };
        self.page.fault(start(value), reason)
    }
}

fn start(value: &Spanned<DeValue<'_>>) -> usize {
    let Range { start, .. } = value.span();
    start
}

fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
