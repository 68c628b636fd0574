//! The frame of every page: letterhead, navigation by work, who is signed in, the day, the mark of an illustration.

use std::sync::Arc;

use law::day::{Day, office_form};
use law::role::Act as Deed;

use super::i18n::Words;
use super::session::Caller;
use super::{Shared, assets, paths};
use crate::app::App;
use crate::councils::sees_all;
use crate::councils::store::{self as councils, CouncilRow};
use crate::db::Connection;
use crate::people::Member;
use crate::trouble::Outcome;
use crate::urging;

/// One line of the navigation.
pub struct Link {
    /// Address.
    pub href: &'static str,
    /// Icon.
    pub icon: &'static str,
    /// Words.
    pub label: String,
    /// Open things of mine, where there are any.
    pub count: Option<i64>,
    /// Is this where we are?
    pub here: bool,
}

/// A group of the navigation.
pub struct Group {
    /// Words above it; empty for the first.
    pub label: String,
    /// Lines.
    pub links: Vec<Link>,
}

/// What the layout needs.
pub struct Frame {
    /// Title of the page.
    pub title: String,
    /// Place in the letterhead.
    pub place: String,
    /// Navigation.
    pub groups: Vec<Group>,
    /// Name of the member; empty where nobody is signed in.
    pub name: String,
    /// Office of the member.
    pub office: String,
    /// Why this is an illustration, where it is one.
    pub illustration: Option<String>,
    /// Chosen theme.
    pub theme: &'static str,
    /// Today as offices write it.
    pub today: String,
    /// Day, month, year, for the letterhead in print.
    pub date: (i8, i8, i16),
    /// Print on landscape.
    pub landscape: bool,
    /// Language code of the other language.
    pub other_language: &'static str,
    /// Address asked for.
    pub asked: String,
    /// Address of the styles and scripts.
    pub assets: Assets,
}

/// Addresses of the styles and scripts.
pub struct Assets {
    /// Bootstrap.
    pub bootstrap: String,
    /// Faces.
    pub fonts: String,
    /// Tokens.
    pub tokens: String,
    /// Components.
    pub styles: String,
    /// Landscape.
    pub landscape: String,
    /// Script.
    pub script: String,
    /// Icon.
    pub icon: String,
}

impl Assets {
    fn current() -> Self {
        Self {
            bootstrap: assets::address("vendor/bootstrap.min.css"),
            fonts: assets::address("vendor/fonts.css"),
            tokens: assets::address("css/tokens.css"),
            styles: assets::address("css/dienhong.css"),
            landscape: assets::address("css/print-landscape.css"),
            script: assets::address("js/dienhong.js"),
            icon: assets::address("img/icon.svg"),
        }
    }
}

/// What the frame counts for a member.
#[derive(Default)]
pub struct Counts {
    council: Option<CouncilRow>,
    open: i64,
    drafted: i64,
}

impl Counts {
    /// Reads them, within a page's own read.
    pub fn read(app: &App, db: &mut Connection, member: &Member) -> Outcome<Self> {
        let Some(home) = member.home() else { return Ok(Self::default()) };
        let council = councils::by_id(db, home)?;
        let whole = council.as_ref().is_some_and(|one| sees_all(member, one, Deed::ReadFollowups));
        let (open, drafted) = if whole {
            let figures = app.figures.of(db, home, app.clock.today(), &app.law)?;
            (figures.open, urging::store::count(db, home, "drafted")?)
        } else {
            (0, 0)
        };
        Ok(Self { council, open, drafted })
    }
}

impl Frame {
    /// The frame of a page. `here` is the address in the navigation that is current.
    pub async fn of(app: &Shared, caller: &Caller, title: &str, here: &str) -> Self {
        let counts = match caller.signed_in() {
            Some(member) => {
                let member = Arc::clone(member);
                app.read(move |app, db| Counts::read(app, db, &member)).await.unwrap_or_default()
            }
            None => Counts::default(),
        };
        Self::with(app, caller, title, here, &counts)
    }

