//! The product as its users meet it: real requests to the real service, on SQLite or, where
//! `DIENHONG_TEST_POSTGRES` names one, on PostgreSQL. One file per feature; `app.rs` has the actors.

mod app;

mod attacks;
mod contacts;
mod copying;
mod councils;
mod demo;
mod durability;
mod followups;
mod forms;
mod incoming;
mod intake;
mod issuing;
mod limits;
mod locales;
mod onward;
mod petitions;
mod programme;
mod published;
mod reports;
mod roles;
mod sheets;
mod supervision;
mod sweep;
mod transfers;
mod urging;
mod wording;
