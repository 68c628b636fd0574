//! The topics that petitions are sorted into, with who is usually asked: data, proposed, never decided.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use serde::Deserialize;
use words::Topics;

use super::store;
use crate::app::App;
use crate::db::{Connection, chain};
use crate::trouble::Outcome;
use crate::web::i18n::Words;

/// A topic.
#[derive(Debug, Clone, Deserialize)]
pub struct Topic {
    /// Code.
    pub code: String,
    /// Whose field it usually is: `economy_budget`, `legal`, `culture_society`.
    pub committee: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Who is usually asked in a commune.
    pub commune: String,
    /// Who is usually asked in a province.
    pub province: String,
}

#[derive(Deserialize)]
struct File {
    topic: Vec<Topic>,
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("topics.toml")).expect("topics.toml is well formed");
    file.topic
});

/// Latest petitions that the office's own decisions are learnt from.
const LEARNT: i64 = 1500;

/// Every topic, in the order of the list.
pub fn all() -> &'static [Topic] {
    &TOPICS
}

/// A topic by its code.
pub fn by_code(code: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.code == code)
}

impl Topic {
    /// Its name in the reader's language.
    pub fn named(&self, w: &Words) -> &str {
        if w.code() == "vi" { &self.name } else { &self.name_en }
    }
}

/// The name of a topic; empty where none was chosen.
pub fn name(code: &str, w: &Words) -> String {
    by_code(code).map(|topic| topic.named(w).to_owned()).unwrap_or_default()
}

/// Topics as choices of a form.
pub fn choices(w: &Words) -> Vec<(String, String)> {
    all().iter().map(|topic| (topic.code.clone(), topic.named(w).to_owned())).collect()
}

/// What was learnt for each council, with the length of its chain then: a few acts more change no guess.
#[derive(Default)]
pub struct TopicsKept {
    kept: Mutex<HashMap<String, (i64, Arc<Topics>)>>,
}

/// Acts after which a council's decisions are learnt anew.
const ANEW_AFTER: i64 = 50;

/// What a council decided of its latest petitions, learnt, and kept for a while.
pub fn learnt(app: &App, db: &mut Connection, council_id: &str) -> Outcome<Arc<Topics>> {
    let length = chain::length(db, council_id)?;
    let lock = || app.topics.kept.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((then, known)) = lock().get(council_id)
        && length - then < ANEW_AFTER
    {
        return Ok(Arc::clone(known));
    }
    let mut known = Topics::default();
    for (words, topic) in store::decided(db, council_id, LEARNT)? {
        known.learn(&words, &topic);
    }
    let known = Arc::new(known);
    lock().insert(council_id.to_owned(), (length, Arc::clone(&known)));
    Ok(known)
}

/// Three guesses for a text, with the words that led to each.
pub fn guess(known: &Topics, text: &str) -> Vec<words::Guess> {
    let mut guesses = known.guess(text);
    guesses.retain(|guess| by_code(&guess.topic).is_some());
    guesses
}
