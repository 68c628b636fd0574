//! The page for a phone without a network: a shell that holds no data, its worker, and the sheet that lets it be installed.
//!
//! The shell is the same for everybody; what it shows comes from the phone's own store, filled and emptied over
//! `/api/v1/voter-meetings`. The worker keeps the shell and its files, so the page opens in a hall without a signal.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::trouble::Outcome;
use crate::web::frame::Frame;
use crate::web::i18n::{Words, text};
use crate::web::session::Caller;
use crate::web::{Routes, Shared, assets, page, paths};

/// The shell, its worker, its sheet: open to all, for they hold nothing.
pub fn routes() -> Routes {
    Routes::default()
        .open_get(paths::PHONE, shell)
        .open_get("/tiep-xuc/sw.js", worker)
        .open_get("/tiep-xuc/manifest.webmanifest", manifest)
}

/// Words that the script shows; the shell carries them, so that they are there without a network.
pub const WORDS: &[&str] = &[
    "phone-offline",
    "phone-sign-in",
    "phone-other-account",
    "phone-unsent",
    "phone-all-sent",
    "phone-sending",
    "phone-fetched",
    "phone-none",
    "phone-never",
    "phone-mine",
    "phone-others",
    "phone-note-n",
    "phone-note-change",
    "phone-save",
    "phone-save-change",
    "phone-on-device",
    "phone-sent",
    "phone-refused",
    "phone-beside",
    "phone-by",
    "phone-change",
    "phone-drop",
    "phone-dropped",
    "phone-undo",
    "phone-taken",
    "phone-answered",
    "phone-maybe",
    "phone-split-n",
    "phone-like",
    "phone-like-why",
    "phone-same-chosen",
    "phone-same-as",
    "phone-missing",
    "phone-photos",
    "phone-photo-bad",
    "phone-photo-large",
    "phone-storage-full",
    "phone-came",
    "phone-came-at",
    "phone-earlier",
    "phone-earlier-none",
    "phone-late",
    "phone-cancelled",
    "phone-copied",
    "phone-not-kept",
    "phone-saved",
];

#[derive(Template)]
#[template(path = "contacts/phone.html")]
struct Shell {
    w: Words,
    frame: Frame,
    scripts: Vec<String>,
    said: String,
}

async fn shell(State(app): State<Shared>, caller: Caller) -> Outcome<Response> {
    let w = caller.words.clone();
    let frame = Frame::of(&app, &caller, w.t("phone-title"), paths::PHONE).await;
    let said: serde_json::Map<String, serde_json::Value> =
        WORDS.iter().map(|key| ((*key).to_owned(), json!(held(&w, key)))).collect();
    let said = json!({ "words": said, "further": words::further(), "lang": w.code() });
    // A data block ends at the first "</": none of ours may hold one.
    let said = said.to_string().replace('<', "\\u003c");
    let mut response = page(StatusCode::OK, &Shell { scripts: scripts().collect(), w, frame, said })?;
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' blob:; \
             worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
             connect-src 'self'",
        ),
    );
    Ok(response)
}

/// A sentence with places that the script fills: `%n`, `%s`, `%t`.
fn held(w: &Words, key: &str) -> String {
    w.format(key, &[("n", text("%n")), ("s", text("%s")), ("t", text("%t"))])
}

/// The scripts of the page in their order.
fn scripts() -> impl Iterator<Item = String> {
    ["store", "words", "office"]
        .into_iter()
        .map(|part| assets::address(&format!("js/phone-{part}.js")))
        .chain(std::iter::once_with(|| assets::address("js/phone.js")))
}

/// Everything that the shell needs, by its address with its hash.
fn files() -> Vec<String> {
    let named = ["vendor/bootstrap.min.css", "vendor/fonts.css", "css/tokens.css", "css/dienhong.css"];
    let mut files: Vec<String> = named
        .iter()
        .chain(&["js/dienhong.js", "img/icon.svg"])
        .map(|name| assets::address(name))
        .chain(scripts())
        .collect();
    files.extend(assets::faces());
    files
}

async fn worker() -> Response {
    let files = files();
    let list = json!({ "shell": paths::PHONE, "files": files });
    let body = format!("const KEPT = {list};\n{}", assets::text("js/phone-worker.js"));
    let headers = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, body).into_response()
}

async fn manifest(caller: Caller) -> Response {
    let w = &caller.words;
    let sheet = json!({
        "name": w.t("phone-app-name"), "short_name": w.t("phone-app-short"), "lang": w.code(),
        "start_url": paths::PHONE, "scope": "/tiep-xuc/", "display": "standalone",
        "background_color": "#ffffff", "theme_color": "#16324f",
        "icons": [{ "src": assets::address("img/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any" }],
    });
    ([(header::CONTENT_TYPE, "application/manifest+json")], sheet.to_string()).into_response()
}
