//! Trouble as people and programs meet it: a page, or `application/problem+json`, with the same sentence.
//!
//! A handler returns `Trouble`; it travels in the response's extensions to the layer that knows who asked.

use std::sync::Arc;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use law::refusal::Refusal;

use super::Shared;
use super::frame::Frame;
use super::i18n::Words;
use super::session::{Caller, Wants};
use crate::trouble::Trouble;

#[derive(Clone)]
struct Carried(Arc<Trouble>);

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = status_of(&self).into_response();
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

fn status_of(trouble: &Trouble) -> StatusCode {
    match trouble {
        Trouble::Refused(Refusal::NotAllowed) => StatusCode::FORBIDDEN,
        Trouble::Refused(_) | Trouble::Stale(_) => StatusCode::CONFLICT,
        Trouble::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Trouble::NotFound => StatusCode::NOT_FOUND,
        Trouble::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The sentence of a refusal.
pub fn sentence(refusal: &Refusal, w: &Words) -> String {
    let on = refusal.day().map(law::day::office_form).unwrap_or_default();
    w.s(refusal.key(), on)
}

/// Not signed in, for a program.
pub fn unauthorised() -> Response {
    let body = serde_json::json!({
        "type": "about:blank", "title": "Unauthorized", "status": 401,
        "detail": "Authorization: Bearer … (dienhong token create --user NAME)",
    });
    problem(StatusCode::UNAUTHORIZED, &body)
}

fn problem(status: StatusCode, body: &serde_json::Value) -> Response {
    let media = HeaderValue::from_static("application/problem+json");
    (status, [(header::CONTENT_TYPE, media)], body.to_string()).into_response()
}

#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage {
    w: Words,
    frame: Frame,
    head: String,
    lines: Vec<String>,
    what_now: String,
    home: bool,
}

/// Puts trouble into words for the one who asked.
pub async fn render(app: &Shared, caller: &Caller, response: Response) -> Response {
    let trouble = match response.extensions().get::<Carried>() {
        Some(carried) => Arc::clone(&carried.0),
        None if response.status() == StatusCode::NOT_FOUND && is_bare(&response) => Arc::new(Trouble::NotFound),
        // What the framework could not read (broken JSON, a query of the wrong form) gets the same words as any form.
        None if response.status().is_client_error() && is_plain(&response) => {
            Arc::new(Trouble::field("form", "invalid-form", ""))
        }
        None => return response,
    };
    if let Trouble::Fault(words) = &*trouble {
        tracing::error!(asked = %without_query(&caller.asked), fault = %words, "a request failed");
    }
    let status = status_of(&trouble);
    let w = &caller.words;
    let (head, lines) = words_of(&trouble, w);
    match caller.wants {
        Wants::Json => {
            let mut body = serde_json::json!({
                "type": "about:blank", "title": head, "status": status.as_u16(), "detail": lines.join(" "),
            });
            match &*trouble {
                Trouble::Invalid(faults) => {
                    body["errors"] = faults
                        .iter()
                        .map(|fault| serde_json::json!({ "field": fault.field, "key": fault.key, "detail": w.s(fault.key, fault.words.clone()) }))
                        .collect();
                }
                Trouble::Refused(refusal) => body["key"] = refusal.key().into(),
                Trouble::Stale(stale) => {
                    body["version"] = stale.version.into();
                    body["differences"] = stale
                        .differences
                        .iter()
                        .map(|(key, stands, typed)| serde_json::json!({ "field": key, "stands": stands, "typed": typed }))
                        .collect();
                }
                Trouble::NotFound | Trouble::Fault(_) => {}
            }
            problem(status, &body)
        }
        Wants::Page => {
            let frame = Frame::of(app, caller, &head, "").await;
            let what_now = w.t(match &*trouble {
                Trouble::Refused(_) => "error-now-refused",
                Trouble::Invalid(_) => "error-now-invalid",
                Trouble::Stale(_) => "error-now-stale",
                Trouble::NotFound => "error-now-not-found",
                Trouble::Fault(_) => "error-now-fault",
            });
            let page = ErrorPage {
                what_now: what_now.to_owned(),
                home: caller.signed_in().is_some(),
                w: w.clone(),
                frame,
                head,
                lines,
            };
            match page.render() {
                Ok(html) => (status, Html(html)).into_response(),
                Err(_) => status.into_response(),
            }
        }
    }
}

fn is_plain(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|media| media.as_bytes().starts_with(b"text/plain"))
}

fn is_bare(response: &Response) -> bool {
    !response.headers().contains_key(header::CONTENT_TYPE)
}

fn without_query(asked: &str) -> &str {
    // What people search for does not belong in a log.
    asked.split('?').next().unwrap_or_default()
}

fn words_of(trouble: &Trouble, w: &Words) -> (String, Vec<String>) {
    match trouble {
        Trouble::Refused(refusal) => (w.t("error-refused").to_owned(), vec![sentence(refusal, w)]),
        Trouble::Invalid(faults) => {
            (w.t("error-invalid").to_owned(), faults.iter().map(|fault| w.s(fault.key, fault.words.clone())).collect())
        }
        Trouble::Stale(stale) => {
            (w.t("error-stale").to_owned(), vec![w.st("stale-who", stale.by.clone(), crate::clock::hour_of(&stale.at))])
        }
        Trouble::NotFound => (w.t("error-not-found").to_owned(), vec![w.t("error-not-found-why").to_owned()]),
        Trouble::Fault(_) => (w.t("error-fault").to_owned(), vec![w.t("error-fault-why").to_owned()]),
    }
}
