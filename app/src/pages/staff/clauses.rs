//! The audience, clicked together: lines that must all hold, each of conditions of which one is enough; plain words beside it as it grows.

use std::rc::Rc;

use leptos::prelude::*;
use mingbai_shared::audience::{Ask, Clause, Line, Sketch, wording};
use mingbai_shared::facts::{Choice, FactKey, FactKind, Subject};
use mingbai_shared::law::ArticleNumber;
use mingbai_shared::words::Bilingual;

use crate::components::button::{Kind, actions, button};
use crate::focus;
use crate::view::{Element, View, classed, el, live, many};
use crate::words::{fill, language, staff_notices as words, t};

/// The audience as it is, and of whom it is asked.
type Read = Rc<dyn Fn() -> (Sketch, Subject)>;
/// Changes it, and keeps it.
type Write = Rc<dyn Fn(&mut dyn FnMut(&mut Sketch))>;

/// The editor of an audience. What has other fields is drawn anew; while one is typed into, nothing is.
#[derive(Clone, Copy)]
pub struct Editor {
    read: StoredValue<Read, LocalStorage>,
    write: StoredValue<Write, LocalStorage>,
    /// Counts changes of what fields there are.
    drawn: RwSignal<usize>,
}

/// Where a clause stands.
#[derive(Clone, Copy)]
struct At {
    line: usize,
    place: usize,
}

impl Editor {
    /// Of an audience that `read` gives, untracked, and `write` changes.
    pub fn of(
        read: impl Fn() -> (Sketch, Subject) + 'static,
        write: impl Fn(&mut dyn FnMut(&mut Sketch)) + 'static,
    ) -> Editor {
        let (read, write): (Read, Write) = (Rc::new(read), Rc::new(write));
        Editor { read: StoredValue::new_local(read), write: StoredValue::new_local(write), drawn: RwSignal::new(0) }
    }

    fn read(self) -> (Sketch, Subject) {
        (self.read.get_value())()
    }

    fn write(self, change: &mut dyn FnMut(&mut Sketch)) {
        (self.write.get_value())(change);
    }

    /// Draws its fields anew: it was changed elsewhere.
    pub fn again(self) {
        self.drawn.update(|drawn| *drawn += 1);
    }

    /// Changes the audience and draws its fields anew.
    pub fn redraw(self, mut change: impl FnMut(&mut Sketch)) {
        self.write(&mut change);
        self.again();
    }

    fn change(self, at: At, redraw: bool, mut change: impl FnMut(&mut Clause)) {
        let mut on_clause = |sketch: &mut Sketch| {
            if let Some(Line::AnyOf(clauses)) = sketch.lines.get_mut(at.line)
                && let Some(clause) = clauses.get_mut(at.place)
            {
                change(clause);
            }
        };
        match redraw {
            true => self.redraw(on_clause),
            false => self.write(&mut on_clause),
        }
    }

    /// The lines with their fields; `articles` are those that may be cited.
    pub fn lines(self, articles: impl Fn() -> Vec<ArticleNumber> + 'static) -> View {
        let lines = move || -> View {
            self.drawn.track();
            let articles = articles();
            let (sketch, subject) = self.read();
            let facts: Vec<FactKey> = FactKey::of(subject).collect();
            let line = |(line, of): (usize, &Line)| self.line(line, of, &facts, &articles);
            sketch.lines.iter().enumerate().map(line).collect::<Vec<View>>().into()
        };
        let add = move || {
            let fact = FactKey::of(self.read().1).next();
            self.redraw(|sketch| {
                sketch.lines.extend(fact.map(|fact| Line::AnyOf(vec![Clause::about(fact, last_article(sketch))])));
            });
            focus::soon(".clauses > li:last-child select", true);
        };
        many([
            classed("ol", "clauses").child(live(lines)).into(),
            actions()
                .child(button(Kind::Quiet, live(|| t(words::ADD_LINE)), add).attr("data-testid", "add-line"))
                .into(),
        ])
    }

    fn line(self, line: usize, of: &Line, facts: &[FactKey], articles: &[ArticleNumber]) -> View {
        let number = (line + 1).to_string();
        let inside = match of {
            Line::Whole(rule) => {
                let remove =
                    button(Kind::Bare, t(words::REMOVE), move || self.redraw(|sketch| drop(sketch.lines.remove(line))));
                many([
                    el("span").child(wording::rule(rule, language())).into(),
                    classed("span", "note").child(t(words::FROM_POLICY)).into(),
                    remove.attr("aria-label", fill(t(words::REMOVE_LINE), &[&number])).into(),
                ])
            }
            Line::AnyOf(clauses) => {
                let clause = |(place, clause): (usize, &Clause)| {
                    let or = (place > 0).then(|| classed("p", "or").child(t(words::OR)));
                    many([or.into(), self.fields(At { line, place }, clause, facts, articles).into()])
                };
                let place = clauses.len();
                let or = move || {
                    self.redraw(|sketch| {
                        if let Some(Line::AnyOf(clauses)) = sketch.lines.get_mut(line) {
                            let more = clauses.last().map(|last| Clause::about(last.fact, last.article));
                            clauses.extend(more);
                        }
                    });
                    let (line, place) = (line.to_string(), place.to_string());
                    focus_soon(["#clause-", &line, "-", &place, "-fact"].concat());
                };
                let or = button(Kind::Bare, t(words::ADD_OR), or).attr("data-answer", ["or-", &number].concat());
                many([clauses.iter().enumerate().map(clause).collect::<Vec<View>>().into(), or.into()])
            }
        };
        classed("li", "clause-line").attr("data-testid", "line").child(inside).into()
    }

