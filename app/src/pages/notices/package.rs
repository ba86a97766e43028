//! 政策礼包 as one person has it: the best set, in order and with dates, what is left out and why, and what hangs on what was not said.

use std::sync::Arc;

use mingbai_shared::facts::Facts;
use mingbai_shared::names::DocumentId;
use mingbai_shared::notice::Notice;
use mingbai_shared::notice::package::{Plan, Policy, plan};

use crate::clock;
use crate::components::card::{address, row};
use crate::device::{Device, Published};
use crate::view::{View, classed, el, link, many};
use crate::words::{fill, language, notices as words, t};

/// The plan of a package for whoever said these facts, put together on this device. Follows the record.
pub fn package(device: Device, notice: &Notice, facts: &Facts) -> View {
    let found: Vec<Arc<Published>> = notice.policies.iter().filter_map(|id| device.find(id.as_str())).collect();
    let policies: Vec<Policy<'_>> = found
        .iter()
        .filter_map(|published| Some(Policy { document: &published.pack.id, offer: published.pack.offer.as_ref()? }))
        .collect();
    let made = plan(&policies, facts, clock::today());
    // What is too long or names one twice was refused before it was sent.
    made.map_or(View::Nothing, |plan| drawn(&plan, &found))
}

fn drawn(plan: &Plan, found: &[Arc<Published>]) -> View {
    let today = clock::today();
    let pack = |id: &DocumentId| found.iter().map(|published| &published.pack).find(|pack| pack.id == *id);
    let titles =
        |id: &DocumentId| pack(id).map_or(id.to_string(), |pack| pack.title.in_language(language()).to_owned());
    let line = |id: &DocumentId, said: String| pack(id).map_or(View::Nothing, |pack| row(pack, said));
    let steps = plan.steps.iter().map(|step| {
        let title = pack(&step.document).map(|pack| link("", address(pack), titles(&step.document)));
        let said = classed("span", "row-note").child(step.sentence(&titles, today, language()));
        el("li").attr("data-testid", "step").child(title).child(said).into()
    });
    let left = plan.left_out.iter().map(|left| line(&left.document, left.sentence(&titles, language())));
    let open = plan.open.iter().map(|open| line(&open.document, open.sentence(today, language())));
    let folded = |words, rows: Vec<View>| -> View {
        let summary = fill(t(words), &[&rows.len().to_string()]);
        let any = !rows.is_empty();
        any.then(|| el("details").child(el("summary").child(summary)).child(classed("ul", "rows").child(rows))).into()
    };
    let others = (plan.not_applying > 0)
        .then(|| classed("p", "note").child(fill(t(words::PACKAGE_NOT), &[&plan.not_applying.to_string()])));
    many([
        classed("p", "amount in-words").attr("data-testid", "headline").child(plan.headline(language())).into(),
        classed("ol", "steps-of-package").child(steps.collect::<Vec<View>>()).into(),
        folded(words::PACKAGE_OPEN, open.collect()),
        folded(words::PACKAGE_LEFT, left.collect()),
        others.into(),
    ])
}
