//! `dienhong`: one binary, many commands. Everything is in the library; see `commands`.

fn main() -> std::process::ExitCode {
    dienhong::commands::run()
}