    /// Takes a condition out, and with the last of a line the line.
    fn remove(self, at: At) {
        self.redraw(|sketch| {
            if let Some(Line::AnyOf(clauses)) = sketch.lines.get_mut(at.line)
                && at.place < clauses.len()
            {
                clauses.remove(at.place);
            }
            sketch.lines.retain(|line| !matches!(line, Line::AnyOf(clauses) if clauses.is_empty()));
        });
        focus::soon("[data-testid=add-line]", true);
    }

    /// The fields of one condition: what is asked about, how, the value, and the article.
    fn fields(self, at: At, clause: &Clause, facts: &[FactKey], articles: &[ArticleNumber]) -> Element {
        let named = |label: Bilingual| fill(t(label), &[&(at.line + 1).to_string(), &(at.place + 1).to_string()]);
        let id = |what: &str| ["clause-", &at.line.to_string(), "-", &at.place.to_string(), "-", what].concat();
        let select = |what: &str, label: Bilingual, options: Vec<(String, String)>, chosen: String| {
            let option = |(value, words): (String, String)| -> View {
                let is_chosen = value == chosen;
                el("option").attr("value", value).switch("selected", move || is_chosen).child(words).into()
            };
            el("select")
                .attr("id", id(what))
                .attr("aria-label", named(label))
                .child(options.into_iter().map(option).collect::<Vec<View>>())
        };
        let all_facts = facts.iter().map(|fact| (fact.name().to_owned(), t(fact.label()).to_owned())).collect();
        let fact = select("fact", words::FACT_OF, all_facts, clause.fact.name().into()).on("change", move |event| {
            let Some(fact) = FactKey::from_name(&event_target_value(&event)) else { return };
            self.change(at, true, |clause| *clause = Clause::about(fact, clause.article));
        });
        let asks = Ask::of(clause.fact);
        let all_asks =
            asks.iter().enumerate().map(|(at, ask)| (at.to_string(), t(ask_words(*ask)).to_owned())).collect();
        let chosen = asks.iter().position(|ask| *ask == clause.ask).unwrap_or_default().to_string();
        let ask = select("ask", words::ASK_OF, all_asks, chosen).on("change", move |event| {
            let Some(ask) = event_target_value(&event).parse().ok().and_then(|at: usize| asks.get(at).copied()) else {
                return;
            };
            self.change(at, true, |clause| clause.ask = ask);
        });
        let none = (String::new(), t(words::NO_ARTICLE).to_owned());
        // One that the text does not have any more is still what the condition says.
        let gone = clause.article.iter().filter(|cited| !articles.contains(cited));
        let all_articles =
            articles.iter().chain(gone).map(|article| (article.to_string(), wording::cite(article, language())));
        let cited = clause.article.map(|article| article.to_string()).unwrap_or_default();
        let all_articles = [none].into_iter().chain(all_articles).collect();
        let article = select("article", words::ARTICLE_OF, all_articles, cited).on("change", move |event| {
            let article = event_target_value(&event).parse().ok();
            self.change(at, false, |clause| clause.article = article);
        });
        let value = clause.ask.takes_value().then(|| self.value(at, clause, named(words::VALUE_OF), id("value")));
        let many = clause.ask.takes_many().then(|| self.many(at, clause, named(words::MANY_OF), id("many")));
        let remove = button(Kind::Bare, t(words::REMOVE), move || self.remove(at))
            .attr("aria-label", named(words::REMOVE_CLAUSE))
            .attr("data-answer", id("remove"));
        classed("div", "clause").child(fact).child(ask).child(value).child(many).child(article).child(remove)
    }

    /// Of how many of a list it is asked.
    fn many(self, at: At, clause: &Clause, label: String, id: String) -> Element {
        let input = self.input(at, id, label, &clause.many, |clause, typed| clause.many = typed);
        let input = input.attr("type", "text").attr("inputmode", "numeric").attr("maxlength", "2");
        classed("span", "with-unit").child(input).child(el("span").child(t(words::OR_MORE)))
    }

    /// A field that is typed into.
    fn input(self, at: At, id: String, label: String, typed: &str, set: fn(&mut Clause, String)) -> Element {
        let typed = typed.to_owned();
        el("input")
            .attr("autocomplete", "off")
            .attr("id", id)
            .attr("aria-label", label)
            .property("value", move || typed.clone().into())
            .on("input", move |event| {
                let typed = event_target_value(&event);
                self.change(at, false, |clause| set(clause, typed.clone()));
            })
    }

