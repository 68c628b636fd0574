//! Measures the product beside floors in the same run, and prints a table for `RESULTS.md`.
//!
//! `dienhong-bench DATA` measures an installation made by `dienhong demo --scale N`. Times are CPU seconds of the server
//! process per request, read from the system, so that the load generator's own work is not in them; rates of acts are
//! wall-clock, beside raw SQLite with the same durability on the same disk. Nothing here is asserted.

mod acts;
mod load;
mod papers;
mod petitions;
mod process;
mod spread;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use petitions::Whose;
use process::Served;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("floor-server") => {
            load::serve_floor(arguments.get(1).map_or("0", String::as_str));
            ExitCode::SUCCESS
        }
        // The acts alone: what one profiles.
        Some("acts") => ended(acts::measure(second(&arguments))),
        // Up to so many petitions, and what is asked of them.
        Some("fill-petitions") => {
            let many = arguments.get(2).and_then(|many| many.parse().ok()).unwrap_or(1_000_000);
            ended(petitions::fill(second(&arguments), many, Whose::Both, arguments.get(3).map(String::as_str)))
        }
        // The same, all of one council.
        Some("fill-one-council") => {
            let many = arguments.get(2).and_then(|many| many.parse().ok()).unwrap_or(1_000_000);
            ended(petitions::fill(second(&arguments), many, Whose::District, arguments.get(3).map(String::as_str)))
        }
        Some("petitions") => ended(petitions::measure(second(&arguments), arguments.get(2).map(String::as_str))),
        // Letters, the report of a term.
        Some("papers") => ended(papers::measure(second(&arguments))),
        // The overview, on records spread over many councils.
        Some("levels") => {
            let many = arguments.get(2).and_then(|many| many.parse().ok()).unwrap_or(1_000_000);
            ended(papers::levels(second(&arguments), many))
        }
        Some("spread") => ended(spread::spread(second(&arguments))),
        // With the address of a PostgreSQL that holds the same records, there.
        Some("supervision") => ended(spread::measure(second(&arguments), arguments.get(2).map(String::as_str))),
        Some(data) => ended(measure(Path::new(data))),
        None => {
            eprintln!("dienhong-bench DATA   (a folder made by `dienhong demo --scale N --data DATA`)");
            ExitCode::from(2)
        }
    }
}

fn second(arguments: &[String]) -> &Path {
    Path::new(arguments.get(1).map_or("", String::as_str))
}

fn ended(outcome: Result<(), String>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::from(2)
        }
    }
}

/// Where the product's binary stands: beside this one.
fn product() -> PathBuf {
    std::env::current_exe().map_or_else(|_| "dienhong".into(), |path| path.with_file_name("dienhong"))
}

fn measure(data: &Path) -> Result<(), String> {
    let product = product();
    let size = std::fs::metadata(&product).map_err(|error| format!("{}: {error}", product.display()))?.len();
    let token = process::token(&product, data, None, "thuky")?;
    println!("| what | figure | beside it |");
    println!("| --- | --- | --- |");
    let many = acts::count(data)?;
    println!("| follow-ups | {many} | |");
    println!("| binary | {:.1} MB | |", mega(size));

    let started = Instant::now();
    let served = Served::start(&product, &["serve", "--data", &data.display().to_string()])?;
    println!("| cold start to the first answer of /healthz | {:.0} ms | |", started.elapsed().as_secs_f64() * 1000.0);
    served.settle();
    println!("| resident memory, idle | {:.1} MB | |", mega(served.resident()));

    let number = acts::one_number(data)?;
    let pages = [
        ("register, open, by due day", "/viec-theo-doi".to_owned()),
        ("register, overdue", "/viec-theo-doi?tt=qua-han".to_owned()),
        ("register, one origin", "/viec-theo-doi?nguon=recommendation".to_owned()),
        ("register, found by words", "/viec-theo-doi?q=muong%20tieu".to_owned()),
        ("one follow-up", format!("/viec-theo-doi/{number}")),
    ];
    for (name, path) in &pages {
        let (cpu, bytes, floor_cpu) = load::beside_the_floor(&served, path, &token)?;
        println!(
            "| {name}: CPU a request | {:.3} ms for {:.0} kB | plain axum page of equal bytes {:.3} ms, ratio {:.1} |",
            cpu * 1000.0,
            mega(bytes as u64) * 1000.0,
            floor_cpu * 1000.0,
            cpu / floor_cpu
        );
    }
    let (under, after) = (served.peak(), served.resident());
    println!("| resident memory under that load | {:.1} MB at most | {:.1} MB afterwards |", mega(under), mega(after));
    drop(served);

    acts::measure(data)
}

#[expect(clippy::cast_precision_loss, reason = "sizes of files and processes are far below 2^52")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1_000_000.0
}
