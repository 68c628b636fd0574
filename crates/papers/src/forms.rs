//! The forms of official papers as data: what each kind is called, who issues it, and its words with places for what people
//! write and what the records give.
//!
//! This file reads the catalogue, checks that every place has something to stand in it, and fills a form. It knows no record: the
//! server hands in words and tables by their names. Law: Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III; the sources of each form
//! stand with it.

use std::collections::BTreeMap;

use serde::Deserialize;

use articles::Parts;
pub use values::{Columns, Grouped, Values};

use crate::official::{Annex, Block, Lies};
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

/// A form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its name in addresses and records.
    pub id: String,
    /// The name that stands on it.
    pub name: String,
    /// By what people know it, where its name does not say it: several forms are called “Báo cáo”.
    #[serde(default)]
    called: String,
    /// The same in English.
    pub name_en: String,
    /// Code of the kind in the symbol; empty for official letters.
    pub code: String,
    /// Number and symbol of its own, where it is not written as others of its body are.
    #[serde(default)]
    pub symbol: String,
    /// Numbers of its own, where they do not run with those of its code.
    #[serde(default)]
    pub series: String,
    /// Is it an official letter (công văn)?
    #[serde(default)]
    pub letter: bool,
    /// Does it name private people, so that only its council's own office sees it?
    #[serde(default)]
    pub private: bool,
    /// Does its number stand in the register alone, not on the paper?
    #[serde(default)]
    pub unnumbered: bool,
    /// Does it stand without place and day in its head, as minutes do?
    #[serde(default)]
    pub undated: bool,
    /// Does nobody sign it?
    #[serde(default)]
    pub unsigned: bool,
    /// In whose name it is signed where nobody chose otherwise; that of most papers of its issuer where it is empty.
    #[serde(default)]
    pub signing: String,
    /// How its own pages lie.
    #[serde(default)]
    pub lies: Lies,
    /// What it is about: the records from which it is filled.
    pub about: String,
    /// Further records that it may be about, from which people's fields are then suggested.
    #[serde(default)]
    pub also: Vec<String>,
    /// The rungs of the ladder on which it is written; all where none is named.
    #[serde(default)]
    pub rungs: Vec<String>,
    /// Kinds of bodies that issue it; the first is offered first.
    pub issuers: Vec<String>,
    /// The law or form that it follows.
    pub source: String,
    /// Was its wording compared with the source?
    pub checked: bool,
    /// Who signs, where it is not the head of the issuing body: one, or two side by side.
    #[serde(default)]
    pub signers: Vec<String>,
    /// What it is about (trích yếu).
    pub summary: String,
    /// By whose authority: lines in the middle, above the grounds.
    #[serde(default)]
    pub authority: Vec<String>,
    /// For whom.
    #[serde(default)]
    pub to: Vec<String>,
    /// Grounds.
    #[serde(default)]
    pub grounds: Vec<String>,
    /// Does a sentence go on after the grounds, so that the last of them ends with a semicolon too?
    #[serde(default)]
    grounds_go_on: bool,
    /// The text.
    pub body: String,
    /// Recipients; those of most papers where it names none.
    pub recipients: Option<Vec<String>>,
    /// Its annexes.
    #[serde(default, rename = "annex")]
    pub annexes: Vec<AnnexForm>,
    /// What people write.
    #[serde(default, rename = "field")]
    pub fields: Vec<Field>,
    /// What stands in fields at first, by what the paper is about.
    #[serde(default)]
    suggest: BTreeMap<String, BTreeMap<String, String>>,
    /// Names that are never kept.
    #[serde(default, rename = "mask")]
    masks: Vec<Mask>,
}

/// A name that is never kept, whatever was typed: of somebody who denounces (Luật Tố cáo 25/2018/QH14, Điều 47, 56).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mask {
    /// The field with rows in which both stand as columns; empty where they are fields.
    #[serde(default)]
    rows: String,
    /// Where the kind of the letter stands.
    told_by: String,
    /// Which kind it is.
    is: String,
    /// Where the name stands.
    hides: String,
    /// What stands there instead.
    says: String,
}

