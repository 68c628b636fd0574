//! The rim: routes with the deed that each asks for, layers, and what every page shares.

pub mod assets;
pub mod error;
pub mod forms;
pub mod frame;
pub mod i18n;
pub mod openapi;
pub mod paths;
pub mod session;
pub mod ui;

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router};
use law::role::Act as Deed;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;

use crate::app::App;
use crate::trouble::{Outcome, Trouble};

/// The application, as handlers receive it.
pub type Shared = Arc<App>;

/// A route as the tests and the OpenAPI document see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Address with `{parameters}`.
    pub path: &'static str,
    /// The deed it asks for; none where nobody needs to be signed in.
    pub deed: Option<Deed>,
    /// Name of the body's schema, where it takes one.
    pub body: Option<&'static str>,
}

/// Routes, each with its deed: there is no way to add one without.
#[derive(Default)]
pub struct Routes {
    router: Router<Shared>,
    /// The list.
    pub list: Vec<Route>,
}

impl Routes {
    /// A page or list that members read.
    #[must_use]
    pub fn get<H: Handler<T, Shared>, T: 'static>(self, path: &'static str, deed: Deed, handler: H) -> Self {
        self.guarded("GET", path, deed, None, get(handler))
    }

    /// An act of a member.
    #[must_use]
    pub fn post<H: Handler<T, Shared>, T: 'static>(self, path: &'static str, deed: Deed, handler: H) -> Self {
        self.guarded("POST", path, deed, None, post(handler))
    }

    /// An act of a member through the API, with the name of its body's schema.
    #[must_use]
    pub fn post_json<H: Handler<T, Shared>, T: 'static>(
        self,
        path: &'static str,
        deed: Deed,
        body: &'static str,
        handler: H,
    ) -> Self {
        self.guarded("POST", path, deed, Some(body), post(handler))
    }

    /// Something for everybody, by GET.
    #[must_use]
    pub fn open_get<H: Handler<T, Shared>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        self.list.push(Route { method: "GET", path, deed: None, body: None });
        self.router = self.router.route(path, get(handler));
        self
    }

    /// Something for everybody, by POST.
    #[must_use]
    pub fn open_post<H: Handler<T, Shared>, T: 'static>(mut self, path: &'static str, handler: H) -> Self {
        /// The largest request of somebody who is not signed in: words of a form.
        const LARGEST: usize = 512 * 1024;
        self.list.push(Route { method: "POST", path, deed: None, body: None });
        self.router = self.router.route(path, post(handler).layer(DefaultBodyLimit::max(LARGEST)));
        self
    }

    fn guarded(
        mut self,
        method: &'static str,
        path: &'static str,
        deed: Deed,
        body: Option<&'static str>,
        handlers: MethodRouter<Shared>,
    ) -> Self {
        self.list.push(Route { method, path, deed: Some(deed), body });
        let guard = from_fn(move |request: Request, next: Next| session::guard(deed, request, next));
        self.router = self.router.route(path, handlers.layer(guard));
        self
    }

    /// Two lists as one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }
}

