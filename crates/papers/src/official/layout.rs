//! The figures of the layout, read once from `decree30.toml`. The file is ours: a fault in it is a fault of the build, and the
//! test below finds it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// The layout of official papers.
#[derive(Debug, Deserialize, Serialize)]
pub struct Layout {
    pub page: Page,
    pub number: Number,
    pub body: Body,
    pub head: Head,
    pub lines: Lines,
    pub spaces: Spaces,
    pub parts: BTreeMap<String, Part>,
}

/// Paper and margins, in millimetres.
#[derive(Debug, Deserialize, Serialize)]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub top: f64,
    pub bottom: f64,
    pub left: f64,
    pub right: f64,
}

/// The number of a page.
#[derive(Debug, Deserialize, Serialize)]
pub struct Number {
    pub size: f64,
}

/// The text: size and space in points, indent in millimetres, lines as a multiple of one.
#[derive(Debug, Deserialize, Serialize)]
pub struct Body {
    pub size: f64,
    pub indent: f64,
    pub after: f64,
    pub line: f64,
}

/// The two columns of the head, in percent of the width of the text.
#[derive(Debug, Deserialize, Serialize)]
pub struct Head {
    pub left: f64,
    pub right: f64,
}

/// Lines under words, in percent of the length of those words; their thickness in points.
#[derive(Debug, Deserialize, Serialize)]
pub struct Lines {
    pub motto: f64,
    pub issuer: f64,
    pub summary: f64,
    pub thick: f64,
}

/// Spaces in points.
#[derive(Debug, Deserialize, Serialize)]
pub struct Spaces {
    pub above_line: f64,
    pub below_line: f64,
    pub above_reference: f64,
    pub above_title: f64,
    pub below_title: f64,
    pub above_feet: f64,
    pub signature: f64,
}

/// How one part stands.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
pub struct Part {
    pub size: f64,
    #[serde(default)]
    pub bold: bool,
    #[serde(default)]
    pub italic: bool,
}

impl Layout {
    /// A part by its name in the file.
    pub fn part(&self, name: &str) -> Part {
        self.parts.get(name).copied().unwrap_or_default()
    }
}

/// The layout of Decree 30/2020/NĐ-CP.
pub static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    toml::from_str(include_str!("decree30.toml")).unwrap_or_else(|error| unreachable!("decree30.toml: {error}"))
});
