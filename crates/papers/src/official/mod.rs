//! Official papers (văn bản hành chính): one typed description, from which the PDF and the DOCX are both made.
//!
//! The layout is Decree 30/2020/NĐ-CP, Annex I: its figures stand in `decree30.toml`, and nothing else here knows a size. What a
//! paper says is handed in whole; which words a kind of paper has is the business of its form (`forms/`), not of this file.

pub(crate) mod docx;
mod layout;
mod marked;
mod pdf;

pub use docx::docx;
pub use marked::{Piece, mark_first, marked, pieces, plain};
pub use pdf::pdf;

use serde::{Deserialize, Serialize};

use crate::print::{PrintedColumn, Row};

/// An official paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Official {
    /// `vi` or `en`: of the words, for whoever reads the file aloud.
    pub language: String,
    /// The name of the State and its motto.
    pub motto: [String; 2],
    /// The body above the issuing one; empty for a council itself.
    pub parent: String,
    /// The issuing body.
    pub issuer: String,
    /// The line of number and symbol: “Số: 12/KH-HĐND”; empty for a paper whose number stands in the register alone.
    pub reference: String,
    /// Place and day: “Kẻ Sặt, ngày 20 tháng 6 năm 2024”; empty where the head has neither.
    pub place: String,
    /// The day of the file: year, month, day.
    pub day: (i16, i8, i8),
    /// What it is.
    pub title: Title,
    /// “Kính gửi:” with those whom it is for; none for papers that are for everybody.
    pub to: Addressed,
    /// By whose authority: lines in the middle, above the grounds.
    #[serde(default)]
    pub authority: Vec<String>,
    /// On what it stands, each a line.
    pub grounds: Vec<String>,
    /// How its own pages lie: a book with many columns lies across.
    #[serde(default)]
    pub lies: Lies,
    /// What it says.
    pub body: Vec<Block>,
    /// Who signs: one, or two side by side as minutes are signed.
    pub signers: Vec<Signer>,
    /// “Nơi nhận:” with the recipients.
    pub recipients: Addressed,
    /// Annexes, each on a page of its own.
    pub annexes: Vec<Annex>,
    /// A word in a frame above it: that it is a draft, or an illustration. Empty for an issued paper.
    pub mark: String,
}

/// A word and those whom it introduces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressed {
    /// “Kính gửi:”, “Nơi nhận:”.
    pub word: String,
    /// Whom.
    pub names: Vec<String>,
}

/// What a paper is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Title {
    /// A kind with a name, and what it is about: “KẾ HOẠCH”, “Giám sát việc …”.
    Named {
        /// The name of the kind.
        name: String,
        /// What it is about (trích yếu).
        summary: String,
    },
    /// An official letter (công văn), which has no name: what it is about stands under its number.
    Letter {
        /// “V/v đôn đốc …”.
        about: String,
    },
}

impl Default for Title {
    fn default() -> Self {
        Self::Letter { about: String::new() }
    }
}

impl Title {
    /// What the paper is about, without the name of its kind.
    pub fn about(&self) -> &str {
        match self {
            Self::Named { summary, .. } => summary,
            Self::Letter { about } => about,
        }
    }

    /// What the file is called in a reader's list.
    pub fn words(&self) -> String {
        match self {
            Self::Named { name, summary } => format!("{name} {summary}").trim().to_owned(),
            Self::Letter { about } => about.clone(),
        }
    }
}

/// A piece of a paper's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A heading.
    Heading {
        /// Of what.
        rank: Rank,
        /// What it says.
        words: String,
    },
    /// An article without a title: its number begins the line, and what it says goes on in it.
    Article {
        /// “Điều 1.”
        number: String,
        /// What it says.
        words: String,
    },
    /// A paragraph. A clause (khoản) is one: the decree sets its number and its words as text.
    Words {
        /// What it says.
        words: String,
    },
    /// A table over the width of the page; its headings stand on each page that it goes on to.
    Table {
        /// The columns.
        columns: Vec<PrintedColumn>,
        /// The rows.
        rows: Vec<Row>,
    },
    /// A picture over the width of the page.
    Picture {
        /// The picture, as SVG that names its own colours and letters.
        svg: String,
        /// What it shows, for the line below it and for whoever does not see it.
        words: String,
    },
}

/// Of what a heading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rank {
    /// Phần: in the middle, its title in capitals on a line of its own.
    Part,
    /// Chương, as Phần; and the word with which a decision begins.
    Chapter,
    /// Mục of a text in chapters, as Chương.
    Division,
    /// What a report numbers I, II.
    Section,
    /// Điều, and the smallest numbered heading of a report.
    Article,
}

/// Who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// By which authority and in which position, a line each: “TM. THƯỜNG TRỰC HĐND”, “KT. CHỦ TỊCH”, “PHÓ CHỦ TỊCH”.
    pub authority: Vec<String>,
    /// The full name; empty until it is known.
    pub name: String,
}

/// An annex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annex {
    /// “Phụ lục I”.
    pub word: String,
    /// Its title.
    pub title: String,
    /// To which paper it belongs.
    pub of: String,
    /// How the page lies.
    pub lies: Lies,
    /// What it says.
    pub body: Vec<Block>,
}

/// How a page lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lies {
    /// Upright.
    #[default]
    Upright,
    /// Across, for wide tables.
    Across,
}

/// How deep each block's heading stands, 0 for what is no heading: depths follow each other, as a reader of screens asks, so
/// that an article with no chapter above it stands where the chapter would.
fn depths(blocks: &[Block]) -> Vec<u8> {
    let mut ranks: Vec<Rank> = blocks.iter().filter_map(Block::rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let mut last = 0;
    let deep = |rank: Rank| {
        let place = ranks.iter().position(|one| *one == rank).unwrap_or(0);
        last = u8::try_from(place + 1).unwrap_or(u8::MAX).min(last + 1);
        last
    };
    let mut deep = deep;
    blocks.iter().map(|block| block.rank().map_or(0, &mut deep)).collect()
}

impl Block {
    fn rank(&self) -> Option<Rank> {
        match self {
            Self::Heading { rank, .. } => Some(*rank),
            Self::Article { .. } => Some(Rank::Article),
            Self::Words { .. } | Self::Table { .. } | Self::Picture { .. } => None,
        }
    }
}

#[cfg(test)]
mod lying;
#[cfg(test)]
mod tests;