    /// The frame of a page that read the counts itself, with its own records: one trip to the readers instead of two.
    pub fn with(app: &Shared, caller: &Caller, title: &str, here: &str, counts: &Counts) -> Self {
        let w = &caller.words;
        let today: Day = app.clock.today();
        let member = caller.signed_in();
        Self {
            title: title.to_owned(),
            place: counts.council.as_ref().map(|council| council.place().to_uppercase()).unwrap_or_default(),
            groups: member.map(|member| groups(w, member, here, counts)).unwrap_or_default(),
            name: member.map(|member| member.name.clone()).unwrap_or_default(),
            office: member.map(|member| member.title.clone()).unwrap_or_default(),
            illustration: app.illustration.clone(),
            theme: caller.theme.unwrap_or("light"),
            today: office_form(today),
            date: (today.day(), today.month(), today.year()),
            landscape: false,
            other_language: if w.code() == "vi" { "en" } else { "vi" },
            asked: caller.asked.clone(),
            assets: Assets::current(),
        }
    }

    /// The same frame, printed on landscape.
    #[must_use]
    pub fn on_landscape(mut self) -> Self {
        self.landscape = true;
        self
    }
}

fn groups(w: &Words, member: &Member, here: &str, counts: &Counts) -> Vec<Group> {
    let link = |deed: Deed, href: &'static str, icon: &'static str, key: &str, count: i64| {
        member.may(deed).then(|| Link {
            href,
            icon,
            label: w.t(key).to_owned(),
            count: (count > 0).then_some(count),
            here: here == href,
        })
    };
    let group = |key: &str, links: Vec<Option<Link>>| Group {
        label: if key.is_empty() { String::new() } else { w.t(key).to_owned() },
        links: links.into_iter().flatten().collect(),
    };
    [
        group(
            "",
            vec![
                link(Deed::KeepOwnAccount, paths::DESK, "desk", "nav-desk", 0),
                link(Deed::ProposeTopic, paths::OVERVIEW, "map", "nav-overview", 0),
            ],
        ),
        group(
            "nav-group-supervision",
            vec![
                link(Deed::ProposeTopic, paths::PROGRAMME, "cal", "nav-programme", 0),
                link(Deed::ReadSupervisions, paths::SUPERVISIONS, "lens", "nav-supervisions", 0),
                link(Deed::ReadSupervisions, paths::COOPERATION, "share", "nav-cooperation", 0),
                link(Deed::KeepSupervision, paths::BALANCE, "meet", "nav-balance", 0),
            ],
        ),
        group(
            "nav-group-voters",
            vec![
                link(Deed::ReadContacts, paths::CONTACTS, "meet", "nav-contacts", 0),
                link(Deed::ReadPetitions, paths::PETITIONS, "petition", "nav-petitions", 0),
                link(Deed::RecordPetition, paths::PETITION_NEW, "pen", "petition-new", 0),
            ],
        ),
        group(
            "nav-group-followups",
            vec![
                link(Deed::ReadFollowups, paths::REGISTER, "follow", "nav-register", counts.open),
                link(Deed::ReadFollowups, paths::URGING, "letter", "nav-urging", counts.drafted),
                link(Deed::DraftUrging, paths::RESUPERVISIONS, "lens", "nav-resupervisions", 0),
                link(Deed::ReadFollowups, paths::RATES, "report", "nav-rates", 0),
            ],
        ),
        group(
            "nav-group-papers",
            vec![
                link(Deed::ReadPapers, paths::REPORT, "report", "nav-report", 0),
                link(Deed::ReadPapers, paths::SCORES, "check", "nav-scores", 0),
                link(Deed::ReadPapers, paths::PAPERS, "letter", "nav-papers", 0),
                link(Deed::DraftPaper, paths::INCOMING, "down", "nav-incoming", 0),
            ],
        ),
        group(
            "nav-group-council",
            vec![
                link(Deed::ReadCouncils, paths::COUNCILS, "session", "nav-councils", 0),
                link(Deed::ImportRecords, paths::INTAKE, "down", "nav-intake", 0),
            ],
        ),
        group(
            "nav-group-law",
            vec![
                link(Deed::ReadRules, paths::RULES, "book", "nav-rules", 0),
                link(Deed::ReadRules, paths::CALENDAR, "cal", "nav-calendar", 0),
            ],
        ),
        group(
            "nav-group-system",
            vec![
                link(Deed::KeepAccounts, paths::ACCOUNTS, "door", "nav-accounts", 0),
                link(Deed::ReadEvents, paths::EVENTS, "check", "nav-events", 0),
            ],
        ),
    ]
    .into_iter()
    .filter(|group| !group.links.is_empty())
    .collect()
}
