//! What stands in the places of a form: words, tables, pictures, by the names of the places.

use std::collections::BTreeMap;

use crate::official::plain;
use crate::print::{PrintedColumn, Row};

/// A table that records give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// Its columns.
    pub columns: Vec<PrintedColumn>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Does it stand as one, however many columns it has? A book that a form prescribes does.
    pub whole: bool,
}

/// A line of a table with headings over its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grouped {
    /// A heading, 1 for a chief one, 2 for one under it.
    Heading(u8, String),
    /// The cells of a row.
    Line(Vec<String>),
}

/// What stands in the places of a form.
#[derive(Debug, Clone, Default)]
pub struct Values {
    /// Words, by the name of the place.
    pub words: BTreeMap<String, String>,
    /// Tables, by the name of the place.
    pub tables: BTreeMap<String, Columns>,
    /// Pictures as SVG, by the name of the place.
    pub pictures: BTreeMap<String, String>,
}

impl Columns {
    /// Columns that stand side by side at the most beside the first two: the count and the name.
    const MOST: usize = 8;

    /// The table in as many as its columns need, the first two in each.
    pub fn in_parts(&self) -> Vec<Self> {
        const KEPT: usize = 2;
        if self.whole || self.columns.len() <= KEPT + Self::MOST {
            return vec![self.clone()];
        }
        let part = |from: usize| {
            let to = (from + Self::MOST).min(self.columns.len());
            let row = |row: &Row| match row {
                Row::Section { .. } => row.clone(),
                Row::Cells { cells } => Row::Cells { cells: [&cells[..KEPT], &cells[from..to]].concat() },
                Row::Sum { cells } => Row::Sum { cells: [&cells[..KEPT], &cells[from..to]].concat() },
            };
            Self {
                columns: [&self.columns[..KEPT], &self.columns[from..to]].concat(),
                rows: self.rows.iter().map(row).collect(),
                whole: false,
            }
        };
        (KEPT..self.columns.len()).step_by(Self::MOST).map(part).collect()
    }
}

impl Values {
    /// Figures as numbers alone, without whose they are.
    pub fn be_plain(&mut self) {
        let say = |words: &mut String| *words = plain(words).into_owned();
        self.words.values_mut().for_each(say);
        let rows = self.tables.values_mut().flat_map(|table| &mut table.rows);
        rows.flat_map(Row::cells_mut).flatten().for_each(|part| say(&mut part.words));
    }
}
