//! A part of a Word document as its paragraphs, and where in the part their words stand.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::{NotRead, broken};

/// How deep elements stand within each other at the most.
const DEEPEST: usize = 500;
/// Paragraphs and cells of one part at the most: a small file may unpack to millions.
const MOST_PARAGRAPHS: usize = 100_000;
/// Marks that may stand between paragraphs as well as in one, and whose other end may stand elsewhere.
const MARKS: [&str; 6] =
    ["w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:permStart", "w:permEnd"];

/// A part.
#[derive(Debug)]
pub struct Part<'a> {
    /// All of it, as it is written.
    pub xml: &'a str,
    /// Its paragraphs, in the order in which they begin.
    pub paragraphs: Vec<Paragraph>,
    /// What holds blocks: the body, a cell, a header.
    pub holders: Vec<Holder>,
}

/// What holds paragraphs and tables.
#[derive(Debug, Default)]
pub struct Holder {
    /// Must the last block in it be a paragraph? Word opens no file with a cell that has none.
    pub ends_with_paragraph: bool,
    /// Its blocks: a paragraph by its number, none for a table.
    pub blocks: Vec<Option<usize>>,
}

/// A paragraph.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// All of it.
    pub whole: Range<usize>,
    /// Its properties (`w:pPr`) with their tags.
    pub properties: Option<Range<usize>>,
    /// The figures of a section that ends with it, within its properties.
    pub section: Option<Range<usize>>,
    /// Its words, piece by piece.
    pub pieces: Vec<Piece>,
    /// Marks whose other end may stand elsewhere.
    pub marks: Vec<Range<usize>>,
    /// Does it hold nothing but runs of words? Pictures, fields and boxes are more.
    pub is_plain: bool,
}

/// A piece of a paragraph's words (`w:t`).
#[derive(Debug, Default)]
pub struct Piece {
    /// The element with its tags; empty where a tab or a new line stands.
    pub element: Range<usize>,
    /// What it says.
    pub words: String,
    /// The properties of its run (`w:rPr`) with their tags.
    pub looks: Option<Range<usize>>,
}

/// What is open while a part is read.
#[derive(Default)]
struct Open {
    name: String,
    begun: usize,
    /// The paragraph that it is, or in which it stands.
    paragraph: Option<usize>,
    holder: Option<usize>,
    /// Of a run: its properties.
    looks: Option<Range<usize>>,
}

impl<'a> Part<'a> {
    /// Reads a part.
    pub fn read(xml: &'a str) -> Result<Self, NotRead> {
        // The library counts from behind a mark of the byte order.
        let skipped = if xml.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut reading = Reading { part: Part { xml, paragraphs: Vec::new(), holders: Vec::new() }, open: Vec::new() };
        let mut reader = quick_xml::Reader::from_str(&xml[skipped..]);
        let mut begun = skipped;
        loop {
            let event = reader.read_event().map_err(broken)?;
            let end = skipped + usize::try_from(reader.buffer_position()).map_err(broken)?;
            let at = begun..end;
            match event {
                Event::Start(tag) => reading.open(&tag, at.start)?,
                Event::Empty(tag) => {
                    reading.open(&tag, at.start)?;
                    reading.close(at.end);
                }
                Event::End(_) => reading.close(at.end),
                Event::Text(text) => reading.say(&text),
                Event::CData(text) => reading.say(&text),
                Event::GeneralRef(letter) => {
                    let told = letter.resolve_char_ref().map_err(broken)?;
                    let told = told.or_else(|| named(&letter)).ok_or(NotRead::Declarations)?;
                    reading.say(told.encode_utf8(&mut [0; 4]));
                }
                Event::DocType(_) => return Err(NotRead::Declarations),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => break,
            }
            begun = end;
        }
        if reading.open.is_empty() { Ok(reading.part) } else { Err(broken("an element that never ends")) }
    }
}

struct Reading<'a> {
    part: Part<'a>,
    open: Vec<Open>,
}

