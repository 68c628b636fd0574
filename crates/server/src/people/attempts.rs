//! Failed sign-ins: after a few, a name has to wait, so that passwords cannot be tried one after the other.
//!
//! Kept in memory alone: a restart forgets it, and no name that somebody mistyped is stored anywhere.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Failures that are let pass.
const FREE: u32 = 5;
/// How long a name waits after them.
const WAIT: SignedDuration = SignedDuration::from_mins(10);
/// Names remembered at the most; the oldest are forgotten.
const MOST: usize = 10_000;

/// Failed sign-ins, by name.
#[derive(Debug, Default)]
pub struct Attempts {
    failed: Mutex<HashMap<String, (u32, Timestamp)>>,
}

impl Attempts {
    /// Has this name to wait now?
    pub fn must_wait(&self, name: &str, now: Timestamp) -> bool {
        self.lock().get(name).is_some_and(|(times, last)| *times >= FREE && now.duration_since(*last) < WAIT)
    }

    /// A sign-in failed.
    pub fn failed(&self, name: &str, now: Timestamp) {
        let mut failed = self.lock();
        failed.retain(|_, (_, last)| now.duration_since(*last) < WAIT);
        if failed.len() >= MOST {
            // Room is made by the one that has waited longest.
            let oldest = failed.iter().min_by_key(|(_, (_, last))| *last).map(|(name, _)| name.clone());
            oldest.map(|name| failed.remove(&name));
        }
        let entry = failed.entry(name.to_owned()).or_insert((0, now));
        *entry = (entry.0 + 1, now);
    }

    /// A sign-in succeeded: the name starts anew.
    pub fn succeeded(&self, name: &str) {
        self.lock().remove(name);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, (u32, Timestamp)>> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_try_waits_ten_minutes_and_a_success_clears_the_name() {
        let attempts = Attempts::default();
        let now: Timestamp = "2024-06-20T02:00:00Z".parse().expect("an instant");
        for _ in 0..5 {
            assert!(!attempts.must_wait("thuky", now));
            attempts.failed("thuky", now);
        }
        assert!(attempts.must_wait("thuky", now));
        assert!(!attempts.must_wait("thuongtruc", now));
        assert!(!attempts.must_wait("thuky", now + SignedDuration::from_mins(11)));
        attempts.succeeded("thuky");
        assert!(!attempts.must_wait("thuky", now));
    }
}
