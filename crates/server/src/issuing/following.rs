//! What follows an issued paper: one in its place, the letter that corrects it, who has it (Nghị định 30/2020/NĐ-CP, Điều 18, 21).

use law::refusal::Refusal;
use law::role::Act as Deed;
use serde::Deserialize;

use super::store::{self, PaperRow, ReceiptRow};
use super::{commenting, composing, load};
use crate::db::act::Act;
use crate::people::LONGEST_NAME;
use crate::reports::fixing;
use crate::trouble::{Outcome, Trouble};

/// How a paper stands to an earlier one (Nghị định 30/2020/NĐ-CP, Điều 18).
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Following {
    /// `replaces` where what it says was wrong, `corrects` where its layout was.
    pub link: String,
}

/// Begins the paper that stands in the place of an issued one, with what that one said, or the letter that corrects it.
pub fn follow(act: &mut Act, id: &str, following: &Following) -> Outcome<String> {
    let (earlier, council, form) = load(act, id, Deed::DraftPaper)?;
    if earlier.state != "issued" {
        return Err(Refusal::NotIssued.into());
    }
    if !["replaces", "corrects"].contains(&following.link.as_str()) {
        return Err(Trouble::field("link", "invalid-paper-link", ""));
    }
    let catalogue = &act.app.law.forms;
    // A letter corrects; what names private people is corrected in its own form, which others do not see.
    let letter = catalogue.form(&catalogue.correcting).filter(|_| following.link == "corrects" && !form.private);
    let (form, (about, subject), fields) = match letter {
        Some(letter) => {
            let on = crate::web::ui::shown(earlier.issued_on.as_deref());
            let about = catalogue.say("correcting", &[("symbol", &earlier.symbol), ("on", &on)]);
            (letter.clone(), (letter.about.clone(), String::new()), serde_json::json!({ "ve_viec": about }).to_string())
        }
        None => (form, (earlier.about, earlier.subject_id), earlier.fields),
    };
    let mut row = PaperRow {
        body_id: earlier.body_id,
        about,
        fields,
        signing: earlier.signing,
        signer: earlier.signer,
        earlier_id: Some(earlier.id),
        earlier_link: following.link.clone(),
        ..PaperRow::begun(act.new_id(), &council.id, &form, &subject).drafted(act.today, &act.member.name, act.stamp())
    };
    // The row and its figures first: what it is about is told from them.
    store::insert(act.db, &row)?;
    if fixing::period_of(&row).is_some() {
        fixing::carry_over(act.db, id, &row.id)?;
    }
    row.summary = composing::summary(act.app, act.db, &council, &row, act.today)?;
    store::save(act.db, &mut row)?;
    commenting::keep_version(act, &row)?;
    act.record(&council.id, "paper_followed", &row.id, &serde_json::json!({ "link": following.link, "of": id }))?;
    Ok(row.id)
}

/// Who has a paper, and since when.
#[derive(Debug, Clone, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Receipt {
    /// Who.
    pub by_whom: String,
    /// The day; empty means today.
    pub on: String,
}

/// Notes that somebody has an issued paper (receipt of electronic papers: Nghị định 30/2020/NĐ-CP, Điều 21).
pub fn receive(act: &mut Act, id: &str, receipt: &Receipt) -> Outcome<()> {
    let (row, ..) = load(act, id, Deed::IssuePaper)?;
    let Some(issued) = row.issued_on.as_deref().and_then(|day| day.parse().ok()) else {
        return Err(Refusal::NotIssued.into());
    };
    let by_whom = words::nfc(receipt.by_whom.trim());
    if by_whom.is_empty() {
        return Err(Trouble::field("by_whom", "invalid-paper-receiver", ""));
    }
    Trouble::too_long("by_whom", &by_whom, LONGEST_NAME)?;
    let on = if receipt.on.trim().is_empty() {
        act.today
    } else {
        law::day::parse_day(&receipt.on).map_err(|_| Trouble::field("on", "invalid-day", &receipt.on))?
    };
    if on < issued || on > act.today {
        return Err(Trouble::field("on", "invalid-paper-receipt-day", law::day::office_form(issued)));
    }
    keep_receipt(act, id, by_whom, on)?;
    act.record(&row.council_id, "paper_received", id, &serde_json::json!({ "on": on.to_string() }))
}

/// Notes on the official paper of an urging that the body to which it went has it. Returns the paper; none where the urging went
/// without one. Whoever calls records it.
pub fn receive_of_urging(act: &mut Act, urging_id: &str, by_whom: &str) -> Outcome<Option<String>> {
    let Some(paper) = store::issued_about(act.db, "urging", urging_id)? else { return Ok(None) };
    keep_receipt(act, &paper, by_whom.to_owned(), act.today)?;
    Ok(Some(paper))
}

fn keep_receipt(act: &mut Act, paper_id: &str, by_whom: String, on: law::day::Day) -> Outcome<()> {
    let row = ReceiptRow {
        id: act.new_id(),
        paper_id: paper_id.to_owned(),
        by_whom,
        on_day: on.to_string(),
        noted_by: act.member.name.clone(),
    };
    store::insert_receipt(act.db, &row)
}
