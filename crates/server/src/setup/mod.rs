//! First start for real: a short guided set-up in the browser, safe against strangers by a one-time code that the server
//! printed where it was started. It is open only while no account exists.
//!
//! Bodies are proposed by level and day: committees differ before and after 1 July 2025 (`defaults.toml`).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::councils::{self, NewCouncil, store};
use crate::db::act::Act;
use crate::people::{self, Member, NewAccount, passes};
use crate::trouble::{FieldFault, Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::Words;
use crate::web::session::{Caller, cookie};
use crate::web::{Routes, Shared, page, paths, see};

/// Pages of the set-up.
pub fn routes() -> Routes {
    Routes::default().open_get("/thiet-lap", show).open_post("/thiet-lap", set_up)
}

/// Default bodies of a council, as data.
#[derive(Debug, Clone, Deserialize)]
struct Defaults {
    bodies: Vec<DefaultBody>,
}

#[derive(Debug, Clone, Deserialize)]
struct DefaultBody {
    level: String,
    from: String,
    to: Option<String>,
    kind: String,
    name: String,
}

const DEFAULTS: &str = include_str!("defaults.toml");

/// The bodies that a council of a level has by default on a day: kind and name.
pub fn default_bodies(level: &str, on: &str) -> Vec<(String, String)> {
    toml::from_str::<Defaults>(DEFAULTS)
        .map(|defaults| defaults.bodies)
        .unwrap_or_default()
        .into_iter()
        .filter(|body| body.level == level && body.from.as_str() <= on && body.to.as_deref().is_none_or(|to| on <= to))
        .map(|body| (body.kind, body.name))
        .collect()
}

/// A one-time code that is easy to read out: three groups of four.
pub fn one_time_code() -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    let mut bytes = [0_u8; 12];
    rand::fill(&mut bytes);
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect();
    letters.chunks(4).map(|some| some.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    ma: String,
    tim: String,
    don_vi: String,
}

/// A set-up as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct NewSetup {
    code: String,
    unit: String,
    term: String,
    starts_on: String,
    bodies: String,
    name: String,
    sign_in: String,
    password: String,
    standing_name: String,
    standing_sign_in: String,
    standing_password: String,
}

#[derive(Template)]
#[template(path = "setup/setup.html")]
struct SetupPage {
    w: Words,
    frame: Frame,
    form: FormView,
    code: String,
    code_fits: bool,
    has_units: bool,
    tim: String,
    found: Vec<(String, String, String)>,
    unit: Option<(String, String)>,
    upper: String,
    bodies: String,
}

async fn is_open(app: &Shared) -> Outcome<bool> {
    Ok(app.read(|_, db| people::store::count_accounts(db)).await? == 0)
}

fn fits(app: &Shared, code: &str) -> bool {
    app.config.setup_code.as_deref().is_some_and(|known| known == code.trim().to_uppercase())
}

async fn show(State(app): State<Shared>, caller: Caller, Query(asked): Query<Asked>) -> Outcome<Response> {
    if !is_open(&app).await? {
        return Ok(see(paths::SIGN_IN));
    }
    show_with(&app, &caller, asked, FormView::default()).await
}

