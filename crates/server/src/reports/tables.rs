//! Tables of a period: indicators split by a trait of their records, with a sum below. Each cell is a figure of its own
//! (`answered/topic=giao_thong`) and opens its records.

use super::gathering::Gathered;
use super::numbers::name_of;
use super::splitting::value_name;
use super::{INDICATORS, Table};
use crate::app::App;
use crate::followups::line::named;
use crate::web::i18n::Words;

/// A cell: which figure, and its number.
pub type Cell = (String, i64);

/// A table of a period.
pub struct Split {
    /// Stable name.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// Headings of the columns that count.
    pub columns: Vec<String>,
    /// Rows: what the value of the trait is called, its cells.
    pub rows: Vec<(String, Vec<Cell>)>,
    /// The sums.
    pub sums: Vec<Cell>,
}

/// One value of a trait as a figure.
pub fn narrowed(indicator: &str, by: &str, value: &str) -> String {
    format!("{indicator}/{by}={value}")
}

/// Every table of what was gathered.
pub fn all(app: &App, gathered: &Gathered, w: &Words) -> Vec<Split> {
    INDICATORS.tables.iter().map(|table| split(app, gathered, table, w)).collect()
}

fn split(app: &App, gathered: &Gathered, table: &'static Table, w: &Words) -> Split {
    let groups: Vec<_> = table.columns.iter().map(|column| gathered.grouped(column, &table.by).1).collect();
    let many = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
    let cells = |value: &str| {
        let both = table.columns.iter().zip(&groups);
        both.map(|(column, by)| (narrowed(column, &table.by, value), many(by.get(value).map_or(0, Vec::len)))).collect()
    };
    let values = gathered.values(app, table);
    Split {
        id: &table.id,
        name: named(&table.name, &table.name_en, w),
        columns: table
            .columns
            .iter()
            .filter_map(|column| INDICATORS.by_id(column))
            .map(|one| name_of(one, w))
            .collect(),
        rows: values.into_iter().map(|value| (value_name(app, &table.by, &value, w), cells(&value))).collect(),
        sums: (table.columns.iter().zip(&groups))
            .map(|(column, by)| (column.clone(), many(by.values().map(Vec::len).sum())))
            .collect(),
    }
}
