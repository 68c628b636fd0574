//! Which Vietnamese words stand in a text, and how do we compare them?
//!
//! Everything here takes text and gives text or a small finding back: folding for
//! search, alphabetical keys, foreign encodings, likeness of two matters or petitions, the
//! topic of a petition, the wording of a recommendation, and the time words in it. It reads no file, knows no day of
//! its own, and decides nothing: a finding is a prompt for a person, never a block.

mod encoding;
mod fold;
mod legacy;
mod likeness;
mod lists;
mod petition;
mod search;
mod spelling;
mod time_span;
mod time_words;
mod tokens;
mod wording;

pub use encoding::{Decoded, Encoding, decode, looks_legacy, to_unicode};
pub use fold::{fold, nfc, query_tokens, sort_key};
pub use likeness::{Likeness, like_key, likeness};
#[doc(hidden)]
pub use petition::features;
pub use petition::{Alike, Candidates, Guess, Piece, Request, Topics, alike, concept, further, request, split};
pub use search::{Query, Shelf, index_words, query};
pub use time_span::{TimeSpan, time_span};
pub use time_words::{Rhythm, TimeWords, time_words};
pub use wording::{Found, Wording, check_wording};
