//! Typed data in, bytes of office files out, and tables of office files in.
//!
//! This crate is pure: no disk, no network, no clock. It writes official papers as PDF and DOCX, lists as XLSX, CSV and PDF, fills
//! an office's own DOCX template, and reads the first sheet of a workbook, the largest table of a Word document or a CSV text as
//! rows of words, and the signatures of a PDF. The words of people are handed in; encodings are the caller's business.

pub mod forms;
pub mod official;
pub mod own;
mod print;
mod read;
pub mod signed;
mod typeset;
mod word;
mod write;

pub use print::{MOST_PRINTED, Part, Printed, PrintedColumn, Row, Style, pdf};
pub use read::{BadTable, Sheet, read_csv, read_workbook};
pub use typeset::NotPrinted;
pub use word::{is_word, read_word};
pub use write::{Cell, Column, Table, csv, xlsx};
