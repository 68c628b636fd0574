//! A small load generator over kept-alive connections, and the floor: a plain axum page of as many bytes.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use crate::process::{self, Served};

/// Requests that warm caches up, and requests that are counted.
const WARM: usize = 200;
const COUNTED: usize = 2000;
/// Both together.
const REQUESTS: f64 = 2200.0;

/// CPU seconds of the server per request, and the bytes of one answer.
fn cpu_a_request(served: &Served, path: &str, token: &str) -> Result<(f64, usize), String> {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nAccept: text/html\r\n\r\n",
        served.address
    );
    let mut connection = TcpStream::connect(&served.address).map_err(|error| error.to_string())?;
    let mut bytes = 0;
    for _ in 0..WARM {
        bytes = one(&mut connection, &request)?;
    }
    let before = served.cpu();
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let (address, request) = (served.address.clone(), request.clone());
            std::thread::spawn(move || {
                let mut connection = TcpStream::connect(address).map_err(|error| error.to_string())?;
                for _ in 0..COUNTED / 2 {
                    one(&mut connection, &request)?;
                }
                Ok::<(), String>(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| "a client stopped".to_owned())??;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand requests")]
    let cpu = (served.cpu() - before) / COUNTED as f64;
    Ok((cpu, bytes))
}

/// The same beside the floor: a plain page of as many bytes. CPU seconds, bytes of one answer, CPU seconds of the floor.
pub fn beside_the_floor(served: &Served, path: &str, token: &str) -> Result<(f64, usize, f64), String> {
    let (cpu, bytes) = cpu_a_request(served, path, token)?;
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let floor = Served::start(&this, &["floor-server", &bytes.to_string()])?;
    let (floor_cpu, _) = cpu_a_request(&floor, "/", "")?;
    Ok((cpu, bytes, floor_cpu))
}

/// Serves the records and measures each page (name, path) beside the floor; with the address of a PostgreSQL that holds the same
/// records, on that engine, its own CPU counted beside the server's.
pub fn pages(data: &Path, database: Option<&str>, pages: &[(&str, &str)]) -> Result<(), String> {
    let product = crate::product();
    let token = process::token(&product, data, database, "thuky")?;
    let folder = data.display().to_string();
    let mut arguments = vec!["serve", "--data", &folder];
    arguments.extend(database.map(|url| ["--database", url]).into_iter().flatten());
    let served = Served::start(&product, &arguments)?;
    served.settle();
    for (name, path) in pages {
        let before = process::postgres_cpu();
        let (cpu, bytes, floor_cpu) = beside_the_floor(&served, path, &token)?;
        let engine = (process::postgres_cpu() - before) / REQUESTS;
        let beside = database.map(|_| format!("PostgreSQL's own {:.2} ms; ", engine * 1000.0)).unwrap_or_default();
        println!(
            "| {name}: CPU a request | {:.2} ms for {} kB | {beside}plain axum page of equal bytes {:.3} ms |",
            cpu * 1000.0,
            bytes / 1000,
            floor_cpu * 1000.0
        );
    }
    Ok(())
}

/// One request on a kept-alive connection; the answer must be 200.
fn one(connection: &mut TcpStream, request: &str) -> Result<usize, String> {
    connection.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
    let mut answer = Vec::with_capacity(64 * 1024);
    let mut part = vec![0_u8; 64 * 1024];
    loop {
        let read = connection.read(&mut part).map_err(|error| error.to_string())?;
        if read == 0 {
            return Err("the server hung up".into());
        }
        answer.extend_from_slice(&part[..read]);
        let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
        if !head.starts_with("http/1.1 200") {
            return Err(format!("not 200: {}", head.lines().next().unwrap_or_default()));
        }
        let length = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok())
            .ok_or("no length")?;
        if answer.len() >= end + 4 + length {
            return Ok(length);
        }
    }
}

/// The floor: a page of so many bytes from memory.
pub fn serve_floor(bytes: &str) {
    let arguments: Vec<String> = std::env::args().collect();
    let address = arguments.last().cloned().unwrap_or_default();
    let page: &'static str = Box::leak("x".repeat(bytes.parse().unwrap_or(0)).into_boxed_str());
    let Ok(runtime) = tokio::runtime::Runtime::new() else { return };
    runtime.block_on(async {
        let router =
            axum::Router::new().route("/", axum::routing::get(move || async move { axum::response::Html(page) }));
        if let Ok(listener) = tokio::net::TcpListener::bind(&address).await {
            let _ = axum::serve(listener, router).await;
        }
    });
}
