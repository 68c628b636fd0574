//! Styles, fonts and the little JavaScript, embedded in the binary and served with their hash in the address, so that a
//! browser may keep them for good.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::db::chain::hex;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
#[include = "css/*"]
#[include = "js/*"]
#[include = "vendor/*"]
#[include = "img/*"]
struct Embedded;

/// First letters of each file's hash.
static HASHES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Embedded::iter()
        .filter_map(|name| {
            let file = Embedded::get(&name)?;
            Some((name.to_string(), hex(&file.metadata.sha256_hash())[..10].to_owned()))
        })
        .collect()
});

/// The address of an embedded file, with its hash.
pub fn address(name: &str) -> String {
    let hash = HASHES.get(name).map_or("", String::as_str);
    format!("/tep/{name}?v={hash}")
}

/// An embedded file as text; empty where there is none.
pub fn text(name: &str) -> String {
    Embedded::get(name).map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default()
}

/// The faces of the pages, by the addresses that the styles ask for.
pub fn faces() -> impl Iterator<Item = String> {
    let of_pages = |name: &str| name.rsplit_once('.').is_some_and(|(_, end)| end == "woff2") && !name.contains("tinos");
    Embedded::iter().filter(move |name| of_pages(name)).map(|name| format!("/tep/{name}"))
}

/// Serves an embedded file.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(file) = Embedded::get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    let tag = format!("\"{}\"", HASHES.get(&name).map_or("", String::as_str));
    let cache =
        [(header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()), (header::ETAG, tag.clone())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, cache).into_response();
    }
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("js") => "text/javascript; charset=utf-8",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    (cache, [(header::CONTENT_TYPE, media)], file.data.into_owned()).into_response()
}
