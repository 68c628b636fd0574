//! Which files make up the rulebook that comes with the program?
//!
//! The list is explicit, so that a new file is a change somebody reads. The files are built in:
//! the program needs none of them on disk. What they say is read in `reading`.

/// Builds a list of (name, text) from the files of a folder beside the sources.
macro_rules! built_in {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        vec![$((
            $name.to_owned(),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/", $name)).to_owned(),
        )),+]
    };
}
pub(crate) use built_in;

/// Every file of the rulebook, by name and text.
pub(crate) fn files() -> Vec<(String, String)> {
    built_in!("rulebook":
        "deadlines/programme.toml",
        "deadlines/thematic.toml",
        "deadlines/questioning.toml",
        "deadlines/verification.toml",
        "deadlines/sessions.toml",
        "deadlines/confidence.toml",
        "deadlines/voters.toml",
        "deadlines/reception.toml",
        "deadlines/complaints.toml",
        "deadlines/denunciations.toml",
        "deadlines/followup.toml",
        "deadlines/papers.toml",
        "deadlines/office.toml",
        "ladder.toml",
        "forms.toml",
        "minimums.toml",
        "capacity.toml",
        "answers.toml",
    )
}