    /// The field of its value, as the fact's kind needs it.
    fn value(self, at: At, clause: &Clause, label: String, id: String) -> View {
        if let (Ask::OneOf, FactKind::Choice(choices)) = (clause.ask, clause.fact.kind()) {
            let choice = |choice: &'static Choice| -> View {
                let is_chosen = clause.typed.split_whitespace().any(|name| name == choice.name);
                let toggle = move |_| {
                    self.change(at, false, |clause| clause.typed = toggled(choices, &clause.typed, choice.name));
                };
                let input =
                    el("input").attr("type", "checkbox").switch("checked", move || is_chosen).on("change", toggle);
                classed("label", "option").child(input).child(el("span").child(t(choice.label))).into()
            };
            let group = classed("div", "options").attr("role", "group").attr("aria-label", label);
            return group.child(choices.iter().map(choice).collect::<Vec<View>>()).into();
        }
        let level = matches!(clause.ask, Ask::LevelAtLeast | Ask::LevelAtMost);
        if let (true, FactKind::Choice(choices)) = (level, clause.fact.kind()) {
            let option = |name: &'static str, words: &'static str| {
                let is_chosen = clause.typed == name;
                el("option").attr("value", name).switch("selected", move || is_chosen).child(words)
            };
            let none = option("", t(words::NO_LEVEL));
            let levels = choices.iter().map(|choice| option(choice.name, t(choice.label)));
            let options: Vec<View> = [none].into_iter().chain(levels).map(View::from).collect();
            let select = el("select").attr("id", id).attr("aria-label", label).child(options);
            let chosen = move |event: web_sys::Event| {
                let typed = event_target_value(&event);
                self.change(at, false, |clause| clause.typed.clone_from(&typed));
            };
            return select.on("change", chosen).into();
        }
        let unit = match clause.ask {
            Ask::Since | Ask::Before => None,
            Ask::AtLeast | Ask::AtMost => clause.fact.typed_unit().map(t),
            Ask::WithinMonths | Ask::MonthsAgoAtLeast => Some(t(words::MONTHS)),
            Ask::CodeIn | Ask::CodeNotIn => Some(t(words::CODES)),
            _ => Some(t(words::YEARS)),
        };
        let mode = if matches!(clause.ask, Ask::CodeIn | Ask::CodeNotIn) { "text" } else { "decimal" };
        let kind = if matches!(clause.ask, Ask::Since | Ask::Before) { "date" } else { "text" };
        let input = self.input(at, id, label, &clause.typed, |clause, typed| clause.typed = typed);
        let input = input.attr("type", kind).attr("inputmode", mode).attr("maxlength", "200");
        classed("span", "with-unit").child(input).child(unit.map(|unit| el("span").child(unit))).into()
    }
}

/// Focuses what a change has drawn, once it stands.
fn focus_soon(selector: String) {
    request_animation_frame(move || {
        focus::now(&selector, true);
    });
}

/// The article that the last condition cites: the next mostly cites it too.
fn last_article(sketch: &Sketch) -> Option<ArticleNumber> {
    sketch.lines.iter().rev().find_map(|line| match line {
        Line::AnyOf(clauses) => clauses.last()?.article,
        Line::Whole(_) => None,
    })
}

/// The chosen names with one more or one less, in the order of the choices.
fn toggled(choices: &[Choice], typed: &str, name: &str) -> String {
    let was = |other: &str| typed.split_whitespace().any(|one| one == other);
    let is = |other: &str| was(other) != (other == name);
    choices.iter().map(|choice| choice.name).filter(|other| is(other)).collect::<Vec<_>>().join(" ")
}

fn ask_words(ask: Ask) -> Bilingual {
    match ask {
        Ask::Yes => words::ASK_YES,
        Ask::No => words::ASK_NO,
        Ask::OneOf => words::ASK_ONE_OF,
        Ask::AtLeast => words::ASK_AT_LEAST,
        Ask::AtMost => words::ASK_AT_MOST,
        Ask::AgeAtLeast => words::ASK_AGE_AT_LEAST,
        Ask::AgeUnder => words::ASK_AGE_UNDER,
        Ask::LevelAtLeast => words::ASK_LEVEL_AT_LEAST,
        Ask::LevelAtMost => words::ASK_LEVEL_AT_MOST,
        Ask::SomeAgeAtLeast => words::ASK_ANY_AT_LEAST,
        Ask::SomeAgeUnder => words::ASK_ANY_UNDER,
        Ask::Since => words::ASK_SINCE,
        Ask::Before => words::ASK_BEFORE_DAY,
        Ask::CodeIn => words::ASK_IN,
        Ask::WithinMonths => words::ASK_WITHIN,
        Ask::MonthsAgoAtLeast => words::ASK_BEFORE,
        Ask::NotPassed => words::ASK_NOT_PASSED,
        Ask::CodeNotIn => words::ASK_NOT_IN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_added_in_its_place_and_taken_away() {
        let FactKind::Choice(choices) = FactKey::Employment.kind() else { panic!() };
        assert_eq!(toggled(choices, "retired", "employed"), "employed retired");
        assert_eq!(toggled(choices, "employed retired", "retired"), "employed");
        assert_eq!(toggled(choices, "employed", "employed"), "");
    }
}
