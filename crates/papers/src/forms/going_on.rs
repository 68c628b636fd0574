//! Papers that go on from another (văn bản soạn tiếp): a verification report from a submission, a resolution from both, the answer from
//! the question. How the paper before is referred to, and lines gathered from issued papers (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II,
//! khoản 6: kind, number, day, who issued it, on what).

use std::collections::BTreeMap;

use super::{Catalogue, Form, Values};

impl Catalogue {
    /// What a paper is called by its number and symbol: `12/TTr-UBND` is a submission, `12/UBND-VP` an official letter.
    pub fn kind_of(&self, symbol: &str) -> String {
        let code = symbol.rsplit_once('/').map(|(_, behind)| behind.split('-').next().unwrap_or_default().trim());
        match code {
            None => self.say("any_paper", &[]),
            Some(code) => self.kinds.get(code).cloned().unwrap_or_else(|| self.say("letter", &[])),
        }
    }

    /// The one form that papers of a kind have; none where several do.
    pub fn only_form_of(&self, kind: &str) -> Option<&Form> {
        let mut of_kind = self.forms.iter().filter(|form| form.name == kind);
        of_kind.next().filter(|_| of_kind.next().is_none())
    }

    /// The same, or where there is no symbol by which kind its summary begins.
    pub fn kind_of_paper(&self, symbol: &str, summary: &str) -> String {
        let begun = self
            .kinds
            .values()
            .find(|kind| summary.strip_prefix(kind.as_str()).is_some_and(|rest| rest.starts_with(' ')));
        match (symbol.is_empty(), begun) {
            (true, Some(kind)) => kind.clone(),
            _ => self.kind_of(symbol),
        }
    }

    /// What a paper is about, as it stands within a sentence, from its summary: without its kind and without “về việc”.
    pub fn about_in_words(&self, kind: &str, summary: &str) -> String {
        self.led(kind, summary).1
    }

    /// How a summary leads to what it is about (“về”, “về việc”), and what that is.
    fn led(&self, kind: &str, summary: &str) -> (&str, String) {
        let rest = |words: &str, lead: &str| {
            let head: String = words.chars().take(lead.chars().count()).collect();
            let behind = (head.to_lowercase() == lead.to_lowercase()).then(|| &words[head.len()..]);
            let behind = behind.filter(|behind| behind.starts_with(char::is_whitespace)).map(str::trim);
            behind.filter(|behind| !behind.is_empty()).map(str::to_owned)
        };
        let summary = summary.trim();
        let bare = rest(summary, kind);
        let about = bare.as_deref().unwrap_or(summary);
        for (lead, said) in &self.leads {
            if let Some(about) = rest(about, lead) {
                return (said, about);
            }
        }
        let lead = self.leads.last().map_or("", |(_, said)| said.as_str());
        (lead, if bare.is_some() { about.to_owned() } else { lower_first(about) })
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

    /// The lines that fields begin with for an issued paper of a form: by the field.
    pub fn gathered(&self, form: &Form, of: &str, values: &Values) -> BTreeMap<String, String> {
        let lines = form.gather.iter().filter_map(|(field, lines)| lines.get(of).map(|line| (field.clone(), line)));
        lines.map(|(field, line)| (field, in_one_line(line, values))).collect()
    }
}

/// A line with its places filled by words that stay in their cell: what parts cells and lines is written another way.
fn in_one_line(line: &str, values: &Values) -> String {
    super::checking::places(line).into_iter().fold(line.to_owned(), |line, place| {
        let words = values.words.get(place).map_or("", |words| words.trim());
        let words = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ");
        line.replace(&format!("{{{{{place}}}}}"), &words.replace('|', "/").replace('\t', " "))
    })
}

/// As words stand within a sentence.
pub fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        // A name or a short form keeps its capital.
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}
