//! Fits the weights of `alike` anew: `cargo run --release -p words --example fit -- TEXTS`, where each line of TEXTS is
//! JSON with `text`, `place`, `cluster` (the same request) and `base` (the family that the text was written from).
//! Prints how well weights fitted on four fifths of the families judge the last fifth, and the weights fitted on all.

use std::collections::HashMap;

struct Pair {
    families: [usize; 2],
    same: bool,
    figures: Vec<f64>,
}

/// Weights that may only speak for (1), only against (-1).
const SIGNS: [i8; 16] = [1, 1, -1, -1, 1, -1, 1, -1, 1, -1, 1, 1, -1, -1, 1, -1];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let rows: Vec<serde_json::Value> =
        std::fs::read_to_string(path)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let words_of = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let requests: Vec<words::Request> =
        rows.iter().map(|row| words::request(&words_of(row, "text"), &words_of(row, "place"))).collect();
    let mut families: HashMap<String, usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (n, one) in rows.iter().enumerate() {
        for (m, other) in rows[..n].iter().enumerate() {
            let figures = words::features(&requests[n], &requests[m]);
            let next = families.len();
            let first = *families.entry(words_of(one, "base")).or_insert(next);
            let next = families.len();
            let second = *families.entry(words_of(other, "base")).or_insert(next);
            // Pairs with nothing in common teach nothing.
            if first == second || figures[0] > 0.15 || figures[1] > 0.5 {
                pairs.push(Pair { families: [first, second], same: one["cluster"] == other["cluster"], figures });
            }
        }
    }
    let (mut right, mut wrong, mut missed) = (0_u32, 0_u32, 0_u32);
    for fold in 0..5 {
        let held = |pair: &&Pair| pair.families.iter().any(|family| family % 5 == fold);
        let learnt: Vec<&Pair> = pairs.iter().filter(|pair| !held(pair)).collect();
        let weights = fit(&learnt);
        for pair in pairs.iter().filter(|pair| pair.families.iter().all(|family| family % 5 == fold)) {
            match (judged(&weights, &pair.figures) >= 0.5, pair.same) {
                (true, true) => right += 1,
                (true, false) => wrong += 1,
                (false, true) => missed += 1,
                (false, false) => {}
            }
        }
    }
    let f1 = f64::from(2 * right) / f64::from(2 * right + wrong + missed);
    println!("held out: {right} right, {wrong} wrong, {missed} missed, F1 {f1:.3}");
    println!("{:.3?}", fit(&pairs.iter().collect::<Vec<_>>()));
    Ok(())
}

fn judged(weights: &[f64], figures: &[f64]) -> f64 {
    let sum: f64 = weights[0] + weights[1..].iter().zip(figures).map(|(weight, figure)| weight * figure).sum::<f64>();
    1.0 / (1.0 + (-sum).exp())
}

/// Logistic regression by steepest descent on standardised figures, with a little restraint.
#[expect(clippy::cast_precision_loss, reason = "counts of pairs")]
fn fit(pairs: &[&Pair]) -> Vec<f64> {
    const RESTRAINT: f64 = 0.012;
    const STEPS: usize = 400;
    const STEP: f64 = 0.6;
    let count = pairs.len() as f64;
    let mean = |k: usize| pairs.iter().map(|pair| pair.figures[k]).sum::<f64>() / count;
    let means: Vec<f64> = (0..SIGNS.len()).map(mean).collect();
    let spread = |k: usize| {
        (pairs.iter().map(|pair| (pair.figures[k] - means[k]).powi(2)).sum::<f64>() / count).sqrt().max(1e-3)
    };
    let spreads: Vec<f64> = (0..SIGNS.len()).map(spread).collect();
    let (mut weights, mut base) = (vec![0.0; SIGNS.len()], -2.0);
    for _ in 0..STEPS {
        let (mut slope, mut slope_base) = (vec![0.0; SIGNS.len()], 0.0);
        for pair in pairs {
            let scaled = (0..SIGNS.len()).map(|k| (pair.figures[k] - means[k]) / spreads[k]);
            let scaled: Vec<f64> = scaled.collect();
            let sum: f64 = base + weights.iter().zip(&scaled).map(|(weight, value)| weight * value).sum::<f64>();
            let error = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(pair.same));
            slope_base += error;
            slope.iter_mut().zip(&scaled).for_each(|(sum, value)| *sum += error * value);
        }
        base -= STEP * slope_base / (count / 8.0);
        for k in 0..SIGNS.len() {
            weights[k] -= STEP * (slope[k] / (count / 8.0) + RESTRAINT * weights[k]);
            if f64::from(SIGNS[k]) * weights[k] < 0.0 {
                weights[k] = 0.0;
            }
        }
    }
    let whole: Vec<f64> = weights.iter().zip(&spreads).map(|(weight, spread)| weight / spread).collect();
    let start = base - whole.iter().zip(&means).map(|(weight, mean)| weight * mean).sum::<f64>();
    std::iter::once(start).chain(whole).collect()
}
