//! Diên Hồng: everything that is promised to a council, followed to the end.
//!
//! This crate is the server and its commands; it alone knows tokio, axum and Diesel. A feature is a folder: `mod.rs`
//! (verbs and routes), `store.rs` (its queries), `pages.rs`, `api.rs` and its templates. What may happen is decided in
//! the pure crates `law` and `words`; see ARCHITECTURE.md for the two walks.

pub mod app;
pub mod clock;
pub mod commands;
pub mod contacts;
pub mod councils;
pub mod db;
pub mod deadlines;
pub mod demo;
pub mod documents;
pub mod followups;
pub mod intake;
pub mod issuing;
pub mod overview;
pub mod people;
pub mod petitions;
pub mod programme;
pub mod reports;
pub mod resupervision;
pub mod rules;
pub mod setup;
pub mod supervision;
pub mod transfers;
pub mod trouble;
pub mod urging;
pub mod web;
