//! What people typed: urlencoded or multipart bodies read into typed fields, kept as typed for when they come back.

use std::collections::BTreeMap;

use axum::RequestExt as _;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use serde::de::DeserializeOwned;

use super::i18n::Words;
use crate::app::App;
use crate::documents::LARGEST;
use crate::followups::answering::Attached;
use crate::trouble::{Outcome, Stale, Trouble};
use crate::web::error::sentence;

/// A form as it came: each field once, repeated fields joined with commas.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    values: BTreeMap<String, String>,
    files: Vec<(String, Vec<u8>)>,
}

/// The longest field that is kept: far above any text that a verb takes, so that nothing typed is lost.
const LONGEST_FIELD: usize = 12 * 1024 * 1024;

/// The largest form without files: each of some twenty long fields full, written as an address.
const LARGEST_WORDS: usize = 16 * 1024 * 1024;

impl Typed {
    /// One field, empty where it did not come.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// The fields whose names begin so, by the rest of their names.
    pub fn beginning_with(&self, prefix: &str) -> BTreeMap<String, String> {
        let named = self.values.iter().filter_map(|(name, value)| Some((name.strip_prefix(prefix)?, value)));
        named.map(|(name, value)| (name.to_owned(), value.clone())).collect()
    }

    /// The fields as a typed struct; every field of ours is text, so this fails only on our own mistake.
    pub fn read<T: DeserializeOwned>(&self) -> Outcome<T> {
        let fields = self
            .values
            .iter()
            .map(|(name, value)| (name.clone(), serde_json::Value::String(value.clone())))
            .collect::<serde_json::Map<_, _>>();
        serde_json::from_value(serde_json::Value::Object(fields))
            .map_err(|error| Trouble::field("form", "invalid-form", error.to_string()))
    }

    /// The first file that came, if any.
    pub fn file(&self) -> Outcome<&[u8]> {
        self.files
            .iter()
            .find(|(_, content)| !content.is_empty())
            .map(|(_, content)| content.as_slice())
            .ok_or_else(|| Trouble::field("file", "invalid-file-missing", ""))
    }

    /// The names of the files that came; a browser sends an empty one where none was chosen.
    pub fn file_names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter(|(_, content)| !content.is_empty()).map(|(name, _)| name.as_str())
    }

    /// Keeps the files that came in the folder of attachments.
    pub fn keep_files(&self, app: &App) -> Outcome<Vec<Attached>> {
        self.files
            .iter()
            .filter(|(_, content)| !content.is_empty())
            .map(|(name, content)| {
                if content.len() > LARGEST {
                    return Err(Trouble::field("files", "invalid-file-too-large", name.clone()));
                }
                Ok(Attached {
                    name: words::nfc(name),
                    content_hash: app.files.keep(content)?,
                    size: i64::try_from(content.len()).unwrap_or(i64::MAX),
                })
            })
            .collect()
    }

    fn add(&mut self, name: String, value: String) {
        match self.values.get_mut(&name) {
            Some(known) if !value.is_empty() => {
                if !known.is_empty() {
                    known.push(',');
                }
                known.push_str(&value);
            }
            Some(_) => {}
            None => {
                self.values.insert(name, value);
            }
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        let multipart = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with("multipart/form-data"));
        let broken = |error: String| Trouble::field("form", "invalid-form", error);
        let mut typed = Self::default();
        if multipart {
            let mut parts = Multipart::from_request(request, state).await.map_err(|error| broken(error.to_string()))?;
            while let Some(part) = parts.next_field().await.map_err(|error| broken(error.to_string()))? {
                let name = part.name().unwrap_or_default().to_owned();
                if let Some(file) = part.file_name().map(str::to_owned) {
                    let content = part.bytes().await.map_err(|error| broken(error.to_string()))?;
                    typed.files.push((file, content.to_vec()));
                } else {
                    let value = part.bytes().await.map_err(|error| broken(error.to_string()))?;
                    typed.add(name, text_field(&value)?);
                }
            }
        } else {
            // Within the limit of the route, and never more than words need: files come in another way.
            let limited = request.into_limited_body();
            let body = axum::body::to_bytes(limited, LARGEST_WORDS).await.map_err(|error| broken(error.to_string()))?;
            for (name, value) in form_urlencoded::parse(&body) {
                typed.add(name.into_owned(), text_field(value.as_bytes())?);
            }
        }
        Ok(typed)
    }
}

