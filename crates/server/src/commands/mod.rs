//! The command line: every command, its arguments, and what it says.
//!
//! Every command takes `--data DIR` and `--database URL`, and `--json` wherever its output is data. It ends with 0, with
//! 1 when it ran and found a fault, or with 2 when it could not run. Errors go to standard error in Vietnamese, or in
//! English where `LANG` begins with `en`.

/// Says a line on standard output; a reader that has gone away (`| head`) is no reason to panic.
macro_rules! say {
    ($($words:tt)*) => {{
        use std::io::Write as _;
        let _ = writeln!(std::io::stdout(), $($words)*);
    }};
}

mod copying;
mod data;
mod serving;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::db::Target;
use crate::demo::View;
use crate::intake::supervision;
use crate::petitions;
use crate::programme::published;
use crate::trouble::Trouble;
use crate::web::i18n::{Language, Locales, Words};

#[derive(Parser)]
#[command(name = "dienhong", version, arg_required_else_help = true)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// Where the installation is.
#[derive(Args, Clone)]
struct Place {
    #[arg(long, default_value = "./data", global = true, value_name = "DIR", env = "DIENHONG_DATA")]
    data: PathBuf,
    #[arg(long, global = true, value_name = "URL", env = "DIENHONG_DATABASE")]
    database: Option<String>,
}

impl Place {
    fn target(&self) -> Target {
        Target::from(self.database.as_deref(), &self.data)
    }
}

