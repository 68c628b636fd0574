//! A follow-up that came in with a table is taken out of the register again with it, as long as nobody did anything about it.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{
    deadlines, deeds, evidence, followup_bodies, followups, handover_items, notices, resupervision_items,
    supervision_followups, transfers, urging_items,
};
use crate::db::search::{self, Book};
use crate::trouble::Outcome;

/// Did nobody do anything about these follow-ups since they were written down, and does nothing lean on them? A notice that the
/// clock gave by itself is nobody's deed.
pub fn all_untouched(db: &mut Connection, ids: &[String]) -> Outcome<bool> {
    let counts: [i64; 8] = [
        deeds::table.filter(deeds::followup_id.eq_any(ids).and(deeds::kind.ne("recorded"))).count().get_result(db)?,
        evidence::table.filter(evidence::followup_id.eq_any(ids)).count().get_result(db)?,
        urging_items::table.filter(urging_items::followup_id.eq_any(ids)).count().get_result(db)?,
        resupervision_items::table.filter(resupervision_items::followup_id.eq_any(ids)).count().get_result(db)?,
        supervision_followups::table.filter(supervision_followups::followup_id.eq_any(ids)).count().get_result(db)?,
        handover_items::table.filter(handover_items::from_followup.eq_any(ids)).count().get_result(db)?,
        transfers::table.filter(transfers::followup_id.eq_any(ids)).count().get_result(db)?,
        followups::table
            .filter(followups::earlier_id.eq_any(ids).and(followups::id.ne_all(ids)))
            .count()
            .get_result(db)?,
    ];
    Ok(counts.iter().sum::<i64>() == 0)
}

/// Takes follow-ups out of the register altogether: only such as nobody did anything about.
pub fn erase(db: &mut Connection, ids: &[String]) -> Outcome<()> {
    diesel::delete(notices::table.filter(notices::followup_id.eq_any(ids))).execute(db)?;
    diesel::delete(deadlines::table.filter(deadlines::followup_id.eq_any(ids))).execute(db)?;
    diesel::delete(followup_bodies::table.filter(followup_bodies::followup_id.eq_any(ids))).execute(db)?;
    diesel::delete(deeds::table.filter(deeds::followup_id.eq_any(ids))).execute(db)?;
    for id in ids {
        search::remove(db, Book::Followups, id)?;
    }
    diesel::delete(followups::table.filter(followups::id.eq_any(ids))).execute(db)?;
    Ok(())
}