/// Every route of the product.
pub fn routes() -> Routes {
    Routes::default()
        .and(crate::people::pages::routes())
        .and(crate::people::api::routes())
        .and(crate::followups::pages::routes())
        .and(crate::followups::form::routes())
        .and(crate::followups::api::routes())
        .and(crate::urging::pages::routes())
        .and(crate::urging::api::routes())
        .and(crate::reports::pages::routes())
        .and(crate::reports::hand_pages::routes())
        .and(crate::reports::api::routes())
        .and(crate::reports::scoring::pages::routes())
        .and(crate::issuing::register_pages::routes())
        .and(crate::issuing::pages::routes())
        .and(crate::issuing::incoming_pages::routes())
        .and(crate::issuing::wording_pages::routes())
        .and(crate::issuing::settings_pages::routes())
        .and(crate::issuing::table_files::routes())
        .and(crate::issuing::api::routes())
        .and(crate::issuing::incoming_api::routes())
        .and(crate::programme::pages::routes())
        .and(crate::programme::api::routes())
        .and(crate::supervision::pages::routes())
        .and(crate::supervision::cooperation_pages::routes())
        .and(crate::supervision::api::routes())
        .and(crate::petitions::form::routes())
        .and(crate::petitions::code_pages::routes())
        .and(crate::petitions::sheet_pages::routes())
        .and(crate::petitions::synthesis::routes())
        .and(crate::petitions::short_forms::routes())
        .and(crate::petitions::pages::routes())
        .and(crate::petitions::api::routes())
        .and(crate::contacts::pages::routes())
        .and(crate::contacts::api::routes())
        .and(crate::contacts::phone::routes())
        .and(crate::overview::pages::routes())
        .and(crate::transfers::pages::routes())
        .and(crate::transfers::api::routes())
        .and(crate::resupervision::pages::routes())
        .and(crate::resupervision::api::routes())
        .and(crate::councils::pages::routes())
        .and(crate::councils::api::routes())
        .and(crate::intake::pages::routes())
        .and(crate::rules::routes())
        .and(crate::setup::routes())
        .open_get("/", home)
        .open_get("/healthz", healthy)
        .open_get("/readyz", ready)
        .open_get("/metrics", metrics)
        .open_get("/openapi.json", openapi::document)
        .open_get("/tep/{*name}", assets::serve)
}

/// The service that answers requests.
pub fn service(app: &Shared) -> Router {
    /// The largest request: a few attachments at once.
    const LARGEST_REQUEST: usize = 64 * 1024 * 1024;
    routes()
        .router
        .fallback(|| async { Trouble::NotFound })
        .layer(from_fn_with_state(Arc::clone(app), session::identify))
        .layer(CsrfLayer::new())
        .layer(from_fn(headers))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, Duration::from_mins(2)))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .with_state(Arc::clone(app))
}

/// Headers of every answer: nothing inline, nothing framed, nothing sent along.
async fn headers(request: Request, next: Next) -> Response {
    COUNTED.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    // The page for a phone names a worker and pictures of its own.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'; connect-src 'self'",
    ));
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

static COUNTED: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);

async fn home(State(app): State<Shared>) -> Outcome<Redirect> {
    let accounts = app.read(|_, db| crate::people::store::count_accounts(db)).await?;
    Ok(Redirect::to(if accounts == 0 { paths::SET_UP } else { paths::DESK }))
}

async fn healthy() -> Json<serde_json::Value> {
    Json(serde_json::json!({ "alive": true }))
}

async fn ready(State(app): State<Shared>) -> Outcome<Json<serde_json::Value>> {
    app.read(|_, db| crate::councils::store::count(db)).await?;
    Ok(Json(serde_json::json!({ "ready": true })))
}

async fn metrics(State(app): State<Shared>) -> Outcome<String> {
    let (accounts, councils) =
        app.read(|_, db| Ok((crate::people::store::count_accounts(db)?, crate::councils::store::count(db)?))).await?;
    let requests = COUNTED.load(std::sync::atomic::Ordering::Relaxed);
    let resident = resident_bytes();
    Ok(format!(
        "# TYPE dienhong_requests_total counter\ndienhong_requests_total {requests}\n\
         # TYPE dienhong_accounts gauge\ndienhong_accounts {accounts}\n\
         # TYPE dienhong_councils gauge\ndienhong_councils {councils}\n\
         # TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes {resident}\n"
    ))
}

/// Resident memory of this process; 0 where the system does not say.
fn resident_bytes() -> u64 {
    std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split(' ').nth(1)?.parse::<u64>().ok())
        .map_or(0, |pages| pages * 4096)
}

/// A rendered page with its status.
pub fn page(status: StatusCode, template: &impl Template) -> Outcome<Response> {
    let html = template.render().map_err(|error| Trouble::Fault(format!("template: {error}")))?;
    Ok((status, Html(html)).into_response())
}

/// After an act: see what came of it.
pub fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}
