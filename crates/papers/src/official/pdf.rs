//! A paper as PDF.

use std::sync::LazyLock;

use serde::Serialize;
use typst::syntax::Source;

use super::layout::{LAYOUT, Layout};
use super::{Official, depths};
use crate::print::Style;
use crate::typeset::{NotPrinted, layout, typeset};

static SOURCE: LazyLock<Source> = LazyLock::new(|| layout("official.typ", include_str!("official.typ")));

#[derive(Serialize)]
struct Given<'a> {
    title: String,
    paper: &'a Official,
    layout: &'a Layout,
    /// Of the text, then of each annex.
    depths: Vec<Vec<u8>>,
    /// Styles with their grounds.
    grounds: [(Style, &'static str); 3],
}

/// A paper as PDF/A-2a and PDF/UA-1. The same paper gives the same bytes.
pub fn pdf(paper: &Official) -> Result<Vec<u8>, NotPrinted> {
    typeset(&SOURCE, ("official.json", &given(&paper.plain())))
}

/// A paper as it lies on its pages.
#[cfg(test)]
pub fn pages(paper: &Official) -> typst_layout::PagedDocument {
    crate::typeset::pages(&SOURCE, ("official.json", &given(&paper.plain()))).expect("pages")
}

fn given(paper: &Official) -> Given<'_> {
    let texts = std::iter::once(&paper.body).chain(paper.annexes.iter().map(|annex| &annex.body));
    let depths = texts.map(|blocks| depths(blocks)).collect();
    Given { title: paper.title.words(), paper, layout: &LAYOUT, depths, grounds: Style::GROUNDS }
}