impl Reading<'_> {
    fn open(&mut self, tag: &BytesStart, begun: usize) -> Result<(), NotRead> {
        if self.open.len() >= DEEPEST
            || self.part.paragraphs.len() > MOST_PARAGRAPHS
            || self.part.holders.len() > MOST_PARAGRAPHS
        {
            return Err(NotRead::TooLarge);
        }
        let name = tag.name().as_ref().to_owned();
        let above = self.open.last();
        let (mut paragraph, mut holder) = (above.and_then(|one| one.paragraph), above.and_then(|one| one.holder));
        let looks = above.and_then(|one| one.looks.clone());
        match name.as_str() {
            "w:body" | "w:tc" | "w:txbxContent" | "w:hdr" | "w:ftr" => {
                holder = Some(self.part.holders.len());
                let ends_with_paragraph = name != "w:body";
                self.part.holders.push(Holder { ends_with_paragraph, blocks: Vec::new() });
            }
            // A control of the form holds paragraphs of its own; to what holds the control it is one block.
            "w:sdtContent" => {
                self.block(holder, None);
                holder = Some(self.part.holders.len());
                self.part.holders.push(Holder { ends_with_paragraph: true, blocks: Vec::new() });
            }
            "w:tbl" => self.block(holder, None),
            "w:p" => {
                // What holds another paragraph, in a box, is not plain.
                self.is_more(paragraph);
                let number = self.part.paragraphs.len();
                self.block(holder, Some(number));
                self.part.paragraphs.push(Paragraph { is_plain: true, ..Paragraph::default() });
                paragraph = Some(number);
            }
            "w:drawing"
            | "w:pict"
            | "w:object"
            | "w:fldChar"
            | "w:fldSimple"
            | "w:footnoteReference"
            | "w:endnoteReference"
            | "mc:AlternateContent" => self.is_more(paragraph),
            "w:t" | "w:tab" | "w:br" | "w:cr" if above.is_some_and(|one| one.name == "w:r") => {
                if let Some(paragraph) = paragraph.and_then(|number| self.part.paragraphs.get_mut(number)) {
                    let words = match name.as_str() {
                        "w:t" => String::new(),
                        "w:tab" => "\t".to_owned(),
                        _ => "\n".to_owned(),
                    };
                    paragraph.pieces.push(Piece { element: begun..begun, words, looks: looks.clone() });
                }
            }
            _ => {}
        }
        let looks = if name == "w:r" { None } else { looks };
        self.open.push(Open { name, begun, paragraph, holder, looks });
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let Some(closed) = self.open.pop() else { return };
        let at = closed.begun..end;
        let above = self.open.last_mut();
        let within = above.as_ref().map(|one| one.name.clone()).unwrap_or_default();
        if closed.name == "w:rPr"
            && within == "w:r"
            && let Some(run) = above
        {
            run.looks = Some(at.clone());
        }
        let Some(paragraph) = closed.paragraph.and_then(|number| self.part.paragraphs.get_mut(number)) else { return };
        match (closed.name.as_str(), within.as_str()) {
            ("w:p", _) => paragraph.whole = at,
            ("w:pPr", "w:p") => paragraph.properties = Some(at),
            ("w:sectPr", "w:pPr") => paragraph.section = Some(at),
            ("w:t", "w:r") => {
                if let Some(piece) = paragraph.pieces.last_mut() {
                    piece.element = at;
                }
            }
            (name, _) if MARKS.contains(&name) => paragraph.marks.push(at),
            _ => {}
        }
    }

    fn say(&mut self, words: &str) {
        let Some(open) = self.open.last().filter(|one| one.name == "w:t") else { return };
        let paragraph = open.paragraph.and_then(|number| self.part.paragraphs.get_mut(number));
        let piece = paragraph.and_then(|paragraph| paragraph.pieces.last_mut());
        if let Some(piece) = piece.filter(|piece| piece.element.start == open.begun) {
            // A new line in the file is a blank on paper; those that show are elements of their own.
            piece.words.extend(words.chars().map(|letter| if matches!(letter, '\n' | '\t') { ' ' } else { letter }));
        }
    }

    fn block(&mut self, holder: Option<usize>, block: Option<usize>) {
        // A box within a paragraph has a holder of its own, so that the innermost is the right one.
        if let Some(holder) = holder.and_then(|number| self.part.holders.get_mut(number)) {
            holder.blocks.push(block);
        }
    }

    fn is_more(&mut self, paragraph: Option<usize>) {
        if let Some(paragraph) = paragraph.and_then(|number| self.part.paragraphs.get_mut(number)) {
            paragraph.is_plain = false;
        }
    }
}

/// The letters that every XML names.
fn named(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
