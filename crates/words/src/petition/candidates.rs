//! Which of many petitions might ask for the same?
//!
//! An index from words to petitions: a new text is compared in full only with those that share its rarest words, so that
//! the time does not grow with the number of petitions that are about something else.

use std::collections::HashMap;

use super::alike::weight;
use super::{Alike, Request, alike};

/// Words of a new text that are looked up, the rarest first.
const WORDS_ASKED: usize = 12;
/// Petitions that are compared in full.
const COMPARED: usize = 400;
/// A word that stands in more petitions than this tells too little to be looked up.
const TOO_COMMON: usize = 20_000;

/// Petitions under their words.
#[derive(Debug, Default)]
pub struct Candidates {
    requests: Vec<Request>,
    under: HashMap<String, Vec<u32>>,
}

impl Candidates {
    /// Adds a petition; returns its place.
    pub fn add(&mut self, request: Request) -> usize {
        let place = self.requests.len();
        let short = u32::try_from(place).unwrap_or(u32::MAX);
        for word in request.keys() {
            self.under.entry(word).or_default().push(short);
        }
        self.requests.push(request);
        place
    }

    /// A petition added before.
    pub fn get(&self, place: usize) -> Option<&Request> {
        self.requests.get(place)
    }

    /// The petitions most alike to a text, best first, without the one at `but`.
    pub fn like(&self, request: &Request, but: Option<usize>, most: usize) -> Vec<(usize, Alike)> {
        let mut asked: Vec<(&Vec<u32>, f64)> = request
            .keys()
            .filter_map(|word| Some((self.under.get(&word)?, weight(&word))))
            .filter(|(places, _)| places.len() <= TOO_COMMON)
            .collect();
        asked.sort_by_key(|(places, _)| places.len());
        asked.truncate(WORDS_ASKED.max(asked.iter().filter(|(places, _)| places.len() <= COMPARED).count()));
        let mut sums: HashMap<u32, f64> = HashMap::new();
        for (places, weight) in asked {
            for place in places {
                *sums.entry(*place).or_default() += weight;
            }
        }
        let mut near: Vec<(u32, f64)> = sums.into_iter().collect();
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut found: Vec<(usize, Alike)> = near
            .into_iter()
            .take(COMPARED)
            .map(|(place, _)| place as usize)
            .filter(|place| Some(*place) != but)
            .map(|place| (place, alike(request, &self.requests[place])))
            .collect();
        found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }
}
