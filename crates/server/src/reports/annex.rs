//! The proof of a report on paper: each figure with the numbers of the records that it counted, and these records in a list.

use papers::official::{Annex, Block, Lies, Official};

use super::INDICATORS;
use super::fixing;
use super::numbers::pointed;
use crate::app::App;
use crate::db::Connection;
use crate::trouble::{Outcome, Trouble};

/// Records that an annex lists at the most: some four hundred pages.
const MOST: usize = 15_000;

/// Records that stand in one paragraph.
const TOGETHER: usize = 20;

/// The annexes of a report with the records behind its figures; none for papers that fixed none.
pub fn of(app: &App, db: &mut Connection, paper_id: &str, paper: &Official) -> Outcome<Vec<Annex>> {
    let Some(fixed) = fixing::fixed(db, paper_id)? else { return Ok(Vec::new()) };
    let Some(own) = fixed.councils.first() else { return Ok(Vec::new()) };
    let forms = &app.law.forms;
    let behind = fixing::behind(db, paper_id, &own.id)?;
    if behind.records.len() > MOST {
        return Err(Trouble::field("form", "invalid-paper-too-long", ""));
    }
    let figures = own.figures.iter().filter_map(|figure| {
        let counted = behind.of.get(&figure.id)?;
        let name = &INDICATORS.of_figure(&figure.id)?.name;
        let name = if figure.said.is_empty() { name.clone() } else { format!("{name}: {}", figure.said) };
        Some(vec![name, pointed(figure.number), ranges(counted)])
    });
    let figures = forms.table(("period", "con_so"), figures.collect());
    // Running text: as a table of its own a list of thousands would take hundreds of megabytes to set.
    let numbered: Vec<String> = (1..).zip(&behind.records).map(|(n, (_, words))| format!("({n}) {words}")).collect();
    let records =
        numbered.chunks(TOGETHER).map(|some| Block::Words { words: format!("{}.", some.join("; ")) }).collect();
    let table = |columns: papers::forms::Columns| vec![Block::Table { columns: columns.columns, rows: columns.rows }];
    let of = paper.annexes.first().map(|annex| annex.of.clone()).unwrap_or_default();
    let first = paper.annexes.len() + 1;
    let annex = |n: usize, title: &str, body: Vec<Block>| Annex {
        of: of.clone(),
        ..forms.annex(n, forms.say(title, &[]), Lies::Upright, body)
    };
    Ok(vec![annex(first, "annex_figures", table(figures)), annex(first + 1, "annex_records", records)])
}

/// Places of a list as people write them, counted from one: `1–3, 7`.
fn ranges(places: &[usize]) -> String {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    let mut said: Vec<(usize, usize)> = Vec::new();
    for place in sorted {
        match said.last_mut() {
            Some((_, last)) if *last + 1 == place || *last == place => *last = place,
            _ => said.push((place, place)),
        }
    }
    let one = |(first, last): (usize, usize)| {
        if first == last { (first + 1).to_string() } else { format!("{}–{}", first + 1, last + 1) }
    };
    said.into_iter().map(one).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_ranges() {
        assert_eq!(ranges(&[0, 1, 2, 6, 4]), "1–3, 5, 7");
        assert_eq!(ranges(&[]), "");
    }
}
