//! The forms of official papers as data: what each kind is called, who issues it, and its words with places for what people
//! write and what the records give.
//!
//! This file reads the catalogue, checks that every place has something to stand in it, and fills a form. It knows no record: the
//! server hands in words and tables by their names. Law: Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III; the sources of each form
//! stand with it.

use std::collections::BTreeMap;

use serde::Deserialize;

use articles::Parts;
use checking::places;
pub use form::{AnnexForm, FIRST_SIGNER, Field, FieldKind, Form, INCOMING, ISSUED, LETTER};
use form::{RECIPIENTS, cells_of};
use going_on::in_one_line;
pub use going_on::{plain_symbol, upper_first};
pub use values::{Columns, Grouped, Values};

use crate::official::{Annex, Block};
use crate::print::{Part, PrintedColumn, Row, Style};

/// The catalogue.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// What stands where a table has no rows.
    pub nothing: String,
    /// What stands where a word is lacking.
    pub lacking: String,
    counted: String,
    begun: Vec<String>,
    unit_kinds: Vec<String>,
    recipients: Vec<String>,
    /// The form of the letter that corrects an issued paper.
    pub correcting: String,
    articles: Parts,
    /// Places named after a person, which keep the kind of unit before their name.
    persons: Vec<String>,
    #[serde(rename = "shared_field")]
    shared: Vec<Field>,
    words: BTreeMap<String, String>,
    /// With what a summary leads to what it is about, and how that stands within a sentence; the last stands where there is none.
    leads: Vec<(String, String)>,
    /// With what a submission asks for a resolution, before what that is about.
    asks: Vec<String>,
    /// Titles before names, which forms write themselves.
    titles: Vec<String>,
    /// How grounds begin; the first stands before one that begins otherwise.
    ground_begins: Vec<String>,
    /// First words of names and titles, which keep their capital within a sentence.
    capitals: Vec<String>,
    /// What kinds of papers are called, by their codes.
    kinds: BTreeMap<String, String>,
    given: BTreeMap<String, Given>,
    #[serde(rename = "signing")]
    signings: Vec<Signing>,
    /// Number and symbol, by who issues.
    #[serde(rename = "pattern")]
    pub patterns: Vec<Pattern>,
    /// The forms.
    #[serde(rename = "form")]
    pub forms: Vec<Form>,
    #[serde(default, rename = "law")]
    laws: Vec<LawName>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Given {
    /// May texts hold figures of indicators?
    figures: bool,
    words: Vec<String>,
    tables: BTreeMap<String, Vec<(String, u8)>>,
    /// Pictures, with the words below each.
    pictures: BTreeMap<String, String>,
}

/// In whose name a paper is signed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// Which kind of body issues.
    pub issuer: String,
    /// About which records alone; all where it is empty.
    #[serde(default)]
    about: String,
    /// Its name in addresses and records.
    pub id: String,
    /// The lines above the signature.
    pub lines: Vec<String>,
}

/// How number and symbol are written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Which kind of body issues.
    pub issuer: String,
    /// Papers with a name.
    pub named: String,
    /// Official letters.
    pub letter: String,
}

/// What every form shares, then the forms by what they belong to.
const SHIPPED: &str = concat!(
    include_str!("../forms/catalogue.toml"),
    include_str!("../forms/council.toml"),
    include_str!("../forms/supervision.toml"),
    include_str!("../forms/letters.toml"),
    include_str!("../forms/voters.toml"),
    include_str!("../forms/citizens.toml"),
    include_str!("../forms/period.toml"),
);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LawName {
    key: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    words: String,
    #[expect(dead_code, reason = "read by whoever compares the file with the law")]
    checked: bool,
}

/// A form with its places filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// What it is about.
    pub summary: String,
    /// By whose authority.
    pub authority: Vec<String>,
    /// For whom.
    pub to: Vec<String>,
    /// Grounds.
    pub grounds: Vec<String>,
    /// The text.
    pub body: Vec<Block>,
    /// Recipients.
    pub recipients: Vec<String>,
    /// Annexes.
    pub annexes: Vec<Annex>,
}

