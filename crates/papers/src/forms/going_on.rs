//! Papers that go on from another (văn bản soạn tiếp): a verification report from a submission, a resolution from both, the answer from
//! the question. How the paper before is referred to, and lines gathered from issued papers (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II,
//! khoản 6: kind, number, day, who issued it, on what).

use std::collections::BTreeMap;

use super::{Catalogue, Form, Values};

impl Catalogue {
    /// What a paper is called by its number and symbol: `12/TTr-UBND` is a submission, `12/UBND-VP` an official letter, `07-KL/TU` a
    /// conclusion of the Party.
    pub fn kind_of(&self, symbol: &str) -> String {
        let symbol = plain_symbol(symbol);
        let known = |code: &str| {
            let code = code.trim();
            let alike = || self.kinds.iter().find(|(one, _)| one.to_lowercase() == code.to_lowercase());
            self.kinds.get(code).or_else(|| alike().map(|(_, kind)| kind)).cloned()
        };
        let Some((before, behind)) = symbol.rsplit_once('/') else { return self.say("any_paper", &[]) };
        let code = behind.split('-').next().and_then(known);
        let of_party = || before.rsplit_once('-').and_then(|(_, code)| known(code));
        code.or_else(of_party).unwrap_or_else(|| self.say("letter", &[]))
    }

    /// The same, or where there is no symbol by which kind its summary begins.
    pub fn kind_of_paper(&self, symbol: &str, summary: &str) -> String {
        let begun = |kind: &&String| summary.strip_prefix(kind.as_str()).is_some_and(|rest| rest.starts_with(' '));
        match (symbol.trim().is_empty(), self.kinds.values().find(begun)) {
            (true, Some(kind)) => kind.clone(),
            _ => self.kind_of(symbol),
        }
    }

    /// The one form that papers of a kind have; none where several do.
    pub fn only_form_of(&self, kind: &str) -> Option<&Form> {
        let mut of_kind = self.forms.iter().filter(|form| form.name == kind);
        of_kind.next().filter(|_| of_kind.next().is_none())
    }

    /// What a paper is about, as it stands within a sentence, from its summary: without its kind and without “về việc”.
    pub fn about_in_words(&self, kind: &str, summary: &str) -> String {
        self.led(kind, summary).1
    }