/// An annex of a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexForm {
    /// By which people put it in or leave it out; empty for one that is always there.
    #[serde(default)]
    pub id: String,
    /// Does it stand in until somebody leaves it out?
    #[serde(default)]
    pub chosen: bool,
    /// By what people know it, where they choose.
    #[serde(default)]
    pub called: String,
    /// The same in English.
    #[serde(default)]
    pub called_en: String,
    title: String,
    lies: Lies,
    body: String,
}

/// What people write in a form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its place in the words.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// The same in English.
    pub label_en: String,
    /// Lines of the box.
    #[serde(default = "one_line")]
    pub lines: u8,
    /// Must it be there before the paper is issued?
    #[serde(default)]
    pub required: bool,
    /// What is written there.
    #[serde(default)]
    pub kind: FieldKind,
    /// What is chosen from.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The columns of rows, with their shares of the width.
    #[serde(default)]
    pub columns: Vec<(String, u8)>,
}

/// What is written in a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// Words.
    #[default]
    Words,
    /// Which annexes the paper has: their ids, with commas between.
    Annexes,
    /// One of the shares that are counted: the id of the indicator.
    Share,
    /// One of its choices.
    Choice,
    /// Rows of a table, a line each; columns are parted by a bar or, as a spreadsheet gives them, by tabs.
    Rows,
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

