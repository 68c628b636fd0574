//! A follow-up's other selves: the same thing asked before, the same promise in the council that held it earlier.

use law::followup::{Ending, State};

use super::line::standing_words;
use super::store::FollowupRow;
use crate::trouble::Outcome;
use crate::web::i18n::Words;
use crate::web::ui;

/// A link to another follow-up.
pub struct SelfLink {
    /// Number.
    pub number: String,
    /// Short name.
    pub title: String,
    /// Day of its source, and how it ended.
    pub meta: String,
}

/// The link to one.
pub fn link(row: &FollowupRow, w: &Words) -> SelfLink {
    let on = ui::shown(row.source_on.as_deref());
    let meta = if on.is_empty() { standing_words(row, w) } else { format!("{on} · {}", standing_words(row, w)) };
    SelfLink { number: row.number.clone(), title: row.title.clone(), meta }
}

/// “lần thứ 3 kể từ năm 2022”, where the same was asked before. What was only handed over was not asked again.
pub fn repeated(earlier: &[FollowupRow], w: &Words) -> Outcome<String> {
    let mut asked = 1_i64;
    for one in earlier {
        asked += i64::from(!matches!(one.state()?, State::Closed { how: Ending::HandedOver, .. }));
    }
    let Some(first) = earlier.last().filter(|_| asked > 1) else { return Ok(String::new()) };
    let year: String = first
        .source_on
        .as_deref()
        .or_else(|| first.number.split('-').nth(1))
        .map(|day| day.chars().take(4).collect())
        .unwrap_or_default();
    Ok(w.ns("repeated", asked, year))
}
