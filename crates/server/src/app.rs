//! The application: store, clock, law, files, words for people. Tests build the same one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use law::calendar::Calendar;
use law::day::Day;
use law::rulebook::Rulebook;
use papers::forms::Catalogue;

use crate::clock::{Clock, Ids};
use crate::councils;
use crate::db::act::Act;
use crate::db::{Connection, Store, Target};
use crate::documents::Files;
use crate::followups::figures::FiguresKept;
use crate::people::Member;
use crate::petitions::counts::CountsKept;
use crate::petitions::topics::TopicsKept;
use crate::trouble::{Outcome, Trouble};
use crate::web::i18n::Locales;

/// What is fixed while the program runs.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The pages are reached over https (behind a proxy): cookies then carry `Secure`.
    pub https: bool,
    /// One-time code of the guided set-up, while no account exists.
    pub setup_code: Option<String>,
}

/// The law as data, as this installation reads it.
#[derive(Debug)]
pub struct Law {
    /// Rules, ladder, forms, minimums.
    pub rulebook: Rulebook,
    /// Working days.
    pub calendar: Calendar,
    /// Forms of official papers.
    pub forms: Catalogue,
}

impl Law {
    /// The shipped law, with the office's own files of `rulebook.d/`, `calendar.d/` and `forms.d/` on top.
    pub fn read(data: &Path) -> Result<Self, String> {
        let said = |fault: law::rulebook::Fault| fault.to_string();
        let mut rulebook = Rulebook::shipped().map_err(said)?;
        let own = toml_files(&data.join("rulebook.d"));
        if !own.is_empty() {
            rulebook = rulebook.with(&own).map_err(said)?;
        }
        let mut calendar = Calendar::shipped().map_err(said)?;
        let own = toml_files(&data.join("calendar.d"));
        if !own.is_empty() {
            calendar = calendar.with(&own).map_err(said)?;
        }
        let forms = Catalogue::read(&toml_files(&data.join("forms.d")))?;
        Ok(Self { rulebook, calendar, forms })
    }
}

/// The TOML files of a folder with their texts, by name; a missing folder has none.
pub fn toml_files(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<(String, String)> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.to_owned();
            Some((name, std::fs::read_to_string(&path).ok()?))
        })
        .collect();
    files.sort();
    files
}

/// Everything that verbs and pages need.
pub struct App {
    /// The records.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Identifiers.
    pub ids: Ids,
    /// The law.
    pub law: Law,
    /// Attachments.
    pub files: Files,
    /// Words for people.
    pub locales: Locales,
    /// Figures kept per council, valid while its chain has not grown.
    pub figures: FiguresKept,
    /// How many petitions stand where.
    pub counts: CountsKept,
    /// What each council's decisions teach of topics.
    pub topics: TopicsKept,
    /// What the signatures of files say, read once for each file.
    pub signatures: crate::issuing::files::SignaturesKept,
    /// Outlines of units, where the office supplies them.
    pub map: Vec<crate::overview::map::Outline>,
    /// Numbers of a council and a period, valid while its chain has not grown.
    pub numbers: crate::reports::kept::NumbersKept,
    /// Figures of a report, reckoned ahead of the act that fixes them.
    pub reckoned: crate::reports::reckoning::Ahead,
    /// How figures stand now, for whoever compares a report with them.
    pub stands: crate::reports::reckoning::Stands,
    /// Failed sign-ins, by name.
    pub attempts: crate::people::attempts::Attempts,
    /// Turns for hashing a password.
    pub hashing: tokio::sync::Semaphore,
    /// The turn for setting a paper: one at a time, since three hundred pages take some 150 MB and both cores.
    setting: Arc<tokio::sync::Semaphore>,
    /// Fixed settings.
    pub config: Config,
    /// Why this installation is an illustration, where it is one: shown on every page.
    pub illustration: Option<String>,
    /// The data folder.
    pub data: PathBuf,
}

impl App {
    /// Opens an installation. An illustration runs on its own day.
    pub fn open(data: &Path, target: &Target, config: Config) -> Outcome<Self> {
        let law = Law::read(data).map_err(Trouble::Fault)?;
        let map = crate::overview::map::read(&data.join("map.d")).map_err(Trouble::Fault)?;
        let store = Store::open(target)?;
        let shown_day: Option<Day> =
            store.read_here(|db| councils::store::setting(db, "shown_day"))?.and_then(|day| day.parse().ok());
        let clock = shown_day.map_or(Clock::Machine, Clock::shifted_to);
        let illustration = store.read_here(|db| councils::store::setting(db, "illustration"))?;
        Ok(Self {
            store,
            clock,
            ids: Ids::Chance,
            law,
            files: Files::in_folder(&data.join("files")),
            locales: Locales::shipped(),
            figures: FiguresKept::default(),
            counts: CountsKept::default(),
            topics: TopicsKept::default(),
            signatures: crate::issuing::files::SignaturesKept::default(),
            map,
            numbers: crate::reports::kept::NumbersKept::default(),
            reckoned: crate::reports::reckoning::Ahead::default(),
            stands: crate::reports::reckoning::Stands::default(),
            attempts: crate::people::attempts::Attempts::default(),
            hashing: tokio::sync::Semaphore::new(3),
            setting: Arc::new(tokio::sync::Semaphore::new(1)),
            config,
            illustration,
            data: data.to_owned(),
        })
    }

    /// Carries out a verb as one act. Async ends here.
    pub async fn act<T, V>(self: &Arc<Self>, member: &Arc<Member>, verb: V) -> Outcome<T>
    where
        T: Send + 'static,
        V: Fn(&mut Act) -> Outcome<T> + Send + 'static,
    {
        let app = Arc::clone(self);
        let member = Arc::clone(member);
        self.store.write(move |db: &mut Connection| Act::new(&app, &member, db).run(&verb)).await
    }

    /// The same for commands, on this thread.
    pub fn act_here<T, V>(self: &Arc<Self>, member: &Arc<Member>, verb: V) -> Outcome<T>
    where
        T: Send + 'static,
        V: Fn(&mut Act) -> Outcome<T> + Send + 'static,
    {
        let app = Arc::clone(self);
        let member = Arc::clone(member);
        self.store.write_here(move |db: &mut Connection| Act::new(&app, &member, db).run(&verb))
    }

    /// Does what takes much memory, away from the async threads, when it is its turn: a paper is set, a table is read.
    pub async fn in_turn<T, F>(&self, heavy: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let stopped = |error: String| Trouble::Fault(format!("the work was not done: {error}"));
        let turn = Arc::clone(&self.setting).acquire_owned().await.map_err(|error| stopped(error.to_string()))?;
        // The turn goes with the work: whoever asked may be gone before it is done.
        let work = move || {
            let _turn = turn;
            heavy()
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| stopped(error.to_string()))
    }

    /// Reads, away from the async threads.
    pub async fn read<T, F>(self: &Arc<Self>, work: F) -> Outcome<T>
    where
        T: Send + 'static,
        F: FnOnce(&App, &mut Connection) -> Outcome<T> + Send + 'static,
    {
        let app = Arc::clone(self);
        self.store.read(move |db| work(&app, db)).await
    }
}
