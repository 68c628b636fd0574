//! Two versions of a draft beside each other: which words went, which came.

use std::collections::BTreeMap;

use papers::forms::{Field, FieldKind, Form};
use similar::{ChangeTag, TextDiff};

use crate::followups::line::named;
use crate::reports::INDICATORS;
use crate::reports::numbers::name_of;
use crate::web::i18n::Words;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It stands in both.
    Same,
    /// It stands in the earlier version alone.
    Gone,
    /// It stands in the later one alone.
    Come,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differs {
    /// What the field is called.
    pub label: String,
    /// Its text in pieces.
    pub pieces: Vec<(Change, String)>,
}

/// The fields in which two versions differ, in the order of the form.
pub fn compare(
    form: &Form,
    earlier: &BTreeMap<String, String>,
    later: &BTreeMap<String, String>,
    w: &Words,
) -> Vec<Differs> {
    let both = form.fields.iter().map(|field| (field, said(form, field, earlier, w), said(form, field, later, w)));
    both.filter(|(_, then, now)| then != now)
        .map(|(field, then, now)| Differs {
            label: named(&field.label, &field.label_en, w),
            pieces: pieces(&then, &now),
        })
        .collect()
}

/// What is written in a field as people read it: annexes and shares by their names.
pub fn said(form: &Form, field: &Field, all: &BTreeMap<String, String>, w: &Words) -> String {
    let words = all.get(&field.name).map_or("", |words| words.trim());
    match field.kind {
        FieldKind::Words | FieldKind::Choice | FieldKind::Day | FieldKind::Rows => words.to_owned(),
        FieldKind::Annexes => {
            let chosen = form.annexes.iter().filter(|annex| !annex.id.is_empty() && form.has(annex, all));
            chosen.map(|annex| named(&annex.called, &annex.called_en, w)).collect::<Vec<_>>().join("; ")
        }
        FieldKind::Share => INDICATORS.by_id(words).map(|one| name_of(one, w)).unwrap_or_default(),
    }
}

/// What went and what came in a row is told as one each: spaces between changed words change with them.
fn pieces(then: &str, now: &str) -> Vec<(Change, String)> {
    /// Where two texts have little in common, what is found in this time is told: nothing is lost, less is told as the same.
    const LONGEST: std::time::Duration = std::time::Duration::from_millis(200);
    let mut all: Vec<(Change, String)> = Vec::new();
    let (mut gone, mut come) = (String::new(), String::new());
    let flush = |all: &mut Vec<(Change, String)>, gone: &mut String, come: &mut String| {
        for (what, words) in [(Change::Gone, std::mem::take(gone)), (Change::Come, std::mem::take(come))] {
            if !words.is_empty() {
                all.push((what, words));
            }
        }
    };
    let compared = TextDiff::configure().timeout(LONGEST).diff_words(then, now);
    for change in compared.iter_all_changes() {
        let words = change.value();
        match change.tag() {
            ChangeTag::Delete => gone.push_str(words),
            ChangeTag::Insert => come.push_str(words),
            ChangeTag::Equal if words.trim().is_empty() && !(gone.is_empty() && come.is_empty()) => {
                gone.push_str(words);
                come.push_str(words);
            }
            ChangeTag::Equal => {
                flush(&mut all, &mut gone, &mut come);
                match all.last_mut() {
                    Some((Change::Same, said)) => said.push_str(words),
                    _ => all.push((Change::Same, words.to_owned())),
                }
            }
        }
    }
    flush(&mut all, &mut gone, &mut come);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_and_what_came_is_told_word_by_word() {
        let told = pieces("Do nhân lực còn thiếu.", "Do kinh phí còn thiếu.");
        let of =
            |what| told.iter().filter(|(change, _)| *change == what).map(|(_, words)| words.trim()).collect::<String>();
        assert_eq!((of(Change::Gone), of(Change::Come)), ("nhân lực".into(), "kinh phí".into()));
        let now: String =
            told.iter().filter(|(what, _)| *what != Change::Gone).map(|(_, words)| words.as_str()).collect();
        assert_eq!(now, "Do kinh phí còn thiếu.", "nothing is lost");
    }
}
