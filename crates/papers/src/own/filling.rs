//! Finds the places in the paragraphs of a part, however many runs Word cut them into, and fills them.

use std::ops::Range;

use quick_xml::events::Event;

use super::NotRead;
use super::part::{Paragraph, Part};
use crate::forms::{Columns, Values};
use crate::official::docx::table::{Dress, table};
use crate::official::docx::{run_dressed, text};

/// Letters of a place's name at the most.
const LONGEST: usize = 100;
/// Places of a part at the most, and pieces of it that are written anew.
const MOST_PLACES: usize = 2000;
/// Bytes of what is filled in at the most: a page of words in each of many places would fill the memory.
const MOST_FILLED: usize = 60 * 1024 * 1024;
/// Letters of the properties of a paragraph and its words at the most: they are written again with each line.
const LONGEST_LOOKS: usize = 4096;
/// Letters that are shown on each side of a brace that stands alone.
const AROUND: usize = 30;

/// A place in the words of a paragraph.
struct Place<'a> {
    at: Range<usize>,
    stands: Stands<'a>,
}

/// What stands in a place.
#[derive(Clone, Copy)]
enum Stands<'a> {
    Words(&'a str),
    /// Words without which the whole paragraph is left out.
    WordsOrNothing(&'a str),
    Table(&'a str),
}

/// What becomes of a paragraph.
enum Becomes {
    /// It stays as it is.
    Itself,
    /// Some of it is written anew.
    Filled(Vec<(Range<usize>, String)>),
    /// It gives way to a table.
    Table(String),
    /// It is left out.
    Nothing,
}

impl Becomes {
    /// How many pieces are written anew, and how many bytes they have.
    fn size(&self) -> (usize, usize) {
        match self {
            Self::Itself | Self::Nothing => (0, 0),
            Self::Filled(edits) => (edits.len(), edits.iter().map(|(_, words)| words.len()).sum()),
            Self::Table(table) => (1, table.len()),
        }
    }
}

/// The places of a part, as they stand between the braces.
pub fn places(part: &Part) -> Result<Vec<String>, NotRead> {
    let mut all = Vec::new();
    for paragraph in &part.paragraphs {
        if all.len() > MOST_PLACES {
            return Err(NotRead::TooLarge);
        }
        all.extend(found(&words_of(paragraph))?.iter().map(|place| match place.stands {
            Stands::Words(name) => name.to_owned(),
            Stands::WordsOrNothing(name) => format!("?{name}"),
            Stands::Table(name) => format!("table {name}"),
        }));
    }
    Ok(all)
}

/// A part with its places filled.
pub fn filled(part: &Part, given: (&Values, &str)) -> Result<String, NotRead> {
    let mut all = Vec::with_capacity(part.paragraphs.len());
    let (mut places, mut bytes) = (0, 0);
    for paragraph in &part.paragraphs {
        let one = becomes(part.xml, paragraph, given)?;
        let (met, long) = one.size();
        (places, bytes) = (places + met, bytes + long);
        if places > MOST_PLACES || bytes > MOST_FILLED {
            return Err(NotRead::TooLarge);
        }
        all.push(one);
    }
    let stands = held(part, &all);
    let mut edits = Vec::new();
    for ((paragraph, becomes), stays) in part.paragraphs.iter().zip(&mut all).zip(stands) {
        let marks = || paragraph.marks.iter().map(|at| &part.xml[at.clone()]).collect::<String>();
        match (std::mem::replace(becomes, Becomes::Itself), stays) {
            (Becomes::Itself, _) => {}
            (Becomes::Filled(more), _) => edits.extend(more),
            (Becomes::Table(table), Stays::Apart) => {
                edits.push((paragraph.whole.clone(), [&marks(), APART, &table].concat()));
            }
            (Becomes::Table(table), Stays::Not | Stays::Emptied) => {
                edits.push((paragraph.whole.clone(), marks() + &table));
            }
            (Becomes::Nothing, Stays::Not) => edits.push((paragraph.whole.clone(), marks())),
            (Becomes::Nothing, Stays::Emptied | Stays::Apart) => {
                let said = paragraph.pieces.iter().filter(|piece| !piece.element.is_empty());
                edits.extend(said.map(|piece| (piece.element.clone(), text(""))));
            }
        }
    }
    edits.sort_by_key(|(at, _)| (at.start, at.end));
    Ok(edited(part.xml, &edits))
}

/// The words with some of them written anew, in their order.
fn edited(xml: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut all = String::with_capacity(xml.len() + edits.iter().map(|(_, words)| words.len()).sum::<usize>());
    let mut written = 0;
    for (at, words) in edits {
        all.push_str(&xml[written..at.start]);
        all.push_str(words);
        written = at.end;
    }
    all + &xml[written..]
}

fn words_of(paragraph: &Paragraph) -> String {
    paragraph.pieces.iter().map(|piece| piece.words.as_str()).collect()
}

/// The places in some words.
fn found(words: &str) -> Result<Vec<Place<'_>>, NotRead> {
    let mut all = Vec::new();
    let mut from = 0;
    loop {
        let next = |braces| words[from..].find(braces).map(|at| from + at);
        let (opens, closes) = match (next("{{"), next("}}")) {
            (None, None) => return Ok(all),
            (Some(opens), Some(closes)) if opens < closes => (opens, closes),
            (Some(opens), None) => return Err(unbalanced(words, opens)),
            (_, Some(closes)) => return Err(unbalanced(words, closes)),
        };
        let said = words[opens + 2..closes].trim();
        if said.is_empty() || said.chars().count() > LONGEST || said.contains(['{', '}', '\n', '\t']) {
            return Err(unbalanced(words, opens));
        }
        // A table that may be empty is a table.
        let table =
            said.trim_start_matches('?').strip_prefix("table").filter(|name| name.starts_with(char::is_whitespace));
        let stands = match (table, said.strip_prefix('?')) {
            (Some(name), _) => Stands::Table(name.trim_start()),
            (None, Some(name)) => Stands::WordsOrNothing(name.trim_start()),
            (None, None) => Stands::Words(said),
        };
        if all.len() >= MOST_PLACES {
            return Err(NotRead::TooLarge);
        }
        from = closes + 2;
        all.push(Place { at: opens..from, stands });
    }
}

fn unbalanced(words: &str, at: usize) -> NotRead {
    let before: Vec<char> = words[..at].chars().rev().take(AROUND).collect();
    let behind = words[at..].chars().take(AROUND);
    NotRead::Unbalanced(before.into_iter().rev().chain(behind).collect())
}

fn becomes(xml: &str, paragraph: &Paragraph, given: (&Values, &str)) -> Result<Becomes, NotRead> {
    let (values, lacking) = given;
    let words = words_of(paragraph);
    let places = found(&words)?;
    let alone = match places.as_slice() {
        [] => return Ok(Becomes::Itself),
        [one] if words.trim() == &words[one.at.clone()] && paragraph.is_plain => Some(one),
        _ => None,
    };
    let mut said = Vec::with_capacity(places.len());
    for place in &places {
        let of = |name: &str| values.words.get(name).map_or("", |words| words.trim());
        said.push(match place.stands {
            Stands::Words(name) if of(name).is_empty() => lacking,
            Stands::Words(name) => of(name),
            Stands::WordsOrNothing(name) if of(name).is_empty() => return Ok(Becomes::Nothing),
            Stands::WordsOrNothing(name) => of(name),
            Stands::Table(_) if alone.is_none() => return Err(NotRead::TableNotAlone(words)),
            Stands::Table(name) => match values.tables.get(name).filter(|table| !table.rows.is_empty()) {
                Some(_) if looks(xml, paragraph, place).len() > LONGEST_LOOKS => return Err(NotRead::TooLarge),
                Some(table) => return Ok(Becomes::Table(tabled(xml, paragraph, (place, table)))),
                None => lacking,
            },
        });
    }
    let lines = |said: &str| -> Vec<String> {
        said.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    // What a paragraph and its words look like is written again with each line.
    let looked = paragraph.properties.as_ref().map_or(0, std::ops::Range::len)
        + alone.map_or(0, |place| looks(xml, paragraph, place).len());
    if looked > LONGEST_LOOKS {
        return Err(NotRead::TooLarge);
    }
    let mut edits = Vec::new();
    let mut said: Vec<String> = said.into_iter().map(|said| lines(said).join("\n")).collect();
    if let (Some(place), [only]) = (alone, said.as_mut_slice())
        && let Some((before, last)) = only.rsplit_once('\n')
    {
        // Each line is a paragraph as the office made this one, and this one is the last of them: what ends with it ends there.
        let begun = &words[..place.at.start];
        let copies = before.lines().map(|line| copied(xml, paragraph, (place, &format!("{begun}{line}"))));
        edits.push((paragraph.whole.start..paragraph.whole.start, copies.collect()));
        *only = last.to_owned();
    }
    edits.extend(written(paragraph, &words, &places, &said));
    Ok(Becomes::Filled(edits))
}

/// The pieces that places stand in, written anew: what stands in a place stands in the piece in which it begins.
fn written<'a>(
    paragraph: &'a Paragraph,
    words: &'a str,
    places: &'a [Place],
    said: &'a [String],
) -> impl Iterator<Item = (Range<usize>, String)> + 'a {
    let (mut end, mut first) = (0, 0);
    paragraph.pieces.iter().filter_map(move |piece| {
        let from = end;
        end = from + piece.words.len();
        while places.get(first).is_some_and(|place| place.at.end <= from) {
            first += 1;
        }
        let here = places[first..].iter().zip(&said[first..]).take_while(|(place, _)| place.at.start < end);
        let (mut anew, mut told, mut is_met) = (String::new(), from, false);
        for (place, said) in here {
            is_met = true;
            if place.at.start >= from {
                anew.push_str(&words[told..place.at.start]);
                anew.push_str(said);
            }
            told = place.at.end.min(end);
        }
        anew.push_str(&words[told..end]);
        (is_met && !piece.element.is_empty()).then(|| (piece.element.clone(), text(&anew)))
    })
}

