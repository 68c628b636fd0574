//! Which fixed words may stand in the rulebook, and how are they written?
//!
//! Each list is closed: a word outside it is a fault of the file, never a guess. The written
//! form is the same in the data files, in stored rows and in JSON. The words for people
//! (Vietnamese, English) are not here.

/// Defines a closed list of words: an enum, its written forms, and the way back.
macro_rules! words {
    ($(#[$about:meta])* $name:ident {
        $($(#[$note:meta])* $variant:ident = $word:literal),+ $(,)?
    }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$note])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every word of the list, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as written in files, rows and JSON.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The meaning of a written word, if it is one of the list.
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }

        impl $crate::rulebook::terms::Word for $name {
            fn named(word: &str) -> Option<Self> {
                Self::named(word)
            }

            fn all() -> Vec<&'static str> {
                Self::ALL.iter().map(|known| known.as_str()).collect()
            }
        }
    };
}
pub(crate) use words;

/// A closed list that the file reader can look a word up in.
pub(crate) trait Word: Sized {
    /// The meaning of a written word, if it is one of the list.
    fn named(word: &str) -> Option<Self>;
    /// Every written word of the list.
    fn all() -> Vec<&'static str>;
}

impl Word for crate::followup::Origin {
    fn named(word: &str) -> Option<Self> {
        Self::read(word)
    }

    fn all() -> Vec<&'static str> {
        Self::ALL.iter().map(|origin| origin.as_str()).collect()
    }
}

words! {
    /// What a period is counted in.
    Unit {
        /// Calendar days.
        Day = "day",
        /// Days on which offices work.
        WorkingDay = "working_day",
        /// Calendar months.
        Month = "month",
    }
}

words! {
    /// Whether a period runs up to its event or from it.
    Direction {
        /// The duty must be done before the event.
        Before = "before",
        /// The duty must be done after the event.
        After = "after",
    }
}

words! {
    /// How well a figure is known.
    Confidence {
        /// The text of the provision was read.
        Verified = "verified",
        /// Known from memory or at second hand; to be confirmed by an office.
        Recalled = "recalled",
    }
}

words! {
    /// The level of local government. The district level ended on 30 June 2025.
    Level {
        /// Province or centrally-run city.
        Province = "province",
        /// District, historic.
        District = "district",
        /// Commune, ward, special zone; township before July 2025.
        Commune = "commune",
    }
}

words! {
    /// What the reckoned day means.
    RuleKind {
        /// The last day to do the duty.
        Deadline = "deadline",
        /// The end of a shortest period, such as a display on a notice board.
        Period = "period",
        /// The first day on which something may take effect.
        Earliest = "earliest",
        /// A figure carried over from a replaced law, to be confirmed before it binds anybody.
        Placeholder = "placeholder",
    }
}

words! {
    /// What an answer of the addressee brings to an end.
    Settles {
        /// Nothing: what is owed stays owed.
        Nothing = "nothing",
        /// Only the wish to be informed.
        Information = "information",
        /// The matter itself, once the council side agrees.
        Done = "done",
    }
}

words! {
    /// What an answer must carry to be counted in its class.
    Requirement {
        /// Proof that the work was done.
        Evidence = "evidence",
        /// A document of the addressee that directs the work.
        Document = "document",
        /// The day by which the work will be done.
        DueDay = "due_day",
        /// The reason, or the explanation given.
        Reason = "reason",
        /// The body that is competent instead.
        CompetentBody = "competent_body",
    }
}

words! {
    /// Over what stretch of time a minimum is counted.
    Per {
        /// A calendar month.
        Month = "month",
        /// A quarter of the calendar year.
        Quarter = "quarter",
        /// A calendar year.
        Year = "year",
        /// The term of a council.
        Term = "term",
    }
}

words! {
    /// Who uses a form of supervision.
    Body {
        /// The People's Council in session.
        Council = "council",
        /// The Standing Committee of the Council.
        StandingCommittee = "standing_committee",
        /// A committee of the Council.
        Committee = "committee",
        /// A group of deputies.
        DeputyGroup = "deputy_group",
        /// A single deputy.
        Deputy = "deputy",
    }
}

words! {
    /// Whose signature a paper of the ladder carries.
    Signer {
        /// The office of the council, by order.
        Clerk = "clerk",
        /// The Standing Committee.
        StandingCommittee = "standing_committee",
        /// The Council in session.
        Council = "council",
    }
}
