//! The proof of a report on paper: each figure with the numbers of the records that it counted, and these records in a list.

use law::role::Act as Deed;
use papers::forms::Catalogue;
use papers::official::{Annex, Block, Lies, Official, Rank};

use super::INDICATORS;
use super::fixing::{self, Behind, Figure};
use super::numbers::pointed;
use super::paper::SIDE_BY_SIDE;
use crate::app::App;
use crate::councils::{sees_all, store as councils};
use crate::db::Connection;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};

/// Records that an annex lists at the most: some four hundred pages.
const MOST: usize = 15_000;

/// Records that stand in one paragraph.
const TOGETHER: usize = 20;

/// The annexes of a report with the records behind its figures, for somebody who may read them; none for papers that fixed none.
pub fn of(app: &App, db: &mut Connection, member: &Member, paper_id: &str, paper: &Official) -> Outcome<Vec<Annex>> {
    let Some(fixed) = fixing::fixed(db, paper_id)? else { return Ok(Vec::new()) };
    let Some(own) = fixed.councils.first() else { return Ok(Vec::new()) };
    let forms = &app.law.forms;
    let behind = fixing::behind(db, paper_id, &own.id)?;
    if behind.records.len() > MOST {
        return Err(Trouble::field("form", "invalid-paper-too-long", ""));
    }
    let mut room = MOST - behind.records.len();
    let (mut figures, mut records) = (told(forms, &own.figures, &behind), listed(&behind));
    for limit in fixed.limits.iter().filter(|limit| limit.kept == 1) {
        let names: Vec<String> = limit.records()?.into_iter().map(|one| one.words).collect();
        figures.push(heading(limit.said().to_owned()));
        figures.extend(paragraphs(&format!("{}.", names.join("; "))));
    }
    // Of the councils below, what stands in the table of both levels: whoever may not read there gets the numbers alone.
    for council in &fixed.councils[1..] {
        let row = councils::by_id(db, &council.id)?;
        if row.is_none_or(|row| !sees_all(member, &row, Deed::ReadPapers)) {
            continue;
        }
        let mut below = fixing::behind(db, paper_id, &council.id)?;
        let mine: Vec<Figure> =
            council.figures.iter().filter(|figure| SIDE_BY_SIDE.contains(&figure.id.as_str())).cloned().collect();
        below.keep(mine.iter().map(|figure| figure.id.as_str()));
        let name = forms.in_full(&council.name);
        if below.records.is_empty() {
            continue;
        }
        figures.push(Block::Heading { rank: Rank::Section, words: name.to_uppercase() });
        records.push(Block::Heading { rank: Rank::Section, words: name.to_uppercase() });
        if below.records.len() > room {
            figures.push(Block::Words {
                words: forms.say("annex_too_many", &[("n", &pointed(i64::try_from(MOST).unwrap_or(i64::MAX)))]),
            });
            continue;
        }
        room -= below.records.len();
        figures.extend(told(forms, &mine, &below));
        records.extend(listed(&below));
    }
    let of = paper.annexes.first().map(|annex| annex.of.clone()).unwrap_or_default();
    let first = paper.annexes.len() + 1;
    let annex = |n: usize, title: &str, body: Vec<Block>| Annex {
        of: of.clone(),
        ..forms.annex(n, forms.say(title, &[]), Lies::Upright, body)
    };
    Ok(vec![annex(first, "annex_figures", figures), annex(first + 1, "annex_records", records)])
}

fn heading(words: String) -> Block {
    Block::Heading { rank: Rank::Article, words }
}

/// Each figure with the places of what it counted.
fn told(forms: &Catalogue, figures: &[Figure], behind: &Behind) -> Vec<Block> {
    let blocks = figures.iter().filter_map(|figure| {
        let counted = behind.of.get(&figure.id)?;
        let name = &INDICATORS.of_figure(&figure.id)?.name;
        let name = if figure.said.is_empty() { name.clone() } else { format!("{name}: {}", figure.said) };
        let places = forms.say("annex_places", &[("places", &ranges(counted).join(", "))]);
        let number = heading(format!("{name}: {}", pointed(figure.number)));
        Some(std::iter::once(number).chain(paragraphs(&places)).collect::<Vec<_>>())
    });
    blocks.flatten().collect()
}

/// The records, counted. Running text, as what is told of figures: as tables lists of thousands would take hundreds of megabytes.
fn listed(behind: &Behind) -> Vec<Block> {
    let numbered: Vec<String> = (1..).zip(&behind.records).map(|(n, (_, words))| format!("({n}) {words}")).collect();
    numbered.chunks(TOGETHER).map(|some| Block::Words { words: format!("{}.", some.join("; ")) }).collect()
}

/// A long text in paragraphs that take little to set, parted where a number ends.
fn paragraphs(text: &str) -> Vec<Block> {
    const LONG: usize = 2_000;
    let mut parts = vec![String::new()];
    for piece in text.split_inclusive(", ") {
        match parts.last_mut() {
            Some(part) if part.len() + piece.len() <= LONG => part.push_str(piece),
            _ => parts.push(piece.to_owned()),
        }
    }
    parts.into_iter().map(|part| Block::Words { words: part.trim_end().to_owned() }).collect()
}

/// Places of a list as people write them, counted from one: `1–3, 7`.
fn ranges(places: &[usize]) -> Vec<String> {
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
    said.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_ranges() {
        assert_eq!(ranges(&[0, 1, 2, 6, 4]), ["1–3", "5", "7"]);
        assert!(ranges(&[]).is_empty());
        let long = (1..=1_000).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
        let parts = paragraphs(&long);
        assert_eq!(parts.len(), 3);
        let said = |block: &Block| if let Block::Words { words } = block { words.clone() } else { String::new() };
        assert_eq!(parts.iter().map(said).collect::<Vec<_>>().join(" "), long);
    }
}
