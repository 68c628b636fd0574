//! Filling a form: its text with what stands in its places becomes the blocks of a paper.

use super::{Catalogue, Filled, Form, Values};
use crate::official::{Annex, Block, Lies, Rank};

impl Catalogue {
    /// Fills a form.
    pub fn fill(&self, form: &Form, values: &Values) -> Filled {
        let lines = |texts: &[String]| -> Vec<String> {
            let filled = texts.iter().filter_map(|text| self.filled(text, values));
            filled.flat_map(|text| paragraphs(&text)).collect()
        };
        let recipients = form.recipients.as_ref().unwrap_or(&self.recipients);
        Filled {
            summary: self.filled(&form.summary, values).unwrap_or_default().replace('\n', " "),
            to: lines(&form.to),
            grounds: ended(lines(&form.grounds)),
            body: self.text(&form.body, values),
            recipients: lines(recipients),
            annexes: form
                .annexes
                .iter()
                .filter(|annex| form.has(annex, &values.words))
                .zip(1..)
                .map(|(annex, n)| {
                    let title = self.filled(&annex.title, values).unwrap_or_default();
                    self.annex(n, title, annex.lies, self.text(&annex.body, values))
                })
                .collect(),
        }
    }

    fn text(&self, body: &str, values: &Values) -> Vec<Block> {
        body.lines().flat_map(|line| self.blocks(line.trim(), values)).collect()
    }

    /// An annex; whoever composes the paper says to which one it belongs (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    pub fn annex(&self, n: usize, title: String, lies: Lies, body: Vec<Block>) -> Annex {
        Annex { word: self.say("annex", &[("n", &roman(n))]), title, of: String::new(), lies, body }
    }

    fn blocks(&self, line: &str, values: &Values) -> Vec<Block> {
        if line.is_empty() {
            return Vec::new();
        }
        let place = line.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).unwrap_or_default();
        if let Some(name) = place.trim_start_matches('?').strip_prefix("table ") {
            let given = values.tables.get(name.trim()).filter(|table| !table.rows.is_empty());
            return match given {
                Some(table) => {
                    let parts = table.in_parts().into_iter();
                    parts.map(|part| Block::Table { columns: part.columns, rows: part.rows }).collect()
                }
                None if place.starts_with('?') => Vec::new(),
                None => vec![Block::Words { words: self.nothing.clone() }],
            };
        }
        if let Some(name) = place.strip_prefix("picture ") {
            let name = name.trim();
            let words = self.given.values().find_map(|given| given.pictures.get(name));
            let both = values.pictures.get(name).zip(words);
            return both
                .map(|(svg, words)| Block::Picture { svg: svg.clone(), words: words.clone() })
                .into_iter()
                .collect();
        }
        for (mark, rank) in [("### ", Rank::Article), ("## ", Rank::Section), ("# ", Rank::Chapter)] {
            if let Some(words) = line.strip_prefix(mark) {
                return self.filled(words, values).map(|words| Block::Heading { rank, words }).into_iter().collect();
            }
        }
        let Some(filled) = self.filled(line, values) else { return Vec::new() };
        paragraphs(&filled).into_iter().map(|words| Block::Words { words }).collect()
    }

    /// A text with its places filled; none where a place that may stay empty is empty.
    fn filled(&self, text: &str, values: &Values) -> Option<String> {
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (place, behind) = after.split_once("}}")?;
            said.push_str(before);
            let name = place.trim_start_matches('?');
            let words = values.words.get(name).map_or("", |words| words.trim());
            match (words.is_empty(), place.starts_with('?')) {
                (true, true) => return None,
                (true, false) => said.push_str(&self.lacking),
                (false, _) => said.push_str(words),
            }
            rest = behind;
        }
        said.push_str(rest);
        Some(said)
    }
}

/// A small number as annexes are counted: I, II, III.
fn roman(n: usize) -> String {
    let mut rest = n;
    let mut said = String::new();
    for (worth, letters) in [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while rest >= worth {
            said.push_str(letters);
            rest -= worth;
        }
    }
    said
}

/// Grounds as the decree ends them: each with a semicolon, the last with a full stop.
fn ended(mut grounds: Vec<String>) -> Vec<String> {
    let last = grounds.len().saturating_sub(1);
    for (n, ground) in grounds.iter_mut().enumerate() {
        let end = if n == last { '.' } else { ';' };
        *ground = format!("{}{end}", ground.trim_end_matches([';', '.', ' ']));
    }
    grounds
}

/// What a person typed, paragraph by paragraph.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
