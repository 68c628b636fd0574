//! Commands that try the reading of words on files: likeness, search, topics. They open no records.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde::Deserialize;
use serde_json::json;
use words::{Candidates, Topics};

use super::{Ended, Ending, Voice};

/// A petition of a file.
#[derive(Deserialize)]
struct Row {
    id: String,
    text: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    split: String,
}

/// A query of a file.
#[derive(Deserialize)]
struct Asked {
    id: String,
    query: String,
}

fn rows<T: for<'a> Deserialize<'a>>(file: &Path, voice: &Voice) -> Result<Vec<T>, Ending> {
    let cannot = |words: String| Ending::Unable(voice.w.st("cmd-cannot-read", file.display().to_string(), words));
    let text = std::fs::read_to_string(file).map_err(|error| cannot(error.to_string()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| serde_json::from_str(line).map_err(|error| cannot(format!("{}: {error}", n + 1)))).collect()
}

fn write(file: &Path, lines: impl Iterator<Item = serde_json::Value>, voice: &Voice) -> Ended {
    let cannot = |error: std::io::Error| {
        Ending::Unable(voice.w.st("cmd-cannot-write", file.display().to_string(), error.to_string()))
    };
    let mut out = BufWriter::new(File::create(file).map_err(cannot)?);
    for line in lines {
        writeln!(out, "{line}").map_err(cannot)?;
    }
    out.flush().map_err(cannot)
}

/// Every text against all others: those that may ask for the same, best first.
pub fn likeness(texts: &Path, predicted: &Path, voice: &Voice) -> Ended {
    const MOST: usize = 50;
    let rows: Vec<Row> = rows(texts, voice)?;
    let mut candidates = Candidates::default();
    for row in &rows {
        candidates.add(words::request(&row.text, &row.place));
    }
    let lines = rows.iter().enumerate().filter_map(|(n, row)| {
        let like = candidates.like(candidates.get(n)?, Some(n), MOST);
        let like: Vec<serde_json::Value> =
            like.into_iter().map(|(place, alike)| json!({ "id": rows[place].id, "score": alike.score })).collect();
        Some(json!({ "id": row.id, "candidates": like }))
    });
    write(predicted, lines, voice)
}

/// What each query finds, best first.
pub fn search(texts: &Path, queries: &Path, predicted: &Path, voice: &Voice) -> Ended {
    const MOST: usize = 10;
    let rows: Vec<Row> = rows(texts, voice)?;
    let asked: Vec<Asked> = self::rows(queries, voice)?;
    let whole: Vec<String> = rows.iter().map(|row| format!("{}\n{}", row.text, row.place)).collect();
    let index = words::Shelf::new(whole.iter().map(String::as_str));
    let lines = asked.iter().map(|one| {
        let found = index.find(&words::query(&one.query), MOST);
        let found: Vec<&str> = found.into_iter().map(|n| rows[n].id.as_str()).collect();
        json!({ "id": one.id, "results": found })
    });
    write(predicted, lines, voice)
}

/// Three topics for each text, after learning from labelled ones.
pub fn topics(labelled: &Path, texts: &Path, predicted: &Path, voice: &Voice) -> Ended {
    let mut known = Topics::default();
    for row in rows::<Row>(labelled, voice)?.iter().filter(|row| !row.topic.is_empty() && row.split != "test") {
        known.learn(&row.text, &row.topic);
    }
    let rows: Vec<Row> = rows(texts, voice)?;
    let lines = rows.iter().map(|row| {
        let top: Vec<String> = known.guess(&row.text).into_iter().map(|guess| guess.topic).collect();
        json!({ "id": row.id, "top": top })
    });
    write(predicted, lines, voice)
}
