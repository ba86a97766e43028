//! The same natively: reads a task that `e2e/matching/run.ts` wrote, and prints what `e2e/matching/measure.ts` returns of the others.

use std::time::{Duration, Instant};

use mingbai_matching::Policies;
use mingbai_shared::facts::Facts;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Task {
    today: String,
    /// Their JSON.
    plain: String,
    complete: Vec<Facts>,
    half: Vec<Facts>,
    most_rounds: usize,
    budget_ms: u64,
}

#[derive(Serialize)]
struct Measured {
    load: Vec<f64>,
    complete: Round,
    half: Round,
    reasons: Vec<f64>,
}

#[derive(Serialize)]
struct Round {
    first: f64,
    times: Vec<f64>,
    said: Vec<serde_json::Value>,
}

fn milliseconds(from: Instant) -> f64 {
    from.elapsed().as_secs_f64() * 1_000.0
}

fn round(policies: &Policies, people: &[Facts], task: &Task) -> Result<Round, Box<dyn std::error::Error>> {
    let (mut times, mut said) = (Vec::new(), Vec::new());
    let began = Instant::now();
    for number in 0..task.most_rounds {
        for facts in people {
            let from = Instant::now();
            let verdicts = policies.verdicts(facts);
            times.push(milliseconds(from));
            if number == 0 {
                said.push(serde_json::to_value(verdicts)?);
            }
        }
        if began.elapsed() > Duration::from_millis(task.budget_ms) {
            break;
        }
    }
    Ok(Round { first: times.first().copied().unwrap_or(f64::NAN), times, said })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let task: Task = serde_json::from_str(&std::fs::read_to_string(std::env::args().nth(1).ok_or("which task?")?)?)?;
    let mut load = Vec::new();
    let mut policies = Policies::load("[]", &task.today)?;
    for _ in 0..5 {
        let from = Instant::now();
        policies = Policies::load(&task.plain, &task.today)?;
        load.push(milliseconds(from));
    }
    let complete = round(&policies, &task.complete, &task)?;
    let half = round(&policies, &task.half, &task)?;
    let mut reasons = Vec::new();
    let count = complete.said.first().and_then(|said| said.as_array()).map_or(0, Vec::len);
    for facts in task.half.iter().chain(&task.complete) {
        let from = Instant::now();
        for policy in 0..count {
            std::hint::black_box(policies.reasons(policy, facts)?);
        }
        reasons.push(milliseconds(from));
    }
    println!("{}", serde_json::to_string(&Measured { load, complete, half, reasons })?);
    Ok(())
}