async fn show_with(app: &Shared, caller: &Caller, asked: Asked, form: FormView) -> Outcome<Response> {
    const MOST: i64 = 30;
    let w = caller.words.clone();
    let code_fits = fits(app, &asked.ma);
    let today = app.clock.today().to_string();
    let (tim, chosen) = (asked.tim.clone(), asked.don_vi.clone());
    let day = today.clone();
    let (has_units, found, unit, upper) = app
        .read(move |_, db| {
            let has_units = store::count_units(db, "commune")? > 0;
            let folded = words::fold(&tim);
            let mut found = Vec::new();
            if code_fits && folded.len() >= 2 {
                for line in store::find_units(db, &folded, &day, MOST)? {
                    let above = store::unit_above(db, &line.id, &day)?.map(|unit| unit.full_name).unwrap_or_default();
                    found.push((line.id, line.full_name, above));
                }
            }
            let unit = if chosen.is_empty() { None } else { store::unit(db, &chosen)? };
            let upper = match &unit {
                Some(unit) => store::unit_above(db, &unit.id, &day)?.map(|unit| unit.full_name).unwrap_or_default(),
                None => String::new(),
            };
            Ok((has_units, found, unit, upper))
        })
        .await?;
    let bodies = if form.is_back() {
        form.v("bodies").to_owned()
    } else {
        unit.as_ref()
            .map(|unit| default_bodies(&unit.level, &today))
            .unwrap_or_default()
            .into_iter()
            .map(|(_, name)| name)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let frame = Frame::of(app, caller, w.t("setup"), "").await;
    let status = form.status();
    let page_of = SetupPage {
        code: asked.ma,
        tim: asked.tim,
        unit: unit.map(|unit| (unit.id, unit.full_name)),
        code_fits,
        has_units,
        found,
        upper,
        bodies,
        form,
        frame,
        w,
    };
    page(status, &page_of)
}

async fn set_up(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    if !is_open(&app).await? {
        return Ok(see(paths::SIGN_IN));
    }
    let new: NewSetup = typed.read()?;
    let asked = Asked { ma: new.code.clone(), don_vi: new.unit.clone(), tim: String::new() };
    if !fits(&app, &new.code) {
        let form = FormView::back("ma", typed, Trouble::field("code", "invalid-setup-code", ""), &caller.words)?;
        return show_with(&app, &caller, asked, form).await;
    }
    let operator = Arc::new(Member::operator());
    let account = app.act(&operator, move |act| found_office(act, &new)).await;
    match account {
        Ok(account) => {
            let secret = app.act(&operator, move |act| passes::open(act, &account, passes::Kind::Browser, "")).await?;
            let opened = [(header::SET_COOKIE, cookie(&secret, app.config.https))];
            Ok((StatusCode::SEE_OTHER, opened, [(header::LOCATION, paths::DESK)]).into_response())
        }
        Err(trouble) => {
            let form = FormView::back("thiet-lap", typed, trouble, &caller.words)?;
            show_with(&app, &caller, asked, form).await
        }
    }
}

/// Founds the council, the council above it, and the first two accounts, in one act. Returns the first account.
fn found_office(act: &mut Act, new: &NewSetup) -> Outcome<String> {
    if people::store::count_accounts(act.db)? > 0 {
        // Asked again inside the act: of several who send the form at once, one founds the office.
        return Err(Trouble::field("code", "invalid-setup-closed", ""));
    }
    let unit = store::unit(act.db, &new.unit)?.ok_or_else(|| Trouble::field("unit", "invalid-unit-missing", ""))?;
    let mut faults = Vec::new();
    let starts_on = law::day::parse_day(&new.starts_on);
    if starts_on.is_err() {
        faults.push(FieldFault { field: "starts_on", key: "invalid-day", words: new.starts_on.clone() });
    }
    if new.term.trim().is_empty() {
        faults.push(FieldFault { field: "term", key: "invalid-term-missing", words: String::new() });
    }
    if new.sign_in.trim() == new.standing_sign_in.trim() {
        faults.push(FieldFault { field: "standing_sign_in", key: "invalid-sign-in-taken", words: new.sign_in.clone() });
    }
    let (Ok(starts_on), true) = (starts_on, faults.is_empty()) else { return Err(Trouble::Invalid(faults)) };
    let starts_on = starts_on.to_string();
    let today = act.today.to_string();
    let known = default_bodies(&unit.level, &today);
    let bodies: Vec<(&str, String)> = new
        .bodies
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| {
            let kind = known.iter().find(|(_, default)| default == name).map_or("other", |(kind, _)| kind.as_str());
            (kind, name.to_owned())
        })
        .collect();
    let upper_id = match store::unit_above(act.db, &unit.id, &today)? {
        Some(above) => Some(upper_council(act, &above, new, &starts_on)?),
        None => None,
    };
    let council = NewCouncil {
        unit_id: unit.id.clone(),
        mark: councils::propose_mark(act.db, &unit.full_name)?,
        name: format!("HĐND {}", crate::councils::within_sentence(&unit.full_name)),
        level: unit.level.clone(),
        term: words::nfc(new.term.trim()),
        starts_on: starts_on.clone(),
        ends_on: None,
        upper_id,
        illustration: None,
    };
    let (council_id, _) = councils::found_rows(act, &council, &bodies)?;
    let account = |sign_in: &str, name: &str, password: &str, role: &str| NewAccount {
        sign_in: sign_in.to_owned(),
        name: name.to_owned(),
        title: String::new(),
        password: password.to_owned(),
        council: council.mark.clone(),
        role: role.to_owned(),
        body: String::new(),
        from: String::new(),
        to: String::new(),
    };
    let standing = account(&new.standing_sign_in, &new.standing_name, &new.standing_password, "standing_committee");
    people::open_account_rows(act, &standing, &council_id).map_err(|trouble| {
        renamed(
            trouble,
            &[("sign_in", "standing_sign_in"), ("name", "standing_name"), ("password", "standing_password")],
        )
    })?;
    let first = account(&new.sign_in, &new.name, &new.password, "clerk");
    let id = people::open_account_rows(act, &first, &council_id)?;
    // The one who sets up also keeps accounts, until an IT officer is appointed.
    people::add_role_rows(act, &id, &council_id, "administrator")?;
    act.record(&council_id, "council_founded", &council_id, &serde_json::json!({ "mark": council.mark }))?;
    Ok(id)
}

fn upper_council(act: &mut Act, above: &store::UnitLine, new: &NewSetup, starts_on: &str) -> Outcome<String> {
    let council = NewCouncil {
        unit_id: above.id.clone(),
        mark: councils::propose_mark(act.db, &above.full_name)?,
        name: format!("HĐND {}", crate::councils::within_sentence(&above.full_name)),
        level: above.level.clone(),
        term: words::nfc(new.term.trim()),
        starts_on: starts_on.to_owned(),
        ends_on: None,
        upper_id: None,
        illustration: None,
    };
    Ok(councils::found_rows(act, &council, &[])?.0)
}

fn renamed(trouble: Trouble, names: &[(&str, &'static str)]) -> Trouble {
    match trouble {
        Trouble::Invalid(mut faults) => {
            for fault in &mut faults {
                if let Some((_, to)) = names.iter().find(|(from, _)| *from == fault.field) {
                    fault.field = to;
                }
            }
            Trouble::Invalid(faults)
        }
        other => other,
    }
}
