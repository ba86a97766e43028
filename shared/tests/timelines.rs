//! Timelines that are drawn come to the same by the engine, by a model that looks at every day, and by the proof alone. TIMELINES sets how many are
//! drawn, SHOW how many of those that are wrong are shown.

#[path = "timelines/bytes.rs"]
mod bytes;
#[path = "timelines/days.rs"]
mod days;
#[path = "timelines/drawn.rs"]
mod drawn;
#[path = "timelines/model.rs"]
mod model;
#[path = "timelines/questions.rs"]
mod questions;

use std::collections::BTreeSet;

use days::Days;
use drawn::{Drawn, drawn};
use mingbai_shared::calendar::Calendar;
use mingbai_shared::deadline::{self, Checked, ComesTo, Due, Outcome, Proof, Refusal, Timeline, check, prove};
use model::{Answer, When, answer};

const THREADS: u64 = 2;

#[test]
fn engine_model_and_proof_agree() {
    let timelines: u64 = std::env::var("TIMELINES").map_or(20_000, |count| count.parse().unwrap());
    let calendar = Calendar::published();
    let days = Days::new(&calendar);
    let (calendar, days) = (&calendar, &days);
    let found: Vec<Found> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|first| {
                scope.spawn(move || {
                    let mut found = Found::default();
                    for number in (first..timelines).step_by(THREADS as usize) {
                        found.note(number, calendar, days);
                    }
                    found
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let wrong: Vec<&String> = found.iter().flat_map(|found| &found.wrong).collect();
    let count: usize = found.iter().map(|found| found.count).sum();
    let shown = wrong.iter().take(most()).map(|wrong| wrong.as_str()).collect::<Vec<_>>().join("\n\n");
    assert_eq!(count, 0, "{count} of {timelines} timelines are wrong, among them:\n{shown}");
}

/// The app's tests compute the same digest in a browser.
#[test]
fn the_bytes_are_those_that_a_browser_writes() {
    let digest = bytes::digest();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write("tests/timelines/digest.txt", format!("{digest}\n")).unwrap();
    } else {
        assert_eq!(digest, bytes::EXPECTED.trim());
    }
}

/// What is drawn is worth drawing only where each way to end comes up.
#[test]
fn every_answer_is_drawn() {
    let days = Days::new(&Calendar::published());
    let drawn: BTreeSet<&str> = (0..20_000).map(|number| name(&answer(&drawn(number), &days))).collect();
    let refusals = "answer_before_question basis_not_of_rule before_receipt came_online event_not_of_rule extension_too_long instant_needed \
        late_extension not_a_day out_of_reach second_correction second_extension unknown_rule zone_missing";
    let waiting = "third_party co_maker organ correction fee third_party? co_maker?";
    for expected in refusals.split_whitespace().chain(waiting.split_whitespace()).chain(["on", "at", "between"]) {
        assert!(drawn.contains(expected), "{expected} is not among {drawn:?}");
    }
}

fn name(answer: &Answer) -> &'static str {
    match answer {
        Answer::Due(When::On(_)) => "on",
        Answer::Due(When::At(_)) => "at",
        Answer::Due(When::Between(..)) => "between",
        Answer::Waiting { on: "third_party", if_silent: Some(When::Between(..)), .. } => "third_party?",
        Answer::Waiting { on: "co_maker", if_silent: Some(When::Between(..)), .. } => "co_maker?",
        Answer::Waiting { on, .. } => on,
        Answer::Refused(code, _) => code,
    }
}

#[derive(Default)]
struct Found {
    wrong: Vec<String>,
    count: usize,
}

impl Found {
    fn note(&mut self, number: u64, calendar: &Calendar, days: &Days) {
        let drawn = drawn(number);
        let json = serde_json::to_vec(&drawn.timeline).unwrap();
        let proof = Timeline::read(&json).and_then(|timeline| prove(&timeline, calendar, &drawn.district));
        let by_model = answer(&drawn, days);
        let wrong = if !agree(&proof, &by_model) {
            format!(
                "engine {}\nmodel  {by_model:?}",
                proof.as_ref().map_or_else(|refusal| format!("{refusal:?}"), |proof| format!("{:?}", proof.outcome))
            )
        } else if let Ok(proof) = &proof {
            let json = serde_json::to_vec(proof).unwrap();
            match check(&json) {
                Ok(checked) if says_the_same(&checked, &proof.outcome) => return,
                checked => format!(
                    "outcome {:?}\ncheck   {checked:?}\nproof   {}",
                    proof.outcome,
                    String::from_utf8_lossy(&json)
                ),
            }
        } else {
            return;
        };
        self.count += 1;
        if self.wrong.len() < most() {
            let Drawn { timeline, district } = drawn;
            let timeline = serde_json::to_string(&timeline).unwrap();
            self.wrong.push(format!(
                "timeline {number}: {timeline}\nin {}\n{wrong}",
                serde_json::to_string(&district).unwrap()
            ));
        }
    }
}

fn agree(proof: &Result<Proof, Refusal>, model: &Answer) -> bool {
    match (proof, model) {
        (Ok(proof), Answer::Due(due)) => matches!(&proof.outcome, Outcome::Due(by_engine) if when(by_engine) == *due),
        (Ok(proof), Answer::Waiting { on, since, reply_by, if_silent }) => match &proof.outcome {
            Outcome::Waiting { question, since: asked, reply_by: by, if_silent: silent } => {
                serde_json::to_value(question).unwrap() == *on
                    && (asked, by, silent.as_ref().map(when)) == (since, reply_by, if_silent.clone())
            }
            Outcome::Due(_) => false,
        },
        (Err(refusal), Answer::Refused(code, article)) => {
            let cited = refusal.cite().map(|cite| serde_json::to_value(cite).unwrap());
            let cited = cited.map(|cite| match cite["article"].as_str() {
                Some(article) => format!("{} {article}", cite["law"].as_str().unwrap()),
                None => cite["law"].as_str().unwrap().to_owned(),
            });
            refusal.code() == *code && (article.is_none() || cited == *article)
        }
        _ => false,
    }
}

fn says_the_same(checked: &Checked, outcome: &Outcome) -> bool {
    let by_check = |when: &deadline::When| match *when {
        deadline::When::On(day) => When::On(day),
        deadline::When::At(instant) => When::At(instant),
        deadline::When::Between { earliest, latest } => When::Between(earliest, latest),
    };
    match (&checked.comes_to, outcome) {
        (ComesTo::Due(due), Outcome::Due(by_engine)) => by_check(due) == when(by_engine),
        (
            ComesTo::Waiting { question, since, reply_by, if_silent },
            Outcome::Waiting { question: of, since: asked, reply_by: by, if_silent: silent },
        ) => {
            (question, since, reply_by) == (of, asked, by)
                && if_silent.as_ref().map(by_check) == silent.as_ref().map(when)
        }
        _ => false,
    }
}

fn when(due: &Due) -> When {
    match due {
        Due::On(day) => When::On(*day),
        Due::At(instant) => When::At(*instant),
        Due::Between { earliest, latest } => When::Between(*earliest, *latest),
    }
}

fn most() -> usize {
    std::env::var("SHOW").map_or(5, |count| count.parse().unwrap())
}