fn one_line() -> u8 {
    1
}

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
        let mut letters = place.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// In whose name a paper is signed, by who issues it and what it is about; the first is offered first.
    pub fn signings<'a>(&'a self, issuer: &'a str, about: &'a str) -> impl Iterator<Item = &'a Signing> {
        let mine = self.signings.iter().filter(move |one| one.issuer == issuer);
        let (of_it, of_all): (Vec<_>, Vec<_>) =
            mine.filter(move |one| one.about.is_empty() || one.about == about).partition(|one| !one.about.is_empty());
        of_it.into_iter().chain(of_all)
    }

    /// What stands in the fields of a paper at first, from the words that its record gives.
    pub fn suggested(&self, form: &Form, about: &str, values: &Values) -> BTreeMap<String, String> {
        let recipients = form.recipients.as_ref().unwrap_or(&self.recipients);
        let texts = form.suggest.get(about).into_iter().flatten();
        let texts = texts.map(|(field, text)| (field.clone(), text.clone()));
        let listed = form.fields.iter().any(|field| field.name == RECIPIENTS);
        let listed = listed.then(|| (RECIPIENTS.to_owned(), recipients.join("\n")));
        let filled = texts.chain(listed).map(|(field, text)| {
            let lines = text.lines().filter_map(|line| self.known(line, values));
            (field, lines.collect::<Vec<_>>().join("\n"))
        });
        filled.filter(|(_, words)| !words.trim().is_empty()).collect()
    }

    /// What a supervision or a round is about, from its title: a form says itself that it is about one.
    pub fn about_what<'a>(&self, title: &'a str) -> &'a str {
        self.begun.iter().find_map(|begun| title.strip_prefix(begun.as_str())).unwrap_or(title)
    }

    /// Says which place of a form nothing stands in.
    fn check(&self, form: &Form) -> Result<(), String> {
        if let Some(about) = form.abouts().find(|about| !self.given.contains_key(*about)) {
            return Err(format!("form `{}`: about nothing that is known: `{about}`", form.id));
        }
        if form.issuers.is_empty() {
            return Err(format!("form `{}`: nobody issues it", form.id));
        }
        // Which indicators there are, whoever counts them knows.
        if let Some(place) = self.unknown_places(form, |_| true).first() {
            return Err(format!("form `{}`: nothing stands in `{{{{{place}}}}}`", form.id));
        }
        let told = |name: &str| form.masks.iter().any(|mask| mask.told_by == name);
        let shared = |name: &str| self.shared.iter().any(|field| field.name == name);
        let chosen = |kind| matches!(kind, FieldKind::Annexes | FieldKind::Share);
        for field in form.fields.iter().filter(|field| !chosen(field.kind)) {
            let stands = form.texts().flat_map(places).any(|place| name_in(place) == field.name);
            if !stands && !told(&field.name) && !shared(&field.name) {
                return Err(format!("form `{}`: the field `{}` stands nowhere", form.id, field.name));
            }
        }
        for (about, fields) in &form.suggest {
            let (words, _) = self.given(about);
            for (field, text) in fields {
                let known = |place: &&str| words.contains(&name_in(place));
                if !form.fields.iter().any(|one| one.name == *field) {
                    return Err(format!("form `{}`: words for `{field}`, which is no field", form.id));
                }
                if let Some(place) = places(text).into_iter().find(|place| !known(place)) {
                    return Err(format!("form `{}`: nothing stands in `{{{{{place}}}}}` for `{about}`", form.id));
                }
            }
        }
        Ok(())
    }

    /// The places of a form that nothing stands in.
    pub fn unknown_places<'a>(&self, form: &'a Form, is_figure: impl Fn(&str) -> bool) -> Vec<&'a str> {
        form.texts().flat_map(places).filter(|place| !self.knows(form, place, &is_figure)).collect()
    }

    /// Does something stand in a place of a form: a table, a figure, a word that records give, a field that people write?
    pub fn knows(&self, form: &Form, place: &str, is_figure: impl Fn(&str) -> bool) -> bool {
        let (words, tables) = self.given(&form.about);
        let name = place.trim_start_matches('?');
        let name = name.strip_prefix("articles ").unwrap_or(name);
        let rows = |name: &str| form.fields.iter().any(|one| one.kind == FieldKind::Rows && one.name == name);
        if let Some(picture) = place.strip_prefix("picture ") {
            return self.given.get(&form.about).is_some_and(|given| given.pictures.contains_key(picture.trim()));
        }
        match (name.strip_prefix("table "), name.strip_prefix("so ")) {
            (Some(table), _) => tables.contains(&table.trim()) || rows(table.trim()),
            (None, Some(figure)) => self.given.get(&form.about).is_some_and(|given| given.figures) && is_figure(figure),
            (None, None) => words.contains(&name) || form.fields.iter().any(|field| field.name == name),
        }
    }

    /// The names of the places of a form, for whoever words it.
    pub fn place_names(&self, form: &Form) -> Vec<String> {
        let (words, tables) = self.given(&form.about);
        let written = form.fields.iter().filter_map(|field| match field.kind {
            FieldKind::Words | FieldKind::Choice => Some(field.name.clone()),
            FieldKind::Rows => Some(format!("table {}", field.name)),
            FieldKind::Annexes | FieldKind::Share => None,
        });
        let fields = written;
        let tables = tables.into_iter().map(|table| format!("table {table}"));
        let pictures = self.given.get(&form.about).into_iter().flat_map(|given| given.pictures.keys());
        let pictures = pictures.map(|picture| format!("picture {picture}"));
        words.into_iter().map(str::to_owned).chain(fields).chain(tables).chain(pictures).collect()
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

/// The field with who gets a paper, and that with the name of whoever signs on the left.
const RECIPIENTS: &str = "noi_nhan";
/// The same of the left of two who sign.
pub const FIRST_SIGNER: &str = "nguoi_ky_trai";

impl Form {
    /// Takes on the fields that papers share: who gets it, where anybody does, and who signs on the left, where two do.
    fn share(&mut self, shared: &[Field]) {
        let wants = |field: &&Field| match field.name.as_str() {
            RECIPIENTS => self.recipients.as_ref().is_none_or(|listed| !listed.is_empty()),
            FIRST_SIGNER => self.signers.len() > 1,
            _ => true,
        };
        let more: Vec<Field> = shared.iter().filter(wants).cloned().collect();
        self.fields.extend(more);
    }

    /// What it may be about; the first is what it is about by itself.
    pub fn abouts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.about).chain(&self.also).map(String::as_str)
    }

    /// Takes names out of what was written that must not be kept.
    pub fn mask(&self, written: &mut BTreeMap<String, String>) {
        let now = written.clone();
        self.mask_by(written, &now);
    }

    /// The same for what was written before, by what is told now.
    pub fn mask_by(&self, written: &mut BTreeMap<String, String>, now: &BTreeMap<String, String>) {
        for mask in &self.masks {
            if mask.rows.is_empty() {
                let is = now.get(&mask.told_by).is_some_and(|words| words.trim() == mask.is);
                if let Some(words) = written.get_mut(&mask.hides).filter(|words| is && !words.trim().is_empty()) {
                    words.clone_from(&mask.says);
                }
                continue;
            }
            let Some(field) = self.fields.iter().find(|field| field.name == mask.rows) else { continue };
            let place = |name: &str| field.columns.iter().position(|(heading, _)| heading == name);
            let (Some(told_by), Some(hides)) = (place(&mask.told_by), place(&mask.hides)) else { continue };
            let Some(words) = written.get_mut(&mask.rows) else { continue };
            let lines = words.lines().map(|line| {
                let mut cells = cells_of(line);
                // In the book a kind may be written short or long: “TC”, “Tố cáo”.
                let short: String = mask.is.split(' ').filter_map(|word| word.chars().next()).collect();
                let said = cells.get(told_by).map(|said| said.to_lowercase()).unwrap_or_default();
                let is = said.contains(&mask.is.to_lowercase()) || said.trim() == short.to_lowercase();
                if let Some(cell) = cells.get_mut(hides).filter(|_| is) {
                    cell.clone_from(&mask.says);
                }
                cells.join(" | ")
            });
            *words = lines.collect::<Vec<_>>().join("\n");
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let listed = self.to.iter().chain(&self.grounds).chain(&self.authority).chain(self.recipients.iter().flatten());
        let annexed = self.annexes.iter().flat_map(|annex| [&annex.title, &annex.body]);
        [&self.summary, &self.body].into_iter().chain(listed).chain(annexed).map(String::as_str)
    }

    /// The form in other words: what it is about, grounds line by line, its text.
    #[must_use]
    pub fn reworded(&self, summary: &str, grounds: &str, body: &str) -> Self {
        let lines = grounds.lines().map(str::trim).filter(|line| !line.is_empty());
        Self {
            summary: summary.to_owned(),
            grounds: lines.map(str::to_owned).collect(),
            body: body.to_owned(),
            ..self.clone()
        }
    }

    /// By what people know it.
    pub fn called(&self) -> &str {
        if self.called.is_empty() { &self.name } else { &self.called }
    }

    /// The field by which people choose annexes, with those that stand in a new paper; none where there is nothing to choose.
    pub fn first_annexes(&self) -> Option<(&str, String)> {
        let field = self.fields.iter().find(|field| field.kind == FieldKind::Annexes)?;
        let chosen = self.annexes.iter().filter(|annex| annex.chosen).map(|annex| annex.id.as_str());
        Some((&field.name, chosen.collect::<Vec<_>>().join(",")))
    }

    /// Does an annex stand in a paper in which this is written?
    pub fn has(&self, annex: &AnnexForm, written: &BTreeMap<String, String>) -> bool {
        let field = self.fields.iter().find(|field| field.kind == FieldKind::Annexes);
        let chosen = field.and_then(|field| written.get(&field.name));
        // Where nobody ever chose, what stands in a new paper stands.
        let chosen = chosen.map_or(annex.chosen, |chosen| chosen.split(',').any(|id| id.trim() == annex.id));
        annex.id.is_empty() || chosen
    }

    /// The fields that must be written before the paper is issued and are not.
    pub fn lacking<'a>(&'a self, written: &BTreeMap<String, String>) -> Vec<&'a Field> {
        let empty = |name: &str| written.get(name).is_none_or(|words| words.trim().is_empty());
        self.fields.iter().filter(|field| field.required && empty(&field.name)).collect()
    }
}

/// The cells of a row as it was typed or pasted.
fn cells_of(line: &str) -> Vec<String> {
    let parting = if line.contains('\t') { '\t' } else { '|' };
    line.split(parting).map(|cell| cell.trim().to_owned()).collect()
}

/// The name in a place, without what says how it stands there.
fn name_in(place: &str) -> &str {
    let name = place.trim_start_matches('?');
    ["articles ", "table "].iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name).trim()
}

/// The places of a text, as they are written between the braces.
fn places(text: &str) -> Vec<&str> {
    text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}").map(|(place, _)| place)).collect()
}

mod articles;
mod filling;
#[cfg(test)]
mod tests;
mod values;
