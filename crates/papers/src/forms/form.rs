//! A form: what it is called, who issues it, its words, what people write in it, and whose name it never keeps.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::official::Lies;

/// What a paper is about that goes on from one that the council issued.
pub const ISSUED: &str = "paper";
/// What a paper is about that goes on from one that came in from another office.
pub const INCOMING: &str = "incoming";
/// From what a citizen's letter goes on, which names a private person.
pub const LETTER: &str = "letter";
/// What forms may go on from beside papers of a form.
pub(super) const GOES_ON_FROM: &[&str] = &[ISSUED, INCOMING, LETTER];

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
    pub(super) called: String,
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
    /// Who is said to have written it, where another refers to it and that is not who issues it; a text with its own fields.
    #[serde(default)]
    pub referred_issuer: Option<String>,
    /// Its summary where another refers to it, and what it is about does not say it; none at all where it is empty.
    #[serde(default)]
    pub referred_about: Option<String>,
    /// Where what it lays down comes from, as the register of follow-ups says it; empty where it lays nothing down.
    #[serde(default)]
    pub lays_down: String,
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
    pub(super) grounds_go_on: bool,
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
    pub(super) suggest: BTreeMap<String, BTreeMap<String, String>>,
    /// What stands in fields at first where the paper goes on from another: by the form of that one, or by one of [`GOES_ON_FROM`].
    /// `{{goc}}` is that paper as others refer to it, `{{goc.FIELD}}` what people wrote in it.
    #[serde(default)]
    pub(super) after: BTreeMap<String, BTreeMap<String, String>>,
    /// Fields that begin with a line for each issued paper of other forms: by the field, then by the form.
    #[serde(default)]
    pub(super) gather: BTreeMap<String, BTreeMap<String, String>>,
    /// Names that are never kept.
    #[serde(default, rename = "mask")]
    pub(super) masks: Vec<Mask>,
}

/// A name that is never kept, whatever was typed: of somebody who denounces (Luật Tố cáo 25/2018/QH14, Điều 47, 56).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mask {
    /// The field with rows in which both stand as columns; empty where they are fields.
    #[serde(default)]
    rows: String,
    /// Where the kind of the letter stands.
    pub(super) told_by: String,
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
    pub(super) title: String,
    pub(super) lies: Lies,
    pub(super) body: String,
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
    /// A day, which the program counts by.
    Day,
    /// Rows of a table, a line each; columns are parted by a bar or, as a spreadsheet gives them, by tabs.
    Rows,
}

fn one_line() -> u8 {
    1
}

/// The field with who gets a paper, and that with the name of whoever signs on the left.
pub(super) const RECIPIENTS: &str = "noi_nhan";
/// The same of the left of two who sign.
pub const FIRST_SIGNER: &str = "nguoi_ky_trai";

impl Form {
    /// Takes on the fields that papers share: who gets it, where anybody does, and who signs on the left, where two do.
    pub(super) fn share(&mut self, shared: &[Field]) {
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
        let from = [ISSUED, INCOMING].into_iter().filter(|_| !self.after.is_empty());
        std::iter::once(&self.about).chain(&self.also).map(String::as_str).chain(from)
    }

    /// How near a paper is from which it goes on: the place of the first name that stands in `after`; none where it does not.
    pub fn goes_on_from(&self, names: &[String]) -> Option<usize> {
        names.iter().position(|name| self.after.contains_key(name))
    }

    /// The forms of which it gathers issued papers.
    pub fn gathered_forms(&self) -> impl Iterator<Item = &str> {
        self.gather.values().flat_map(BTreeMap::keys).map(String::as_str)
    }

    /// Does it hide names, by what is told?
    pub fn masks(&self) -> bool {
        !self.masks.is_empty()
    }

    /// The fields that tell what kind of letter it is, each with the kind of which names are hidden.
    pub fn told_by(&self) -> impl Iterator<Item = (&str, &str)> {
        self.masks.iter().filter(|mask| mask.rows.is_empty()).map(|mask| (mask.told_by.as_str(), mask.is.as_str()))
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

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
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
pub(super) fn cells_of(line: &str) -> Vec<String> {
    let parting = if line.contains('\t') { '\t' } else { '|' };
    line.split(parting).map(|cell| cell.trim().to_owned()).collect()
}
