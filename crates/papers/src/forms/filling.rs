//! Filling a form: its text with what stands in its places becomes the blocks of a paper.

use std::borrow::Cow;

use super::{Catalogue, Columns, FieldKind, Filled, Form, RECIPIENTS, Values, cells_of};
use crate::official::{Annex, Block, Lies, Rank};

impl Catalogue {
    /// Fills a form.
    pub fn fill(&self, form: &Form, values: &Values) -> Filled {
        let lines = |texts: &[String]| -> Vec<String> {
            let filled = texts.iter().filter_map(|text| self.filled(text, values));
            filled.flat_map(|text| paragraphs(&text)).collect()
        };
        let recipients = match values.words.get(RECIPIENTS).filter(|words| !words.trim().is_empty()) {
            Some(typed) => paragraphs(typed),
            None => lines(form.recipients.as_ref().unwrap_or(&self.recipients)),
        };
        let to = lines(&form.to);
        let values = &*with_rows(self, form, values);
        Filled {
            summary: self.filled(&form.summary, values).unwrap_or_default().replace('\n', " "),
            authority: lines(&form.authority),
            to: if to.len() > 1 { ended(to, false) } else { to },
            grounds: ended(self.as_grounds(lines(&form.grounds)), form.grounds_go_on),
            body: self.text(&form.body, values),
            recipients: ended(recipients, false),
            annexes: form
                .annexes
                .iter()
                .filter(|annex| form.has(annex, &values.words))
                .map(|annex| (annex, self.text(&annex.body, values)))
                // One of which nothing stands, as the table of councils below where there are none, is left out.
                .filter(|(_, body)| !body.is_empty())
                .zip(1..)
                .map(|((annex, body), n)| {
                    let title = self.filled(&annex.title, values).unwrap_or_default();
                    self.annex(n, title, annex.lies, body)
                })
                .collect(),
        }
    }

    /// Lines that people typed as grounds, each with the word by which a ground begins.
    fn as_grounds(&self, lines: Vec<String>) -> Vec<String> {
        let begins = |line: &String| self.ground_begins.iter().any(|begun| line.starts_with(begun.as_str()));
        let first = self.ground_begins.first().map_or("", String::as_str);
        lines.into_iter().map(|line| if begins(&line) { line } else { format!("{first} {line}") }).collect()
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
        if let Some(name) = place.strip_prefix("articles ") {
            let typed = values.words.get(name.trim()).map_or("", |words| words.trim());
            let typed = if typed.is_empty() { &self.lacking } else { typed };
            return self.articles.blocks(&paragraphs(typed));
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
                let filled = self.filled(words, values).map(|words| {
                    // What a report numbers I, II stands in capitals (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục V).
                    let words = if rank == Rank::Section { words.to_uppercase() } else { words };
                    Block::Heading { rank, words }
                });
                return filled.into_iter().collect();
            }
        }
        let Some(filled) = self.filled(line, values) else { return Vec::new() };
        paragraphs(&filled).into_iter().map(|words| Block::Words { words }).collect()
    }

    /// A line with its places filled; none where any of them has nothing to stand in it.
    pub(super) fn known(&self, line: &str, values: &Values) -> Option<String> {
        self.filled(&line.replace("{{?", "{{").replace("{{", "{{?"), values)
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
                // What ends with a full stop gives it to the sentence in which it stands.
                (false, _) if behind.starts_with(['.', ',', ';']) && !words.ends_with("..") => {
                    said.push_str(words.trim_end_matches(['.', ';']));
                }
                (false, _) => said.push_str(words),
            }
            rest = behind;
        }
        said.push_str(rest);
        Some(said)
    }
}

/// What stands in the places of a form, with the rows that were typed as tables.
fn with_rows<'a>(forms: &Catalogue, form: &Form, values: &'a Values) -> Cow<'a, Values> {
    let mut all = Cow::Borrowed(values);
    for field in form.fields.iter().filter(|field| field.kind == FieldKind::Rows) {
        let typed = values.words.get(&field.name).map_or("", String::as_str);
        let row = |line: &str| {
            let mut cells = cells_of(line).into_iter();
            let mut row: Vec<String> = cells.by_ref().take(field.columns.len()).collect();
            row.resize(field.columns.len(), String::new());
            // What was typed beyond the last column stands in it: nothing is lost.
            if let Some(last) = row.last_mut() {
                cells.for_each(|more| *last = format!("{last} {more}"));
            }
            row.into_iter().map(|words| vec![crate::Part { words, style: crate::Style::Plain }]).collect()
        };
        // A form without rows yet has one to be filled in.
        let empty = vec![forms.lacking.as_str(); field.columns.len()].join("|");
        let typed = if typed.trim().is_empty() { &empty } else { typed };
        let rows = typed.lines().filter(|line| !line.trim().is_empty()).map(row).collect();
        let table = Columns { whole: true, ..forms.counted(field.columns.iter().cloned(), rows) };
        all.to_mut().tables.insert(field.name.clone(), table);
    }
    all
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

/// Grounds, addressees and recipients as the decree ends them: each with a semicolon, the last with a full stop.
fn ended(mut grounds: Vec<String>, go_on: bool) -> Vec<String> {
    let last = grounds.len().saturating_sub(1);
    for (n, ground) in grounds.iter_mut().enumerate() {
        let end = if n == last && !go_on { '.' } else { ';' };
        *ground = format!("{}{end}", ground.trim_end_matches([';', '.', ' ']));
    }
    grounds
}

/// What a person typed, paragraph by paragraph.
fn paragraphs(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
