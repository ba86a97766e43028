//! Every mark with its word, and the tags.

use mingbai_shared::marks::Mark;
use mingbai_shared::pack::Route;

use super::{mark, sample_tag};
use crate::components::card::route_tag;
use crate::components::say;
use crate::pages::patterns::State;
use crate::view::{View, classed, el};

pub fn states() -> Vec<State> {
    let marks: Vec<View> = Mark::ALL.map(|one| el("li").child(mark(one)).into()).into();
    let routes = [Route::WithoutReview, Route::WithoutApplication];
    let tags: Vec<View> = routes.map(route_tag).into();
    vec![
        State::new(say!("标记：形状、颜色、词" / "Marks: shape, colour, word"), vec![el("ul").child(marks).into()]),
        State::new(say!("标签" / "Tags"), vec![classed("p", "card-head").child(tags).child(sample_tag(true)).into()]),
    ]
}