    /// A person as typed: the name without its title, and what stands behind it as address.
    pub fn person<'a>(&self, typed: &'a str) -> (&'a str, &'a str) {
        let (name, address) = typed.split_once(',').unwrap_or((typed, ""));
        let name = self.titles.iter().find_map(|title| behind(name.trim(), title)).unwrap_or(name.trim());
        (name, address.trim())
    }

    /// A person as typed, within a sentence: the title before the name without its capital.
    pub fn lower_title(&self, typed: &str) -> String {
        let titled = self.titles.iter().any(|title| behind(typed, title).is_some());
        let mut letters = typed.chars();
        match letters.next().filter(|_| titled) {
            Some(first) => first.to_lowercase().chain(letters).collect(),
            None => typed.to_owned(),
        }
    }

    /// What a submission, or a report on one, asks a council to resolve on: “đề nghị ban hành Nghị quyết về mức thu” is “mức thu”.
    pub fn asked_for(&self, about: &str) -> String {
        let asked = self.asks.iter().find_map(|ask| behind(about, ask));
        asked.map_or_else(|| about.to_owned(), |rest| self.asked_for(rest))
    }

    /// How a summary leads to what it is about (“về”, “về việc”), and what that is.
    fn led(&self, kind: &str, summary: &str) -> (&str, String) {
        let summary = summary.trim().trim_end_matches(['.', ';', '/']).trim_end();
        let bare = if summary.to_lowercase() == kind.to_lowercase() { Some("") } else { behind(summary, kind) };
        let about = bare.unwrap_or(summary);
        for (lead, said) in &self.leads {
            if let Some(about) = behind(about, lead) {
                return (said, about.to_owned());
            }
        }
        let lead = self.leads.last().map_or("", |(_, said)| said.as_str());
        (lead, if bare.is_some() { about.to_owned() } else { self.lower_first(about) })
    }

    /// As words stand within a sentence: names, titles and short forms keep their capital.
    pub fn lower_first(&self, words: &str) -> String {
        let mut letters = words.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.clone().next()) else { return words.to_owned() };
        let named = self.capitals.iter().any(|name| behind(words, name).is_some() || words == name);
        let next = words.split_whitespace().nth(1).and_then(|word| word.chars().next());
        if named || !first.is_uppercase() || second.is_uppercase() || next.is_some_and(char::is_uppercase) {
            return words.to_owned();
        }
        first.to_lowercase().chain(letters).collect()
    }

    /// A paper as another refers to it: kind, number, day in full, issuer, what it is about; what is unknown is left out.
    pub fn referred(&self, kind: &str, symbol: &str, on: &str, issuer: &str, summary: &str) -> String {
        let (lead, about) = self.led(kind, summary);
        let about = if about.is_empty() { about } else { format!("{lead} {about}") };
        let parts = [("ref_symbol", symbol), ("ref_on", on), ("ref_issuer", issuer), ("ref_about", about.as_str())];
        let said = parts.into_iter().filter(|(_, words)| !words.is_empty());
        let said = said.map(|(how, words)| self.say(how, &[("words", words)]));
        std::iter::once(kind.to_owned()).chain(said).collect::<Vec<_>>().join(" ")
    }

    /// By whom and about what a paper of a form is referred to, where the form says it: issuer, summary.
    pub fn referred_as(&self, form: &Form, values: &Values) -> (Option<String>, Option<String>) {
        let said = |text: &Option<String>| text.as_ref().map(|text| self.known(text, values).unwrap_or_default());
        (said(&form.referred_issuer), said(&form.referred_about))
    }

    /// The lines that fields begin with for an issued paper of a form: by the field.
    pub fn gathered(&self, form: &Form, of: &str, values: &Values) -> BTreeMap<String, String> {
        let lines = form.gather.iter().filter_map(|(field, lines)| lines.get(of).map(|line| (field.clone(), line)));
        lines.map(|(field, line)| (field, in_one_line(line, values))).collect()
    }
}

/// What stands behind a lead, with or without a colon or a full stop between; none where a text does not begin so.
fn behind<'a>(words: &'a str, lead: &str) -> Option<&'a str> {
    let mut letters = words.char_indices();
    for wanted in lead.chars() {
        let (_, letter) = letters.next()?;
        if !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let rest = letters.next().map_or("", |(at, _)| &words[at..]).trim_start_matches([':', '.']);
    let rest = rest.strip_prefix(char::is_whitespace)?.trim();
    (!rest.is_empty()).then_some(rest)
}

/// As a heading or a name begins: with a capital.
pub fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A symbol as it is compared: without “Số”, with the one dash and the one Đ that symbols have.
pub fn plain_symbol(symbol: &str) -> String {
    let symbol = symbol.trim();
    let bare = behind(symbol, "số").unwrap_or(symbol);
    bare.replace(['–', '—'], "-").replace('\u{d0}', "Đ")
}

/// A line with its places filled by words that stay in their cell: what parts cells and lines is written another way.
pub(super) fn in_one_line(line: &str, values: &Values) -> String {
    let filled = line.split('|').map(|cell| {
        let cell = super::checking::places(cell).into_iter().fold(cell.to_owned(), |cell, place| {
            let words = values.words.get(place).map_or("", |words| words.trim());
            let words =
                words.lines().map(|line| line.trim().trim_end_matches(['.', ';'])).filter(|line| !line.is_empty());
            let words = words.collect::<Vec<_>>().join("; ").replace('|', "/").replace('\t', " ");
            cell.replace(&format!("{{{{{place}}}}}"), &words)
        });
        cell.trim().trim_matches(',').trim().to_owned()
    });
    filled.collect::<Vec<_>>().join(" | ")
}