/// The properties of the run in which a place begins.
fn looks<'a>(xml: &'a str, paragraph: &Paragraph, place: &Place) -> &'a str {
    let mut end = 0;
    let begins = paragraph.pieces.iter().find(|piece| {
        end += piece.words.len();
        place.at.start < end
    });
    begins.and_then(|piece| piece.looks.clone()).map_or("", |at| &xml[at])
}

/// A paragraph like another, with one line in the looks of a place.
fn copied(xml: &str, paragraph: &Paragraph, (place, line): (&Place, &str)) -> String {
    let properties = match (&paragraph.properties, &paragraph.section) {
        (None, _) => String::new(),
        (Some(all), None) => xml[all.clone()].to_owned(),
        // A section ends once.
        (Some(all), Some(section)) => [&xml[all.start..section.start], &xml[section.end..all.end]].concat(),
    };
    format!("<w:p>{properties}{}</w:p>", run_dressed(looks(xml, paragraph, place), line))
}

/// A paragraph that can hardly be seen: Word joins tables that meet, and asks for a paragraph after the last.
const APART: &str =
    r#"<w:p><w:pPr><w:spacing w:before="0" w:after="120" w:line="20" w:lineRule="exact"/></w:pPr></w:p>"#;

/// A table in place of a paragraph, with lines of its own and in the face and size of the place.
fn tabled(xml: &str, paragraph: &Paragraph, (place, rows): (&Place, &Columns)) -> String {
    let (face, size) = face_and_size(looks(xml, paragraph, place));
    let borders = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
        .concat();
    let dress = Dress {
        table: format!(
            r#"<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>"#
        ),
        unit: "pct",
        wide: 5000,
        style: String::new(),
        spacing: r#"<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/><w:ind w:left="0" w:right="0" w:firstLine="0"/>"#.to_owned(),
        face,
        size,
        small: size.map(|size| size - 2),
    };
    let closing = match (&paragraph.properties, &paragraph.section) {
        (Some(all), Some(_)) => format!("<w:p>{}</w:p>", &xml[all.clone()]),
        (Some(_) | None, _) => APART.to_owned(),
    };
    table(&rows.columns, &rows.rows, &dress) + &closing
}

