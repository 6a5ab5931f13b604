//! `cargo xtask speed FILE…`: how long definitions take to be read and checked, natively.

use crate::process::{Result, Stopwatch};
use asl_studio::document::Snapshot;

/// How often a definition is checked: the quickest counts, the others were disturbed.
const TURNS: usize = 100;

pub(crate) fn check_speed(files: &[String]) -> Result<()> {
    println!("{:<40}{:>10}{:>10}{:>10}{:>10}", "definition", "problems", "read ms", "lower ms", "check ms");
    for file in files {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let mut quickest = [f64::INFINITY; 3];
        let mut count = 0;
        for _ in 0..TURNS {
            let snapshot = Snapshot::new(text.as_str());
            let read = milliseconds(|| drop(snapshot.tree().clone()));
            let lowered = milliseconds(|| drop(snapshot.definition().clone()));
            let checked = milliseconds(|| count = snapshot.problems().len());
            for (best, new) in quickest.iter_mut().zip([read, lowered, checked]) {
                *best = best.min(new);
            }
        }
        let [read, lower, check] = quickest;
        println!("{file:<40}{count:>10}{read:>10.2}{lower:>10.2}{check:>10.2}");
    }
    Ok(())
}

fn milliseconds(work: impl FnOnce()) -> f64 {
    let stopwatch = Stopwatch::start();
    work();
    stopwatch.elapsed().as_secs_f64() * 1000.0
}
