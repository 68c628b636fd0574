//! The text of a paper as the screen draws it.

use papers::official::{Block, Piece, Rank, pieces, plain};
use papers::{Part, Row, Style};

use crate::reports::beside;

/// A piece of a text: words, and the records behind it where it is a figure.
pub struct Said {
    /// What it says.
    pub words: String,
    /// Opens the records; empty for words.
    pub href: String,
}

/// A block of the paper as the screen draws it.
pub enum Shown {
    /// Of a part or a chapter, in the middle: its number where it has one, its title in capitals.
    Chapter(String, String),
    /// Of a section or an article.
    Heading(String),
    /// An article without a title: its number, and what goes on in its line.
    Article(String, Vec<Said>),
    /// A paragraph.
    Words(Vec<Said>),
    /// A picture as SVG, and what it shows.
    Picture(String, String),
    /// Headings, rows of cells: the class of the ground, what is said.
    Table(Vec<String>, Vec<Vec<(&'static str, Vec<Said>)>>),
}

/// How blocks are drawn.
pub struct Drawing<'a> {
    /// The page of the paper, for the figures of a report.
    pub page: Option<&'a str>,
}

impl Drawing<'_> {
    fn said(&self, text: &str) -> Vec<Said> {
        let piece = |piece| match (piece, self.page) {
            (Piece::Words(words), _) | (Piece::Figure { words, .. }, None) => Said { words, href: String::new() },
            (Piece::Figure { words, id }, Some(page)) => Said { words, href: beside::address(page, &id) },
        };
        pieces(text).into_iter().map(piece).collect()
    }

    fn block(&self, block: &Block) -> Shown {
        match block {
            Block::Heading { rank: Rank::Part | Rank::Chapter | Rank::Division, words } => {
                let words = plain(words);
                let (number, title) = words.split_once('\n').unwrap_or(("", &words));
                Shown::Chapter(number.to_owned(), title.to_uppercase())
            }
            Block::Heading { rank: Rank::Section | Rank::Article, words } => Shown::Heading(plain(words).into_owned()),
            Block::Article { number, words } => Shown::Article(number.clone(), self.said(words)),
            Block::Words { words } => Shown::Words(self.said(words)),
            Block::Picture { svg, words } => Shown::Picture(svg.clone(), words.clone()),
            Block::Table { columns, rows } => {
                let cells = |row: &Row| match row {
                    Row::Section { words, .. } => vec![("", self.said(words))],
                    Row::Cells { cells } | Row::Sum { cells } => cells
                        .iter()
                        .map(|parts| (ground(parts), parts.iter().flat_map(|part| self.said(&part.words)).collect()))
                        .collect(),
                };
                let heads = columns.iter().map(|one| one.heading.clone()).collect();
                Shown::Table(heads, rows.iter().map(cells).collect())
            }
        }
    }

    /// Blocks as the screen draws them.
    pub fn blocks(&self, blocks: &[Block]) -> Vec<Shown> {
        blocks.iter().map(|block| self.block(block)).collect()
    }
}

/// The class of the ground of a cell.
fn ground(parts: &[Part]) -> &'static str {
    match parts.first().map(|part| part.style) {
        Some(Style::Met) => "h-met",
        Some(Style::Close) => "h-close",
        Some(Style::Short) => "h-short",
        Some(Style::Plain | Style::Bold | Style::Small) | None => "",
    }
}
