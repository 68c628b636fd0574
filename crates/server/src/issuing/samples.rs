//! A sample of each form, filled from what stands in the records: to be looked at, compared and printed, never stored.

use std::collections::BTreeMap;

use papers::forms::{Field, FieldKind, Form};
use papers::official::Official;

use super::store::PaperRow;
use super::{composing, first_signing, issuers};
use crate::app::App;
use crate::contacts::store as contacts;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::programme::store as programme;
use crate::reports::INDICATORS;
use crate::supervision::store as supervision;
use crate::trouble::{Outcome, Trouble};
use crate::urging::store as urging;

/// A sample of each form that a body of the first council may issue, by the name of the form.
pub fn all(app: &App, db: &mut Connection) -> Outcome<Vec<(String, Official)>> {
    let council = councils::all(db)?.into_iter().find(|one| one.upper_id.is_none()).ok_or(Trouble::NotFound)?;
    let today = app.clock.today();
    let mut made = Vec::new();
    for form in &app.law.forms.forms {
        let Some(row) = row(app, db, &council, form)? else { continue };
        made.push((form.id.clone(), composing::compose(app, db, &council, &row, today)?));
    }
    Ok(made)
}

/// A sample of a form, as a draft that is not kept; none where no body issues it or the council has no record for it.
pub fn row(app: &App, db: &mut Connection, council: &CouncilRow, form: &Form) -> Outcome<Option<PaperRow>> {
    let Some(issuer) = issuers(db, council, form)?.into_iter().next() else { return Ok(None) };
    let Some(subject) = subject(app, db, council, &form.about)? else { return Ok(None) };
    // What people would write, told by the names of the fields.
    let fields: BTreeMap<&str, String> =
        form.fields.iter().map(|field| (field.name.as_str(), sample(form, field))).collect();
    Ok(Some(PaperRow {
        body_id: issuer.id.clone(),
        fields: serde_json::to_string(&fields)?,
        signing: first_signing(app, &issuer, (form, &form.about)),
        ..PaperRow::begun(String::new(), &council.id, form, &subject).drafted(app.clock.today(), "", String::new())
    }))
}

/// What a sample says in a field.
fn sample(form: &Form, field: &Field) -> String {
    let told = format!("[{}]", field.label);
    match field.kind {
        FieldKind::Words | FieldKind::Day => told,
        FieldKind::Annexes => form.annexes.iter().map(|annex| annex.id.as_str()).collect::<Vec<_>>().join(","),
        FieldKind::Share => {
            INDICATORS.all.iter().find(|one| one.of.is_some()).map(|one| one.id.clone()).unwrap_or_default()
        }
        FieldKind::Choice => field.choices.first().cloned().unwrap_or_default(),
        FieldKind::Rows => vec![told; field.columns.len()].join(" | "),
    }
}

/// A record that such a paper could belong to; none where the council has none.
fn subject(app: &App, db: &mut Connection, council: &CouncilRow, about: &str) -> Outcome<Option<String>> {
    let year = i64::from(app.clock.today().year());
    Ok(match about {
        "urging" => urging::of_council(db, &council.id, &["drafted", "sent"], 1)?.into_iter().next().map(|one| one.id),
        "supervision" => supervision::of_council(db, &council.id, None, 200)?
            .into_iter()
            .find(|one| one.concluded_on.is_some())
            .map(|one| one.id),
        "programme" => programme::of_year(db, &council.id, year)?.into_iter().next().map(|one| one.id),
        "round" => held(db, council)?.map(|(round, _)| round),
        "meeting" => held(db, council)?.map(|(_, meeting)| meeting),
        "period" => Some(format!("{year}-01-01:{}", app.clock.today())),
        _ => Some(String::new()),
    })
}

/// A round with a meeting that was held, and that meeting.
fn held(db: &mut Connection, council: &CouncilRow) -> Outcome<Option<(String, String)>> {
    for round in contacts::rounds(db, &council.id, 50)? {
        if let Some(meeting) = contacts::meetings(db, &round.id)?.into_iter().find(|one| one.state == "held") {
            return Ok(Some((round.id, meeting.id)));
        }
    }
    Ok(None)
}