#[derive(Subcommand)]
enum Command {
    Serve {
        #[command(flatten)]
        place: Place,
        #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR", env = "DIENHONG_LISTEN")]
        listen: String,
        #[arg(long)]
        https: bool,
    },
    Demo {
        #[command(flatten)]
        place: Place,
        #[arg(long, default_value_t = 1, value_name = "N")]
        scale: usize,
        #[arg(long, default_value_t = 6400, value_name = "N")]
        petitions: usize,
        #[arg(long)]
        today: bool,
        #[arg(long)]
        json: bool,
    },
    Import {
        #[command(subcommand)]
        what: Import,
    },
    Reckon {
        #[command(flatten)]
        place: Place,
        rule: String,
        date: String,
        #[arg(long)]
        json: bool,
    },
    Rules {
        #[command(subcommand)]
        what: Rules,
    },
    Sweep {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        json: bool,
    },
    Verify {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        json: bool,
    },
    Backup {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Restore {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Migrate {
        #[command(flatten)]
        place: Place,
    },
    Samples {
        #[command(flatten)]
        place: Place,
        dir: PathBuf,
    },
    Token {
        #[command(subcommand)]
        what: Token,
    },
    Account {
        #[command(subcommand)]
        what: Account,
    },
    Words {
        #[command(subcommand)]
        what: WordsOf,
    },
}

#[derive(Subcommand)]
enum WordsOf {
    Likeness {
        #[arg(long = "in", value_name = "TEXTS")]
        texts: PathBuf,
        #[arg(long, value_name = "PRED")]
        out: PathBuf,
    },
    Search {
        #[arg(long, value_name = "TEXTS")]
        texts: PathBuf,
        #[arg(long = "in", value_name = "QUERIES")]
        queries: PathBuf,
        #[arg(long, value_name = "PRED")]
        out: PathBuf,
    },
    Topics {
        #[arg(long, value_name = "LABELLED")]
        train: PathBuf,
        #[arg(long = "in", value_name = "TEXTS")]
        texts: PathBuf,
        #[arg(long, value_name = "PRED")]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
enum Import {
    Units {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    Supervision {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
        #[arg(long, value_name = "MARK", default_value = "")]
        council: String,
        #[arg(long)]
        json: bool,
    },
    Programme {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
        #[arg(long, value_name = "MARK", default_value = "")]
        council: String,
        #[arg(long)]
        json: bool,
    },
    Petitions {
        #[command(flatten)]
        place: Place,
        file: PathBuf,
        #[arg(long, value_name = "MARK", default_value = "")]
        council: String,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Rules {
    List {
        #[command(flatten)]
        place: Place,
        #[arg(long)]
        json: bool,
    },
    Check {
        dir: PathBuf,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Token {
    Create {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "NAME")]
        user: String,
        #[arg(long, default_value = "", value_name = "LABEL")]
        label: String,
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Account {
    Reset {
        #[command(flatten)]
        place: Place,
        #[arg(long, value_name = "NAME")]
        user: String,
    },
}

/// How a command ended, short of success.
enum Ending {
    /// It ran and found a fault.
    Found(String),
    /// It could not run.
    Unable(String),
}

/// What a command returns.
type Ended = Result<(), Ending>;

/// What every command speaks with.
struct Voice {
    w: Words,
}

impl Voice {
    fn unable(&self, trouble: &Trouble) -> Ending {
        let w = &self.w;
        let words = match trouble {
            Trouble::Refused(refusal) => crate::web::error::sentence(refusal, w),
            Trouble::Invalid(faults) => {
                faults.iter().map(|fault| w.s(fault.key, fault.words.clone())).collect::<Vec<_>>().join("\n")
            }
            Trouble::NotFound => w.t("error-not-found").to_owned(),
            Trouble::Stale(_) => w.t("error-stale").to_owned(),
            Trouble::Fault(words) => w.s("cmd-fault", words.clone()),
        };
        Ending::Unable(words)
    }
}

/// Runs the command line.
pub fn run() -> ExitCode {
    let language = Language::read(&std::env::var("LANG").unwrap_or_default());
    let w = Locales::shipped().words(language);
    let command = described(Line::command(), "cmd", &w).after_help(w.t("cmd-after").to_owned());
    let line = match command.try_get_matches().and_then(|found| Line::from_arg_matches(&found)) {
        Ok(line) => line,
        Err(error) => {
            let asked_for_help = !error.use_stderr();
            if !asked_for_help {
                eprintln!("{}", w.t("cmd-not-understood"));
            }
            let _ = error.print();
            return if asked_for_help { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    let voice = Voice { w };
    match carry_out(line.command, &voice) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Ending::Found(words)) => {
            eprintln!("{words}");
            ExitCode::from(1)
        }
        Err(Ending::Unable(words)) => {
            eprintln!("{words}");
            ExitCode::from(2)
        }
    }
}

/// Gives each command and argument its words from the locale files.
fn described(command: clap::Command, prefix: &str, w: &Words) -> clap::Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let arguments: Vec<String> = command.get_arguments().map(|one| one.get_id().to_string()).collect();
    let mut command = command.about(w.t(prefix).to_owned());
    for argument in arguments.into_iter().filter(|one| !["help", "version"].contains(&one.as_str())) {
        let key = format!("arg-{argument}");
        command = command.mut_arg(&argument, |one| one.help(w.t(&key).to_owned()));
    }
    for name in names.into_iter().filter(|name| name != "help") {
        command = command.mut_subcommand(&name, |sub| described(sub, &format!("{prefix}-{name}"), w));
    }
    command
}

fn carry_out(command: Command, voice: &Voice) -> Ended {
    match command {
        Command::Serve { place, listen, https } => serving::serve(&place, &listen, https, voice),
        Command::Demo { place, scale, petitions, today, json } => {
            let view = if today { View::Today } else { View::June2024 };
            serving::demo(&place, (scale, petitions), view, json, voice)
        }
        Command::Import { what: Import::Units { place, file, json } } => data::import_units(&place, &file, json, voice),
        Command::Import { what: Import::Supervision { place, file, council, json } } => {
            data::import_records(&place, &file, &council, json, voice, supervision::import)
        }
        Command::Import { what: Import::Programme { place, file, council, json } } => {
            data::import_records(&place, &file, &council, json, voice, published::import)
        }
        Command::Import { what: Import::Petitions { place, file, council, json } } => {
            data::import_records(&place, &file, &council, json, voice, petitions::import::import)
        }
        Command::Reckon { place, rule, date, json } => data::reckon(&place, &rule, &date, json, voice),
        Command::Rules { what: Rules::List { place, json } } => data::list_rules(&place, json, voice),
        Command::Rules { what: Rules::Check { dir, json } } => data::check_rules(&dir, json, voice),
        Command::Sweep { place, json } => data::sweep(&place, json, voice),
        Command::Verify { place, json } => copying::verify(&place, json, voice),
        Command::Backup { place, file, json } => copying::backup(&place, &file, json, voice),
        Command::Restore { place, file, json } => copying::restore(&place, &file, json, voice),
        Command::Samples { place, dir } => data::samples(&place, &dir, voice),
        Command::Migrate { place } => copying::migrate(&place, voice),
        Command::Token { what: Token::Create { place, user, label, json } } => {
            data::create_token(&place, &user, &label, json, voice)
        }
        Command::Words { what: WordsOf::Likeness { texts, out } } => words::likeness(&texts, &out, voice),
        Command::Words { what: WordsOf::Search { texts, queries, out } } => {
            words::search(&texts, &queries, &out, voice)
        }
        Command::Words { what: WordsOf::Topics { train, texts, out } } => words::topics(&train, &texts, &out, voice),
        Command::Account { what: Account::Reset { place, user } } => data::reset_account(&place, &user, voice),
    }
}
