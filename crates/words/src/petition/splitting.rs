//! Where does one speech hold several requests?
//!
//! A voter stands up and asks for a road, a lamp and a teacher in one breath. The cuts are proposed where a sentence, a
//! numbered point or a new "đề nghị" begins and both sides name something of their own; a person moves or removes them.

use std::ops::Range;

use super::{Kind, LEXICON};
use crate::fold::fold;
use crate::tokens::{Known, Text};

/// One proposed petition of a speech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the speech, in bytes.
    pub at: Range<usize>,
    /// Its text, without the number or dash before it.
    pub text: String,
}

/// Words with which a further request begins.
const FURTHER: &[&str] = &[
    "ngoài ra",
    "bên cạnh đó",
    "đồng thời",
    "thứ nhất",
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "một là",
    "hai là",
    "ba là",
    "tiếp theo",
    "mặt khác",
    "ý kiến thứ hai",
    "vấn đề thứ hai",
    "nội dung thứ hai",
];
/// Words with which a further request begins, for a page that cuts a speech without a server.
pub fn further() -> &'static [&'static str] {
    FURTHER
}

/// Words that ask.
const ASKING: &[&str] = &["đề nghị", "kiến nghị", "xin", "mong", "yêu cầu", "cần"];
/// Shorter pieces are joined to their neighbour.
const SHORTEST: usize = 3;

/// Proposes the petitions of a speech; one piece where there is one request.
pub fn split(speech: &str) -> Vec<Piece> {
    let text = Text::new(speech);
    let starts = starts(&text);
    let parts = starts.iter().enumerate().map(|(n, &from)| from..starts.get(n + 1).copied().unwrap_or(text.len()));
    // A wish without a thing ("…, đề nghị bổ sung") belongs to what stands before it; a reason to its request.
    let wishes = joined(parts, |last, part| !says(&text, part).thing && !last.is_empty());
    let pieces = joined(wishes.into_iter(), |last, part| {
        // A point of a list stands alone; elsewhere both sides must ask for something.
        let point = text.gap_before(part.start).contains(['\n', '•']);
        !point && (part.len() < SHORTEST || !says(&text, part).asks() || !says(&text, last).asks())
    });
    pieces.into_iter().filter_map(|words| piece(speech, &text, words)).collect()
}

/// Words at which a new petition may begin.
fn starts(text: &Text<'_>) -> Vec<usize> {
    let mut starts = vec![0];
    for at in 1..text.len() {
        let gap = text.gap_before(at);
        let numbered = gap.contains(['\n', ';']) || text.breaks_before(at) || gap.contains(" - ") || gap.contains('•');
        // "2. Nạo vét …": the number began the point already.
        let numbered = numbered && !(starts.last() == Some(&(at - 1)) && is_point(text, at - 1));
        let further = FURTHER.iter().any(|words| text.has(at, &Known::phrase(words)));
        let asking = gap.contains(',') && ASKING[..2].iter().any(|words| text.has(at, &Known::phrase(words)));
        if numbered || further || asking {
            starts.push(at);
        }
    }
    starts
}

/// Parts in order, each joined to the one before where it belongs to it.
fn joined(
    parts: impl Iterator<Item = Range<usize>>,
    belongs: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match joined.last_mut() {
            Some(last) if belongs(last, &part) => last.end = part.end,
            _ => joined.push(part),
        }
    }
    joined
}

/// What a part says.
struct Says {
    /// It names a thing or a trouble.
    thing: bool,
    /// It holds a work or a word that asks.
    wish: bool,
}

impl Says {
    fn asks(&self) -> bool {
        self.thing && self.wish
    }
}

fn says(text: &Text<'_>, words: &Range<usize>) -> Says {
    let (mut thing, mut wish) = (false, false);
    let mut at = words.start;
    while at < words.end {
        wish |= ASKING.iter().any(|asking| text.has(at, &Known::phrase(asking)));
        match LEXICON.at(text, at) {
            Some((hit, kind)) => {
                thing |= matches!(kind, Kind::Thing | Kind::Trouble);
                wish |= kind == Kind::Work;
                at = hit.to;
            }
            None => at += 1,
        }
    }
    Says { thing, wish }
}

fn piece(speech: &str, text: &Text<'_>, words: Range<usize>) -> Option<Piece> {
    let from = text.start_of(words.start)?;
    let to = text.start_of(words.end).unwrap_or(speech.len());
    // The number of a point ("2.", "b)") is no part of it.
    let from =
        if words.end - words.start > 1 && is_point(text, words.start) { text.start_of(words.start + 1)? } else { from };
    let cut = speech[from..to]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '-' | '•' | '.' | '('));
    let left_over = fold(cut).is_empty();
    (!left_over).then(|| Piece { at: from..from + cut.len(), text: cut.to_owned() })
}

fn is_point(text: &Text<'_>, at: usize) -> bool {
    let word = text.slice(at, at + 1);
    let short = word.len() <= 2 && (word.bytes().all(|byte| byte.is_ascii_digit()) || word.len() == 1);
    short && text.gap_before(at + 1).starts_with(['.', ')', '/'])
}