fn text_field(value: &[u8]) -> Outcome<String> {
    if value.len() > LONGEST_FIELD {
        return Err(Trouble::field("form", "invalid-too-long", LONGEST_FIELD.to_string()));
    }
    Ok(String::from_utf8_lossy(value).into_owned())
}

/// A form on its way back to the person: what was typed, and what is wrong with it.
#[derive(Default)]
pub struct FormView {
    /// Which form of the page it was.
    pub which: String,
    typed: Typed,
    faults: Vec<(&'static str, String)>,
    /// A refusal, or anything that belongs to no field.
    pub said: Option<String>,
    /// Both versions, where somebody saved first.
    pub stale: Option<Box<Stale>>,
}

impl FormView {
    /// A fresh form with these values.
    pub fn with(values: &[(&str, &str)]) -> Self {
        let mut typed = Typed::default();
        for (name, value) in values {
            typed.values.insert((*name).to_owned(), (*value).to_owned());
        }
        Self { typed, ..Self::default() }
    }

    /// A form that was looked at and not saved: everything typed stays.
    pub fn checked(typed: Typed) -> Self {
        Self { typed, ..Self::default() }
    }

    /// The same form, with these values where nothing was typed.
    #[must_use]
    pub fn or(mut self, values: &[(&str, &str)]) -> Self {
        for (name, value) in values {
            self.typed.values.entry((*name).to_owned()).or_insert_with(|| (*value).to_owned());
        }
        self
    }

    /// A form that could not be taken. A fault of the program is handed on.
    pub fn back(which: &str, typed: Typed, trouble: Trouble, w: &Words) -> Outcome<Self> {
        let mut view = Self { which: which.to_owned(), typed, ..Self::default() };
        match trouble {
            Trouble::Invalid(faults) => {
                view.faults = faults.iter().map(|fault| (fault.field, w.s(fault.key, fault.words.clone()))).collect();
            }
            Trouble::Refused(ref refusal) => view.said = Some(sentence(refusal, w)),
            Trouble::Stale(stale) => {
                view.typed.values.insert("version".into(), stale.version.to_string());
                view.stale = Some(stale);
            }
            Trouble::NotFound | Trouble::Fault(_) => return Err(trouble),
        }
        Ok(view)
    }

    /// Is anything wrong?
    pub fn is_back(&self) -> bool {
        !self.faults.is_empty() || self.said.is_some() || self.stale.is_some()
    }

    /// What was typed into a field of one of several forms of a page; empty where another form came back, or none.
    pub fn kept(&self, which: &str, name: &str) -> &str {
        if self.is(which) { self.v(name) } else { "" }
    }

    /// Was this value picked in one of several forms of a page?
    pub fn picked(&self, which: &str, name: &str, value: &str) -> bool {
        self.is(which) && self.v(name) == value
    }

    /// Is this the form of the page that came back?
    pub fn is(&self, which: &str) -> bool {
        self.which == which
    }

    /// What was typed in a field.
    pub fn v(&self, field: &str) -> &str {
        self.typed.get(field)
    }

    /// Was this value chosen?
    pub fn chose(&self, field: &str, value: &str) -> bool {
        self.typed.get(field).split(',').any(|one| one == value)
    }

    /// What is wrong with a field; empty where nothing is.
    pub fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| *name == field).map_or("", |(_, sentence)| sentence)
    }

    /// Everything that is wrong, with the field to go to.
    pub fn faults(&self) -> &[(&'static str, String)] {
        &self.faults
    }

    /// The status that goes with it.
    pub fn status(&self) -> axum::http::StatusCode {
        use axum::http::StatusCode;
        if self.stale.is_some() {
            StatusCode::CONFLICT
        } else if self.is_back() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        }
    }
}