impl Catalogue {
    /// The shipped catalogue with an office's own forms laid over it: a form of the same id takes the place of ours. The error
    /// names file and fault.
    pub fn read(own: &[(String, String)]) -> Result<Self, String> {
        let fault = |name: &str| {
            let name = name.to_owned();
            move |error: toml::de::Error| format!("{name}: {error}")
        };
        let mut all: Self = toml::from_str(SHIPPED).map_err(fault("forms"))?;
        let laws: Laws = toml::from_str(include_str!("../forms/laws.toml")).map_err(fault("laws.toml"))?;
        all.laws = laws.law;
        for form in &mut all.forms {
            form.share(&all.shared);
        }
        for form in &all.forms {
            all.check(form).map_err(|words| format!("forms: {words}"))?;
        }
        for (name, words) in own {
            let own: Own = toml::from_str(words).map_err(fault(name))?;
            for mut form in own.form {
                form.share(&all.shared);
                all.check(&form).map_err(|words| format!("{name}: {words}"))?;
                match all.forms.iter_mut().find(|one| one.id == form.id) {
                    Some(ours) => *ours = form,
                    None => all.forms.push(form),
                }
            }
        }
        Ok(all)
    }

    /// A form by its id.
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The figures that stand in texts: form, id of the indicator.
    pub fn figures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.forms.iter().flat_map(|form| {
            let named =
                form.texts().flat_map(places).filter_map(|place| place.trim_start_matches('?').strip_prefix("so "));
            named.map(|figure| (form.id.as_str(), figure.trim()))
        })
    }

    /// The names of laws in grounds, as of a day (`2024-06-20`).
    pub fn laws_on(&self, day: &str) -> BTreeMap<String, String> {
        let holds = |law: &&LawName| {
            (law.from.is_empty() || law.from.as_str() <= day) && (law.until.is_empty() || day <= law.until.as_str())
        };
        self.laws.iter().filter(holds).map(|law| (law.key.clone(), law.words.clone())).collect()
    }

    /// What records give to papers about something: names of words, then of tables.
    pub fn given(&self, about: &str) -> (Vec<&str>, Vec<&str>) {
        let of = |name: &str| self.given.get(name);
        let words = of("common").into_iter().chain(of(about)).flat_map(|given| &given.words);
        let tables = of("common").into_iter().chain(of(about)).flat_map(|given| given.tables.keys());
        (words.map(String::as_str).collect(), tables.map(String::as_str).collect())
    }

    /// A table that records give to papers about something: its rows, which are counted.
    pub fn table(&self, (about, name): (&str, &str), rows: Vec<Vec<String>>) -> Columns {
        let cell = |words: String| match words.as_str() {
            "" => Vec::new(),
            _ => vec![Part { words, style: Style::Plain }],
        };
        let named = self.given.get(about).and_then(|given| given.tables.get(name)).into_iter().flatten();
        let rows = rows.into_iter().map(|cells| cells.into_iter().map(cell).collect()).collect();
        self.counted(named.cloned(), rows)
    }

    /// A table with headings over its rows, which are counted through all of them.
    pub fn grouped(&self, (about, name): (&str, &str), lines: Vec<Grouped>) -> Columns {
        let rows = lines.iter().filter_map(|line| match line {
            Grouped::Line(cells) => Some(cells.clone()),
            Grouped::Heading(..) => None,
        });
        let mut table = self.table((about, name), rows.collect());
        let mut counted = std::mem::take(&mut table.rows).into_iter();
        let row = |line| match line {
            Grouped::Heading(level, words) => Some(Row::Section { level, words }),
            Grouped::Line(_) => counted.next(),
        };
        table.rows = lines.into_iter().filter_map(row).collect();
        table
    }

    /// A table with columns of its own, whose rows are counted.
    pub fn counted(&self, columns: impl IntoIterator<Item = (String, u8)>, rows: Vec<Vec<Vec<Part>>>) -> Columns {
        const COUNTED: u8 = 7;
        let column = |(heading, share)| PrintedColumn {
            heading,
            share,
            // Days and numbers stand in the middle, words do not.
            center: share <= 16,
        };
        let number = |n: usize| vec![Part { words: n.to_string(), style: Style::Plain }];
        Columns {
            columns: std::iter::once((self.counted.clone(), COUNTED)).chain(columns).map(column).collect(),
            rows: (1..)
                .zip(rows)
                .map(|(n, cells)| Row::Cells { cells: std::iter::once(number(n)).chain(cells).collect() })
                .collect(),
            whole: false,
        }
    }

    /// Words that every paper shares, with something put in.
    pub fn say(&self, name: &str, put_in: &[(&str, &str)]) -> String {
        let words = self.words.get(name).cloned().unwrap_or_else(|| name.to_owned());
        put_in.iter().fold(words, |words, (place, what)| words.replace(&format!("{{{place}}}"), what))
    }

    /// A name without the short forms that offices use on screens: papers write it out.
    pub fn in_full(&self, name: &str) -> String {
        [("council_short", "council_full"), ("committee_short", "committee_full")]
            .iter()
            .fold(name.to_owned(), |name, (short, full)| name.replace(&self.say(short, &[]), &self.say(full, &[])))
    }

    /// The name of a place as it stands before the day of a paper: “Bình Giang”, not “huyện Bình Giang”; but “Phường 12” and
    /// “Thành phố Hồ Chí Minh”: what is named after a number or a person keeps its kind (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục
    /// II, khoản 4).
    pub fn place(&self, place: &str) -> String {
        let named = |kind: &String| {
            let begun: String = place.chars().take(kind.chars().count()).collect();
            (begun.to_lowercase() == *kind).then(|| &place[begun.len()..])
        };
        let Some(name) = self.unit_kinds.iter().find_map(named) else { return place.to_owned() };
        let counted = name.chars().all(|letter| letter.is_ascii_digit() || "IVXLC".contains(letter));
        if !counted && !self.persons.iter().any(|person| person == name) {
            return name.to_owned();
        }
        upper_first(place)
    }

    /// In whose name a paper is signed, by who issues it and what it is about; the first is offered first.
    pub fn signings<'a>(&'a self, issuer: &'a str, about: &'a str) -> impl Iterator<Item = &'a Signing> {
        let mine = self.signings.iter().filter(move |one| one.issuer == issuer);
        let (of_it, of_all): (Vec<_>, Vec<_>) =
            mine.filter(move |one| one.about.is_empty() || one.about == about).partition(|one| !one.about.is_empty());
        of_it.into_iter().chain(of_all)
    }

    /// What stands in the fields of a paper at first, from the words that its record gives: by what the paper is about, or by the names
    /// under which forms go on from another paper, the nearest first.
    pub fn suggested<S: AsRef<str>>(&self, form: &Form, from: &[S], values: &Values) -> BTreeMap<String, String> {
        let recipients = form.recipients.as_ref().unwrap_or(&self.recipients);
        let listed = form.fields.iter().any(|field| field.name == RECIPIENTS);
        let listed = listed.then(|| (RECIPIENTS.to_owned(), recipients.join("\n")));
        let mut fields = BTreeMap::new();
        let texts = from.iter().flat_map(|name| {
            let name = name.as_ref();
            form.after.get(name).into_iter().chain(form.suggest.get(name)).flatten()
        });
        for (field, text) in texts.map(|(field, text)| (field.clone(), text.clone())).chain(listed) {
            let rows = form.fields.iter().any(|one| one.name == field && one.kind == FieldKind::Rows);
            let line = |line| if rows { Some(in_one_line(line, values)) } else { self.known(line, values) };
            let lines = text.lines().filter_map(line).collect::<Vec<_>>().join("\n");
            if !lines.trim().is_empty() {
                fields.entry(field).or_insert(lines);
            }
        }
        fields
    }

    /// What a supervision or a round is about, from its title: a form says itself that it is about one.
    pub fn about_what<'a>(&self, title: &'a str) -> &'a str {
        self.begun.iter().find_map(|begun| title.strip_prefix(begun.as_str())).unwrap_or(title)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Laws {
    law: Vec<LawName>,
}

/// A file of an office's own forms.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    form: Vec<Form>,
}

mod articles;
mod checking;
mod filling;
mod form;
mod going_on;
#[cfg(test)]
mod tests;
mod values;