/// The face and the size in half points that the properties of a run say.
fn face_and_size(looks: &str) -> (String, Option<i64>) {
    let (mut face, mut size) = (String::new(), None);
    let mut reader = quick_xml::Reader::from_str(looks);
    let mut begun = 0;
    loop {
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(looks.len());
        match event {
            Ok(Event::Empty(tag)) => match tag.name().as_ref() {
                "w:rStyle" | "w:rFonts" => face.push_str(&looks[begun..end]),
                "w:sz" => {
                    let value = tag.try_get_attribute("w:val").ok().flatten();
                    size = value.and_then(|value| value.value.parse().ok()).filter(|size| (8..=144).contains(size));
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return (face, size),
            Ok(_) => {}
        }
        begun = end;
    }
}

/// How a paragraph that is left out, or that gives way to a table, stays among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stays {
    /// Nothing of it stays.
    Not,
    /// It stays without its words, since something else needs it.
    Emptied,
    /// Something must stand between its table and the one before.
    Apart,
}

/// How each paragraph stays. One that is left out stays without its words where it ends a section or holds a picture, and where
/// tables would meet without it or a cell would not end with a paragraph.
fn held(part: &Part, all: &[Becomes]) -> Vec<Stays> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Side {
        None,
        Paragraph,
        Table,
    }
    let must_stay = |number: usize| {
        let paragraph = &part.paragraphs[number];
        paragraph.section.is_some() || !paragraph.is_plain
    };
    let goes = |number: usize| matches!(all[number], Becomes::Nothing) && !must_stay(number);
    let mut stands = vec![Stays::Emptied; all.len()];
    for holder in &part.holders {
        // What comes next behind each block and stays, told from the end.
        let mut next = Side::None;
        let mut behind: Vec<Side> = holder
            .blocks
            .iter()
            .rev()
            .map(|block| {
                let told = next;
                next = match block {
                    Some(number) if goes(*number) => next,
                    Some(number) if matches!(all[*number], Becomes::Table(_)) => Side::Table,
                    Some(_) => Side::Paragraph,
                    None => Side::Table,
                };
                told
            })
            .collect();
        behind.reverse();
        let mut before = Side::None;
        for (block, next) in holder.blocks.iter().zip(behind) {
            let Some(number) = *block else {
                before = Side::Table;
                continue;
            };
            let needed = match (before, next) {
                (Side::Table, Side::Table) => true,
                (Side::Table | Side::None, Side::None) => holder.ends_with_paragraph,
                (Side::Paragraph, _) | (_, Side::Paragraph) | (Side::None, Side::Table) => false,
            };
            if goes(number) && !needed {
                stands[number] = Stays::Not;
                continue;
            }
            if matches!(all[number], Becomes::Table(_)) && before == Side::Table {
                stands[number] = Stays::Apart;
            }
            before = Side::Paragraph;
        }
    }
    stands
}
