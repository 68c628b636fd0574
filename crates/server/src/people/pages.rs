//! Signing in and out, one's own account, the accounts of a council, the chain of events.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use law::role::{Act as Deed, Role};
use serde::Deserialize;

use super::passes::{self, Kind, PassRow};
use super::store::{self, AccountLine};
use super::{Member, NewAccount, desk};
use crate::councils;
use crate::db::chain;
use crate::trouble::{Outcome, Trouble};
use crate::web::forms::{FormView, Typed};
use crate::web::frame::Frame;
use crate::web::i18n::{Language, Words};
use crate::web::session::{Caller, cookie, no_cookie};
use crate::web::{Routes, Shared, page, paths, see, ui};

/// Pages about people.
pub fn routes() -> Routes {
    Routes::default()
        .open_get("/dang-nhap", sign_in_page)
        .open_post("/dang-nhap", sign_in)
        .open_post("/dang-xuat", sign_out)
        .get("/ban-lam-viec", Deed::KeepOwnAccount, desk::desk)
        .get("/tai-khoan", Deed::KeepOwnAccount, own_account)
        .post("/tai-khoan/ngon-ngu", Deed::KeepOwnAccount, choose_language)
        .post("/tai-khoan/mat-khau", Deed::KeepOwnAccount, change_password)
        .post("/tai-khoan/phien/{id}/thu-hoi", Deed::KeepOwnAccount, revoke)
        .get("/nguoi-dung", Deed::KeepAccounts, accounts)
        .post("/nguoi-dung", Deed::KeepAccounts, open_account)
        .post("/nguoi-dung/vai-tro/{id}/ket-thuc", Deed::KeepAccounts, end_role)
        .get("/nhat-ky", Deed::ReadEvents, events)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Back {
    ve: String,
}

#[derive(Template)]
#[template(path = "people/sign_in.html")]
struct SignInPage {
    w: Words,
    frame: Frame,
    form: FormView,
    back: String,
    demo: bool,
}

async fn sign_in_page(State(app): State<Shared>, caller: Caller, Query(back): Query<Back>) -> Outcome<Response> {
    if caller.signed_in().is_some() {
        return Ok(see(paths::DESK));
    }
    if app.read(|_, db| store::count_accounts(db)).await? == 0 {
        return Ok(see(paths::SET_UP));
    }
    sign_in_with(&app, &caller, back.ve, FormView::default()).await
}

async fn sign_in_with(app: &Shared, caller: &Caller, back: String, form: FormView) -> Outcome<Response> {
    let w = caller.words.clone();
    let frame = Frame::of(app, caller, w.t("sign-in"), "").await;
    let status = form.status();
    page(status, &SignInPage { demo: app.illustration.is_some(), w, frame, form, back })
}

/// Only addresses of this site are gone back to.
fn own_address(back: &str) -> &str {
    let plain = !back.contains('\\') && !back.chars().any(char::is_control);
    if plain && back.starts_with('/') && !back.starts_with("//") { back } else { paths::DESK }
}

async fn sign_in(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let name = typed.get("sign_in").trim().to_owned();
    let password = typed.get("password").to_owned();
    let back = typed.get("ve").to_owned();
    let now = app.clock.now();
    if name.chars().count() > super::LONGEST_NAME || password.chars().count() > super::LONGEST_NAME {
        let trouble = Trouble::field("password", "invalid-sign-in-failed", "");
        let form = FormView::back("dang-nhap", Typed::default(), trouble, &caller.words)?;
        return sign_in_with(&app, &caller, back, form).await;
    }
    // Counted before the password is looked at, so that many tries at once do not slip through.
    if app.attempts.must_wait(&name, now) {
        let trouble = Trouble::field("password", "invalid-sign-in-wait", "");
        let form = FormView::back("dang-nhap", typed, trouble, &caller.words)?;
        return sign_in_with(&app, &caller, back, form).await;
    }
    app.attempts.failed(&name, now);
    let tried = name.clone();
    let account = app.read(move |_, db| store::account_by_sign_in(db, &name)).await?;
    // Hashing takes memory on purpose: a few at a time.
    let _turn = app.hashing.acquire().await.map_err(|error| Trouble::Fault(error.to_string()))?;
    // The same work is done for an unknown name, so that the time does not tell which names exist.
    let checked = tokio::task::spawn_blocking(move || {
        const NOBODY: &str =
            "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let stored = account.as_ref().map_or(NOBODY, |account| account.password_hash.as_str());
        let fits = super::password_fits(&password, stored);
        account.filter(|account| fits && account.disabled_on.is_none())
    })
    .await
    .map_err(|error| Trouble::Fault(error.to_string()))?;
    let Some(account) = checked else {
        let trouble = Trouble::field("password", "invalid-sign-in-failed", "");
        let form = FormView::back("dang-nhap", typed, trouble, &caller.words)?;
        return sign_in_with(&app, &caller, back, form).await;
    };
    app.attempts.succeeded(&tried);
    let member =
        std::sync::Arc::new(Member { account_id: account.id.clone(), name: account.name, ..Member::program() });
    let secret = app.act(&member, move |act| passes::open(act, &account.id, Kind::Browser, "")).await?;
    let to = own_address(&back).to_owned();
    Ok(([(header::SET_COOKIE, cookie(&secret, app.config.https))], see(&to)).into_response())
}

async fn sign_out(State(app): State<Shared>, caller: Caller) -> Outcome<Response> {
    if let Some(member) = caller.signed_in() {
        let pass = member.pass_id.clone();
        match app.act(member, move |act| passes::revoke(act, &pass)).await {
            Ok(()) | Err(Trouble::NotFound) => {}
            Err(trouble) => return Err(trouble),
        }
    }
    Ok(([(header::SET_COOKIE, no_cookie(app.config.https))], see(paths::SIGN_IN)).into_response())
}

#[derive(Template)]
#[template(path = "people/own_account.html")]
struct OwnAccountPage {
    w: Words,
    frame: Frame,
    form: FormView,
    passes: Vec<PassRow>,
    this: String,
    roles: Vec<(String, String, String)>,
}

async fn own_account(State(app): State<Shared>, caller: Caller) -> Outcome<Response> {
    own_account_with(&app, &caller, FormView::default()).await
}

async fn own_account_with(app: &Shared, caller: &Caller, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let asked = member.clone();
    let words = w.clone();
    let (passes, roles) = app
        .read(move |app, db| {
            let passes = passes::open_ones(db, &asked.account_id, app.clock.today())?;
            let mut roles = Vec::new();
            for held in &asked.roles {
                let council = councils::store::by_id(db, &held.council_id)?.map(|one| one.name).unwrap_or_default();
                let body = match &held.body_id {
                    Some(id) => councils::store::body(db, id)?.map(|body| body.name).unwrap_or_default(),
                    None => String::new(),
                };
                roles.push((words.t(&format!("role-{}", held.role.as_str())).to_owned(), council, body));
            }
            Ok((passes, roles))
        })
        .await?;
    let frame = Frame::of(app, caller, w.t("nav-own-account"), paths::OWN_ACCOUNT).await;
    let status = form.status();
    page(status, &OwnAccountPage { this: member.pass_id.clone(), w, frame, form, passes, roles })
}

async fn choose_language(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let language = Language::read(typed.get("language"));
    app.act(&caller.member()?, move |act| super::choose_language(act, language)).await?;
    Ok(see(paths::OWN_ACCOUNT))
}

async fn change_password(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let (current, new) = (typed.get("current").to_owned(), typed.get("new").to_owned());
    match app.act(&caller.member()?, move |act| super::change_password(act, &current, &new)).await {
        Ok(()) => Ok(see(paths::OWN_ACCOUNT)),
        Err(trouble) => {
            let form = FormView::back("mat-khau", typed, trouble, &caller.words)?;
            own_account_with(&app, &caller, form).await
        }
    }
}

async fn revoke(State(app): State<Shared>, caller: Caller, Path(id): Path<String>) -> Outcome<Response> {
    app.act(&caller.member()?, move |act| passes::revoke(act, &id)).await?;
    Ok(see(paths::OWN_ACCOUNT))
}

#[derive(Template)]
#[template(path = "people/accounts.html")]
struct AccountsPage {
    w: Words,
    frame: Frame,
    form: FormView,
    mark: String,
    lines: Vec<AccountLine>,
    roles: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
}

async fn accounts(State(app): State<Shared>, caller: Caller) -> Outcome<Response> {
    accounts_with(&app, &caller, FormView::default()).await
}

async fn accounts_with(app: &Shared, caller: &Caller, form: FormView) -> Outcome<Response> {
    let member = caller.member()?;
    let w = caller.words.clone();
    let (council, lines, mut bodies) = app
        .read(move |_, db| {
            let council = councils::meant(db, &member, None, Deed::KeepAccounts)?;
            let lines = store::lines(db, &council.id)?;
            let bodies: Vec<(String, String)> =
                councils::store::bodies_of(db, &council.id)?.into_iter().map(|body| (body.id, body.name)).collect();
            Ok((council, lines, bodies))
        })
        .await?;
    bodies.insert(0, (String::new(), w.t("body-none").to_owned()));
    let roles = Role::ALL
        .iter()
        .map(|role| (role.as_str().to_owned(), w.t(&format!("role-{}", role.as_str())).to_owned()))
        .collect();
    let frame = Frame::of(app, caller, w.t("nav-accounts"), paths::ACCOUNTS).await;
    let status = form.status();
    page(status, &AccountsPage { w, frame, form, mark: council.mark, lines, roles, bodies })
}

async fn open_account(State(app): State<Shared>, caller: Caller, typed: Typed) -> Outcome<Response> {
    let form: NewAccount = typed.read()?;
    match app.act(&caller.member()?, move |act| super::open_account(act, &form)).await {
        Ok(_) => Ok(see(paths::ACCOUNTS)),
        Err(trouble) => {
            let form = FormView::back("nguoi-dung", typed, trouble, &caller.words)?;
            accounts_with(&app, &caller, form).await
        }
    }
}

async fn end_role(
    State(app): State<Shared>,
    caller: Caller,
    Path(id): Path<String>,
    typed: Typed,
) -> Outcome<Response> {
    let last = typed.get("to").to_owned();
    let last = if last.is_empty() { app.clock.today().to_string() } else { last };
    match app.act(&caller.member()?, move |act| super::end_role(act, &id, &last)).await {
        Ok(()) => Ok(see(paths::ACCOUNTS)),
        Err(trouble) => {
            let form = FormView::back("vai-tro", typed, trouble, &caller.words)?;
            accounts_with(&app, &caller, form).await
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct From {
    truoc: Option<i64>,
}

struct EventLine {
    seq: i64,
    day: String,
    hour: String,
    act: String,
    body: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "people/events.html")]
struct EventsPage {
    w: Words,
    frame: Frame,
    lines: Vec<EventLine>,
    older: Option<i64>,
}

async fn events(State(app): State<Shared>, caller: Caller, Query(from): Query<From>) -> Outcome<Response> {
    const LINES: i64 = 100;
    let member = caller.member()?;
    let w = caller.words.clone();
    let rows = app
        .read(move |_, db| {
            let council = councils::meant(db, &member, None, Deed::ReadEvents)?;
            chain::latest(db, &council.id, from.truoc, LINES)
        })
        .await?;
    let older = rows.last().map(|row| row.seq).filter(|seq| *seq > 1);
    let lines = rows
        .into_iter()
        .map(|row| EventLine {
            seq: row.seq,
            day: ui::shown_instant(&row.at),
            hour: crate::clock::hour_of(&row.at),
            act: w.t(&format!("event-{}", row.act)).to_owned(),
            body: row.body,
            hash: row.hash.chars().take(12).collect(),
        })
        .collect();
    let frame = Frame::of(&app, &caller, w.t("nav-events"), paths::EVENTS).await;
    page(StatusCode::OK, &EventsPage { w, frame, lines, older })
}
