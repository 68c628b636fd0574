//! Words for people: the locale files, read once, looked up by key.
//!
//! Vietnamese is the source and is complete; English stands at parity (a test compares the keys). Messages without
//! arguments are formatted once at start, so that a page of fifty rows pays one look-up a word.

use std::collections::HashMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// The code for `lang` and for storing.
    pub fn code(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }

    /// From a stored code or a `LANG`; Vietnamese unless English is asked for.
    pub fn read(text: &str) -> Self {
        if text.trim_start().to_ascii_lowercase().starts_with("en") { Self::English } else { Self::Vietnamese }
    }
}

struct Locale {
    fixed: HashMap<String, String>,
    bundle: FluentBundle<FluentResource>,
}

/// The locale files.
pub struct Locales {
    vietnamese: Arc<Locale>,
    english: Arc<Locale>,
}

/// The text of the Vietnamese locale file.
pub const VIETNAMESE: &str = concat!(
    include_str!("../../locales/vi/frame.ftl"),
    "\n",
    include_str!("../../locales/vi/followups.ftl"),
    "\n",
    include_str!("../../locales/vi/supervision.ftl"),
    include_str!("../../locales/vi/contacts.ftl"),
    include_str!("../../locales/vi/petitions.ftl"),
    include_str!("../../locales/vi/papers.ftl"),
    "\n",
    include_str!("../../locales/vi/councils.ftl"),
    "\n",
    include_str!("../../locales/vi/commands.ftl"),
    "\n",
    include_str!("../../locales/vi/cli.ftl"),
);
/// The text of the English locale file.
pub const ENGLISH: &str = concat!(
    include_str!("../../locales/en/frame.ftl"),
    "\n",
    include_str!("../../locales/en/followups.ftl"),
    "\n",
    include_str!("../../locales/en/supervision.ftl"),
    include_str!("../../locales/en/contacts.ftl"),
    include_str!("../../locales/en/petitions.ftl"),
    include_str!("../../locales/en/papers.ftl"),
    "\n",
    include_str!("../../locales/en/councils.ftl"),
    "\n",
    include_str!("../../locales/en/commands.ftl"),
    "\n",
    include_str!("../../locales/en/cli.ftl"),
);

impl Locales {
    /// The shipped locale files.
    pub fn shipped() -> Self {
        Self { vietnamese: Arc::new(read_locale("vi", VIETNAMESE)), english: Arc::new(read_locale("en", ENGLISH)) }
    }

    /// Words in a language.
    pub fn words(&self, language: Language) -> Words {
        let locale = match language {
            Language::Vietnamese => &self.vietnamese,
            Language::English => &self.english,
        };
        Words { locale: Arc::clone(locale), language }
    }
}

fn read_locale(code: &str, text: &str) -> Locale {
    let resource = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => resource,
        // A bad line is left out of the resource; the test of the locale files names it.
        Err((resource, _)) => resource,
    };
    let keys: Vec<String> = resource
        .entries()
        .filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect();
    let language = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    let _ = bundle.add_resource(resource);
    let mut fixed = HashMap::new();
    for key in keys {
        if let Some(pattern) = bundle.get_message(&key).and_then(|message| message.value()) {
            let mut faults = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut faults).into_owned();
            if faults.is_empty() {
                fixed.insert(key, text);
            }
        }
    }
    Locale { fixed, bundle }
}

/// Words in one language.
#[derive(Clone)]
pub struct Words {
    locale: Arc<Locale>,
    language: Language,
}

impl Words {
    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The code for `lang`.
    pub fn code(&self) -> &'static str {
        self.language.code()
    }

    /// Words without arguments. A missing key shows itself, so that nobody meets an empty button.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.locale.fixed.get(key).map_or(key, String::as_str)
    }

    /// Words of one stored word within a family: `w.k("origin", "petition")` is the key `origin-petition`.
    pub fn k(&self, family: &str, word: &str) -> String {
        self.t(&format!("{family}-{word}")).to_owned()
    }

    /// Words with a number `$n`.
    pub fn n(&self, key: &str, n: impl Figure) -> String {
        self.format(key, &[("n", number(n))])
    }

    /// Words with a text `$s`.
    pub fn s(&self, key: &str, s: impl Into<String>) -> String {
        self.format(key, &[("s", text(s))])
    }

    /// Words with a number `$n` and a text `$s`.
    pub fn ns(&self, key: &str, n: impl Figure, s: impl Into<String>) -> String {
        self.format(key, &[("n", number(n)), ("s", text(s))])
    }

    /// Words with two numbers `$n` and `$m` and a text `$s`.
    pub fn nms(&self, key: &str, n: impl Figure, m: impl Figure, s: impl Into<String>) -> String {
        self.format(key, &[("n", number(n)), ("m", number(m)), ("s", text(s))])
    }

    /// Words with two numbers `$n` and `$m`.
    pub fn nm(&self, key: &str, n: impl Figure, m: impl Figure) -> String {
        self.format(key, &[("n", number(n)), ("m", number(m))])
    }

    /// Words with two texts `$s` and `$t`.
    pub fn st(&self, key: &str, s: impl Into<String>, t: impl Into<String>) -> String {
        self.format(key, &[("s", text(s)), ("t", text(t))])
    }

    /// Words with arguments.
    pub fn format(&self, key: &str, arguments: &[(&str, FluentValue<'static>)]) -> String {
        let Some(pattern) = self.locale.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, value.clone());
        }
        let mut faults = Vec::new();
        self.locale.bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned()
    }
}

fn number(n: impl Figure) -> FluentValue<'static> {
    FluentValue::from(n.figure())
}

/// A whole number of any width, or a reference to one, as templates hand it in.
pub trait Figure {
    /// The number.
    fn figure(self) -> i64;
}

macro_rules! figures {
    ($($width:ty),+) => {$(
        impl Figure for $width {
            fn figure(self) -> i64 { i64::try_from(self).unwrap_or(i64::MAX) }
        }
        impl Figure for &$width {
            fn figure(self) -> i64 { i64::try_from(*self).unwrap_or(i64::MAX) }
        }
    )+};
}
figures!(i8, i16, i64, u32, usize);

/// A text as an argument.
pub fn text(s: impl Into<String>) -> FluentValue<'static> {
    FluentValue::from(s.into())
}
