//! Figures within the words of a paper: the reader of the screen opens what was counted, the printed paper says the number alone.
//!
//! A figure stands in the text between the three letters that Unicode keeps for annotated text (U+FFF9 to U+FFFB): first what is
//! said, then whose figure it is. Whatever people type loses these letters before it is kept (`words::nfc`).

use std::borrow::Cow;

use super::{Block, Official, Title};
use crate::print::Row;

const OPENED: char = '\u{FFF9}';
const PARTED: char = '\u{FFFA}';
const CLOSED: char = '\u{FFFB}';

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A figure.
    Figure {
        /// What is said.
        words: String,
        /// Which figure it is.
        id: String,
    },
}

/// A figure as it stands in a text.
pub fn marked(words: &str, id: &str) -> String {
    format!("{OPENED}{words}{PARTED}{id}{CLOSED}")
}

/// A text with its first standing of a number marked: whole, not as a part of a longer one; none where it names it nowhere.
pub fn mark_first(text: &str, number: &str, id: &str) -> Option<String> {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let (at, _) = text.match_indices(number).find(|(at, found)| {
        let (before, after) = (text[..*at].chars().next_back(), &text[at + found.len()..]);
        let mut after = after.chars();
        let next = after.next();
        // “5.000” and “1,5” are other numbers than 5.
        !(digit(before) || digit(next) || matches!(next, Some('.' | ',')) && digit(after.next()))
    })?;
    Some(format!("{}{}{}", &text[..at], marked(number, id), &text[at + number.len()..]))
}

/// A text in pieces.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPENED) {
        let Some((words, id, behind)) = after
            .split_once(PARTED)
            .and_then(|(words, after)| after.split_once(CLOSED).map(|(id, behind)| (words, id, behind)))
        else {
            break;
        };
        if !before.is_empty() {
            all.push(Piece::Words(before.to_owned()));
        }
        all.push(Piece::Figure { words: words.to_owned(), id: id.to_owned() });
        rest = behind;
    }
    if !rest.is_empty() {
        all.push(Piece::Words(unmarked(rest)));
    }
    all
}

/// What a text says, without whose figures stand in it.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains([OPENED, PARTED, CLOSED]) {
        return Cow::Borrowed(text);
    }
    let said = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) | Piece::Figure { words, .. } => words,
    });
    Cow::Owned(said.collect())
}

/// Words without the letters that mark figures.
fn unmarked(text: &str) -> String {
    text.replace([OPENED, PARTED, CLOSED], "")
}

impl Official {
    /// The paper as it is printed.
    #[must_use]
    pub fn plain(&self) -> Self {
        let mut paper = self.clone();
        match &mut paper.title {
            Title::Named { summary: words, .. } | Title::Letter { about: words } => be_plain(words),
        }
        let lines = paper.to.names.iter_mut().chain(&mut paper.grounds).chain(&mut paper.recipients.names);
        lines.for_each(be_plain);
        paper.body.iter_mut().chain(paper.annexes.iter_mut().flat_map(|annex| &mut annex.body)).for_each(|block| {
            match block {
                Block::Heading { words, .. }
                | Block::Article { words, .. }
                | Block::Words { words }
                | Block::Picture { words, .. } => be_plain(words),
                Block::Table { rows, .. } => {
                    rows.iter_mut().flat_map(Row::cells_mut).flatten().for_each(|part| be_plain(&mut part.words));
                }
            }
        });
        paper
    }
}

fn be_plain(words: &mut String) {
    if let Cow::Owned(said) = plain(words) {
        *words = said;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_said_on_paper_and_found_on_screen() {
        let text =
            format!("Đã tiếp nhận {} kiến nghị, trả lời {}.", marked("1.205", "petitions"), marked("90", "answered"));
        assert_eq!(plain(&text), "Đã tiếp nhận 1.205 kiến nghị, trả lời 90.");
        let figures: Vec<Piece> = pieces(&text).into_iter().filter(|one| matches!(one, Piece::Figure { .. })).collect();
        assert_eq!(figures.len(), 2);
        assert_eq!(figures[1], Piece::Figure { words: "90".into(), id: "answered".into() });
    }

    #[test]
    fn what_is_not_whole_is_said_without_its_marks() {
        assert_eq!(plain("a\u{FFF9}b\u{FFFA}c"), "abc");
        assert_eq!(pieces("không có số"), [Piece::Words("không có số".into())]);
        assert_eq!(unmarked("\u{FFF9}x\u{FFFB}"), "x");
    }

    #[test]
    fn only_a_whole_number_is_marked() {
        assert_eq!(
            mark_first("15 việc, 5.000 đồng, 5 việc", "5", "x"),
            Some(format!("15 việc, 5.000 đồng, {} việc", marked("5", "x")))
        );
        assert_eq!(mark_first("51 việc", "5", "x"), None);
        assert_eq!(mark_first("còn 5.", "5", "x"), Some(format!("còn {}.", marked("5", "x"))));
    }
}
