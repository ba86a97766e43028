//! What a due date costs, beside the naive recount: every day from the receipt on, asked of `Calendar::works` one by one.
//!
//! `make bench` runs it. Targets on a machine of our size: a clock with its whole proof in 20 µs, ten thousand open cases in 50 ms.

use std::hint::black_box;

use chrono::{Days, NaiveDate};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mingbai_shared::calendar::Calendar;
use mingbai_shared::deadline::{Basis, District, Due, Event, EventKind, Outcome, Point, RuleId, Timeline, due, prove};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn event(kind: EventKind, on: NaiveDate, working_days: Option<u32>) -> Event {
    Event { kind, on, working_days }
}

fn answer(received: NaiveDate, events: Vec<Event>) -> Timeline {
    Timeline::new(RuleId::RequestAnswer, Point::Day(received), Some(Basis::InPerson), events)
}

/// Over the Spring Festival of 2026.
fn plain() -> Timeline {
    answer(day("2026-02-04"), Vec::new())
}

fn paused_and_extended() -> Timeline {
    let events = vec![
        event(EventKind::ThirdPartyAsked, day("2026-01-12"), None),
        event(EventKind::ThirdPartyReplied, day("2026-01-30"), None),
        event(EventKind::Extended, day("2026-02-12"), Some(20)),
    ];
    answer(day("2026-01-05"), events)
}

/// Counts into 2027, for which twenty years stand in.
fn provisional() -> Timeline {
    answer(day("2026-12-04"), Vec::new())
}

/// Cases as an office has them, received within so many days: a third of them paused, a fourth extended.
fn cases(first: &str, days: u64) -> Vec<Timeline> {
    let first = day(first);
    (0..10_000)
        .map(|n: u64| {
            let received = first + Days::new(n % days);
            let mut events = Vec::new();
            if n.is_multiple_of(3) {
                events.push(event(EventKind::ThirdPartyAsked, received + Days::new(5), None));
                events.push(event(EventKind::ThirdPartyReplied, received + Days::new(12), None));
            }
            if n.is_multiple_of(4) {
                events.push(event(EventKind::Extended, received + Days::new(14), Some(10)));
            }
            answer(received, events)
        })
        .collect()
}

/// The peer: no proof, no provisional date, one calendar look-up a day. None beyond the calendar.
fn recounted(timeline: &Timeline, calendar: &Calendar) -> Option<NaiveDate> {
    let on = |wanted: EventKind| timeline.events.iter().find(|event| event.kind == wanted);
    let asked = on(EventKind::ThirdPartyAsked).map(|event| event.on);
    let replied = on(EventKind::ThirdPartyReplied).map(|event| event.on);
    let limit = 20 + on(EventKind::Extended).and_then(|event| event.working_days).unwrap_or(0);
    let (mut date, mut counted) = (timeline.received.day(), 0);
    while counted < limit {
        date = date.succ_opt()?;
        let paused = asked.is_some_and(|asked| asked < date) && replied.is_some_and(|replied| date <= replied);
        counted += u32::from(calendar.works(date)? && !paused);
    }
    Some(date)
}

fn one(criterion: &mut Criterion) {
    let (calendar, district) = (Calendar::published(), District::default());
    let mut group = criterion.benchmark_group("one clock");
    for (name, timeline) in
        [("plain", plain()), ("paused and extended", paused_and_extended()), ("provisional", provisional())]
    {
        group.bench_function(format!("{name}: with its proof"), |bencher| {
            bencher.iter(|| prove(black_box(&timeline), &calendar, &district));
        });
        group.bench_function(format!("{name}: the date alone"), |bencher| {
            bencher.iter(|| due(black_box(&timeline), &calendar, &district));
        });
        group.bench_function(format!("{name}: the naive recount"), |bencher| {
            bencher.iter(|| recounted(black_box(&timeline), &calendar));
        });
    }
    let proof = prove(&paused_and_extended(), &calendar, &district).unwrap();
    group.bench_function(
        "paused and extended: its proof written as JSON, with the text in both languages",
        |bencher| {
            bencher.iter(|| serde_json::to_vec(black_box(&proof)));
        },
    );
    group.finish();
}

fn many(criterion: &mut Criterion) {
    let (calendar, district) = (Calendar::published(), District::default());
    let mut group = criterion.benchmark_group("ten thousand open cases");
    group.throughput(Throughput::Elements(10_000));
    group.sample_size(20);
    // Received over a year, one in six of them provisional; received in December, all of them provisional.
    for (name, cases) in [("of a year", cases("2026-01-05", 360)), ("of December", cases("2026-12-04", 28))] {
        for timeline in &cases {
            // Both say the same, or what is measured beside each other is not the same work.
            let Ok(Outcome::Due(Due::On(date))) = due(timeline, &calendar, &district) else { continue };
            assert_eq!(Some(date), recounted(timeline, &calendar));
        }
        group.bench_function(format!("{name}: the date alone"), |bencher| {
            bencher.iter(|| cases.iter().filter(|case| due(black_box(case), &calendar, &district).is_ok()).count());
        });
        group.bench_function(format!("{name}: the naive recount"), |bencher| {
            bencher.iter(|| cases.iter().filter(|case| recounted(black_box(case), &calendar).is_some()).count());
        });
    }
    group.finish();
}

criterion_group!(benches, one, many);
criterion_main!(benches);
