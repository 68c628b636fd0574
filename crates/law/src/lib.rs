//! What may happen in a People's Council, by whom, and by when.
//!
//! This crate is pure: it reads no clock, touches no disk and no network, and knows nothing of
//! screens or tables. A caller hands in the day and the facts; the crate answers with a day, a
//! reckoning that can be shown to a lawyer, or a refusal. The figures of the law are not written
//! in Rust: they stand in `rulebook/` and `calendar/`, each with its citation and source.

pub mod calendar;
pub mod contact;
pub mod day;
pub mod deadline;
pub mod followup;
pub mod ladder;
pub mod lunar;
pub mod paper;
pub mod petition;
pub mod refusal;
pub mod role;
pub mod rulebook;
pub mod supervision;
