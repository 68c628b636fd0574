//! A follow-up's other selves: the same thing asked before, the same promise in the council that held it earlier.

use law::followup::{Ending, State};

use super::line::standing_words;
use super::store::FollowupRow;
use super::view;
use crate::councils::store as councils;
use crate::db::Connection;
use crate::people::Member;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Words;
use crate::web::ui;

/// A link to another follow-up.
pub struct SelfLink {
    /// Number; empty where the reader may not open it.
    pub number: String,
    /// Short name, or the council that follows it where it may not be opened.
    pub title: String,
    /// Day of its source, and how it stands.
    pub meta: String,
}

/// The links to some. Of one that the reader may not open only the council is named.
pub fn links(db: &mut Connection, member: &Member, rows: &[FollowupRow], w: &Words) -> Outcome<Vec<SelfLink>> {
    let mut links = Vec::with_capacity(rows.len());
    for row in rows {
        match view::seen(db, member, &row.number) {
            Ok(_) => links.push(link(row, w)),
            Err(Trouble::NotFound) => {
                let council = councils::by_id(db, &row.council_id)?.map(|one| one.name).unwrap_or_default();
                links.push(SelfLink { number: String::new(), title: council, meta: w.t("self-elsewhere").to_owned() });
            }
            Err(other) => return Err(other),
        }
    }
    Ok(links)
}

fn link(row: &FollowupRow, w: &Words) -> SelfLink {
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
