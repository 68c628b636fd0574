//! Typed data in, bytes of office files out, and tables of office files in.
//!
//! This crate is pure: no disk, no network, no clock. It writes XLSX and CSV for lists, and reads the first sheet of a
//! workbook or a CSV text as rows of words. The words of people are handed in; encodings are the caller's business.

mod read;
mod write;

pub use read::{BadTable, Sheet, read_csv, read_workbook};
pub use write::{Cell, Column, Table, csv, xlsx};
