//! Who asks: the member behind the cookie or the bearer token, the language, the theme, and whether a page or JSON is
//! wanted. One layer finds this out for every request; handlers receive a `Caller`.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use law::refusal::Refusal;
use law::role::Act as Deed;

use super::i18n::{Language, Words};
use super::{Shared, paths};
use crate::people::{Member, passes};
use crate::trouble::{Outcome, Trouble};

/// What the answer should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// A page.
    Page,
    /// JSON.
    Json,
}

/// Who asks.
#[derive(Clone)]
pub struct Caller {
    member: Option<Arc<Member>>,
    /// Words in the caller's language.
    pub words: Words,
    /// Page or JSON.
    pub wants: Wants,
    /// Chosen theme, where one was chosen.
    pub theme: Option<&'static str>,
    /// Path and query asked for.
    pub asked: String,
}

impl Caller {
    /// The member; a route with a guard always has one.
    pub fn member(&self) -> Outcome<Arc<Member>> {
        self.member.clone().ok_or(Trouble::Refused(Refusal::NotAllowed))
    }

    /// The member, if anybody is signed in.
    pub fn signed_in(&self) -> Option<&Arc<Member>> {
        self.member.as_ref()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Trouble> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Trouble::Fault("no caller was identified".into()))
    }
}

/// Name of the cookie: bound to the host and to https where https is used.
pub fn cookie_name(https: bool) -> &'static str {
    if https { "__Host-dienhong" } else { "dienhong" }
}

/// The cookie that opens a browser's pass.
pub fn cookie(secret: &str, https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age=1209600{secure}", cookie_name(https))
}

/// The cookie that forgets a browser's pass.
pub fn no_cookie(https: bool) -> String {
    let secure = if https { "; Secure" } else { "" };
    format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}", cookie_name(https))
}

fn cookie_value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
}

fn secret_of(headers: &HeaderMap, https: bool) -> Option<String> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    bearer.or_else(|| cookie_value(headers, cookie_name(https))).map(str::to_owned)
}

/// The layer that finds out who asks.
pub async fn identify(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    let path = request.uri().path();
    let is_api = path.starts_with("/api/");
    let accepts_json = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.contains("application/json") && !value.contains("text/html"));
    let theme = match cookie_value(headers, "nen") {
        Some("dark") => Some("dark"),
        Some("light") => Some("light"),
        _ => None,
    };
    // Vietnamese first, whatever the browser was installed in; a stranger asks for English by the link on the page.
    let spoken = request.uri().query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("lang="));
    let asked = match request.method() {
        // After signing in again people come back to the page of the form: what it sends cannot be opened.
        &Method::POST => page_before(headers),
        _ => request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
    };
    let secret = secret_of(headers, app.config.https);
    let own_cookie = cookie_value(headers, cookie_name(app.config.https)).map(str::to_owned);
    let mut language = Language::read(spoken.unwrap_or_default());
    let (mut member, mut renewed) = (None, None);
    if let Some(secret) = secret.filter(|_| !path.starts_with("/tep/")) {
        let today = app.clock.today();
        match app.read(move |_, db| passes::member(db, &secret, today)).await {
            Ok(Some((found, seen_before))) => {
                if seen_before {
                    mark_seen(&app, &found.pass_id);
                    // The pass goes on from today, and so does the cookie.
                    renewed = own_cookie;
                }
                language = found.language;
                member = Some(Arc::new(found));
            }
            Ok(None) => {}
            Err(trouble) => return trouble.into_response(),
        }
    }
    let caller = Caller {
        member,
        words: app.locales.words(language),
        wants: if is_api || accepts_json { Wants::Json } else { Wants::Page },
        theme,
        asked,
    };
    request.extensions_mut().insert(caller.clone());
    let mut response = next.run(request).await;
    if let Some(cookie) = renewed.and_then(|secret| cookie(&secret, app.config.https).parse().ok())
        && !response.headers().contains_key(header::SET_COOKIE)
    {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    super::error::render(&app, &caller, response).await
}

/// The page on which a form stood: path and query; empty where the browser does not say it.
fn page_before(headers: &HeaderMap) -> String {
    let said = headers.get(header::REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let page = said.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
    page.unwrap_or_default().to_owned()
}

fn mark_seen(app: &Shared, pass_id: &str) {
    let app = Arc::clone(app);
    let pass_id = pass_id.to_owned();
    let today = app.clock.today();
    tokio::spawn(async move {
        // A missed mark is made by the next request of the day.
        let _ = app.store.write(move |db| passes::mark_seen(db, &pass_id, today)).await;
    });
}

/// Lets a request through to a route whose deed the caller's roles allow.
pub async fn guard(deed: Deed, request: Request, next: Next) -> Response {
    let Some(caller) = request.extensions().get::<Caller>() else {
        return Trouble::Fault("no caller was identified".into()).into_response();
    };
    match (&caller.member, caller.wants) {
        (Some(member), _) if member.may(deed) => next.run(request).await,
        (Some(_), _) => Trouble::Refused(Refusal::NotAllowed).into_response(),
        (None, Wants::Page) => {
            let back: String = form_urlencoded::byte_serialize(caller.asked.as_bytes()).collect();
            Redirect::to(&format!("{}?ve={back}", paths::SIGN_IN)).into_response()
        }
        (None, Wants::Json) => super::error::unauthorised(),
    }
}
