//! 中小企业划型: the size class of a firm is worked out from its industry, employees, revenue and assets (工信部联企业〔2011〕300号; 统计上大中小微型企业划分办法,
//! 2017). A rule asks for the class; what a firm is asked are these four, since few firms know their class and many take it for another.
//!
//! A class is reached where each limit of it is; where one is not, the firm is of the class below. Industries that the standard leaves to standards of
//! their own (finance, railways, education, health) count by employees, as those do that it does not name.

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::evaluate::{Bearing, evaluate};
use super::{Condition, Rule, Test};
use crate::facts::{FactKey, FactKind, FactValue, Facts};
use crate::law::ArticleNumber;

/// What of a firm the limits of an industry are about.
#[derive(Clone, Copy)]
enum Measure {
    /// 从业人员, people.
    Employees,
    /// 营业收入, in ten thousand yuan.
    Revenue,
    /// 资产总额, in ten thousand yuan.
    Assets,
}

/// The limits of one industry: of each measure what a small, a medium and a large firm has at least.
struct Limits {
    /// By prefix of GB/T 4754-2017.
    industries: &'static [&'static str],
    least: &'static [(Measure, [i64; 3])],
}

use Measure::{Assets, Employees, Revenue};

const LIMITS: &[Limits] = &[
    // 农、林、牧、渔业
    Limits { industries: &["A"], least: &[(Revenue, [50, 500, 20_000])] },
    // 工业
    Limits { industries: &["B", "C", "D"], least: &[(Employees, [20, 300, 1_000]), (Revenue, [300, 2_000, 40_000])] },
    // 建筑业
    Limits { industries: &["E"], least: &[(Revenue, [300, 6_000, 80_000]), (Assets, [300, 5_000, 80_000])] },
    // 批发业
    Limits { industries: &["51"], least: &[(Employees, [5, 20, 200]), (Revenue, [1_000, 5_000, 40_000])] },
    // 零售业
    Limits { industries: &["52"], least: &[(Employees, [10, 50, 300]), (Revenue, [100, 500, 20_000])] },
    // 交通运输业
    Limits {
        industries: &["54", "55", "56", "57", "58"],
        least: &[(Employees, [20, 300, 1_000]), (Revenue, [200, 3_000, 30_000])],
    },
    // 仓储业
    Limits { industries: &["59"], least: &[(Employees, [20, 100, 200]), (Revenue, [100, 1_000, 30_000])] },
    // 邮政业
    Limits { industries: &["60"], least: &[(Employees, [20, 300, 1_000]), (Revenue, [100, 2_000, 30_000])] },
    // 住宿业, 餐饮业
    Limits { industries: &["H"], least: &[(Employees, [10, 100, 300]), (Revenue, [100, 2_000, 10_000])] },
    // 信息传输业
    Limits { industries: &["63", "64"], least: &[(Employees, [10, 100, 2_000]), (Revenue, [100, 1_000, 100_000])] },
    // 软件和信息技术服务业
    Limits { industries: &["65"], least: &[(Employees, [10, 100, 300]), (Revenue, [50, 1_000, 10_000])] },
    // 房地产开发经营
    Limits { industries: &["701"], least: &[(Revenue, [100, 1_000, 200_000]), (Assets, [2_000, 5_000, 10_000])] },
    // 物业管理
    Limits { industries: &["702"], least: &[(Employees, [100, 300, 1_000]), (Revenue, [500, 1_000, 5_000])] },
    // 租赁和商务服务业
    Limits { industries: &["L"], least: &[(Employees, [10, 100, 300]), (Assets, [100, 8_000, 120_000])] },
];

/// 其他未列明行业.
const OTHERS: &[(Measure, [i64; 3])] = &[(Employees, [10, 100, 300])];

impl Measure {
    /// At least so much, as a test of the fact in its unit.
    fn at_least(self, limit: i64) -> Condition {
        /// Fen in ten thousand yuan.
        const WAN: i64 = 1_000_000;
        let (fact, least) = match self {
            Measure::Employees => (FactKey::Employees, limit),
            Measure::Revenue => (FactKey::Revenue, limit.saturating_mul(WAN)),
            Measure::Assets => (FactKey::Assets, limit.saturating_mul(WAN)),
        };
        Condition { fact, test: Test::AtLeast(least), article: ArticleNumber::FIRST }
    }
}

/// What a condition on the size class asks of what a firm says; none of any other condition. Its own articles mean nothing: the condition's counts.
pub(super) fn spelt_out(condition: &Condition) -> Option<&'static Rule> {
    /// One rule for each set of classes, in bits, made when it is first asked.
    static RULES: [OnceLock<Rule>; 16] = [const { OnceLock::new() }; 16];
    if condition.fact != FactKey::FirmSize {
        return None;
    }
    let FactKind::Choice(classes) = FactKey::FirmSize.kind() else { return None };
    let level = |name: &str| FactKey::FirmSize.level(name);
    let is_asked = |at: usize, name: &str| match &condition.test {
        Test::OneOf(names) => names.iter().any(|one| one == name),
        Test::LevelAtLeast(least) => level(least).is_some_and(|least| at >= least),
        Test::LevelAtMost(most) => level(most).is_some_and(|most| at <= most),
        _ => false,
    };
    let asked: Vec<usize> =
        classes.iter().enumerate().filter(|(at, class)| is_asked(*at, class.name)).map(|(at, _)| at).collect();
    let bits = asked.iter().fold(0, |bits, at| bits | 1 << at);
    Some(RULES.get(bits)?.get_or_init(|| one_of(&asked)))
}

/// The firm is of one of these classes, given in order: each run of them is "at least the first, and not at least what follows the last".
fn one_of(classes: &[usize]) -> Rule {
    let runs = classes.chunk_by(|one, next| one + 1 == *next);
    let run = |run: &[usize]| {
        let least = run.first().copied().filter(|least| *least > 0).map(at_least);
        let over = run.last().and_then(|last| last.checked_add(1)).filter(|over| *over < 4);
        let not_over = over.map(|over| Rule::Not(Box::new(at_least(over))));
        Rule::All(least.into_iter().chain(not_over).collect())
    };
    Rule::Any(runs.map(run).collect())
}

/// The firm is at least small (1), medium (2) or large (3).
fn at_least(class: usize) -> Rule {
    let codes = |industries: &[&str]| industries.iter().map(|code| (*code).to_owned()).collect::<Vec<String>>();
    let industry = |test| Condition { fact: FactKey::IndustryCode, test, article: ArticleNumber::FIRST };
    let reaches = |industry: Condition, least: &[(Measure, [i64; 3])]| {
        let limit = |(measure, limits): &(Measure, [i64; 3])| {
            limits.get(class.saturating_sub(1)).map(|limit| Rule::Condition(measure.at_least(*limit)))
        };
        Rule::All([Rule::Condition(industry)].into_iter().chain(least.iter().filter_map(limit)).collect())
    };
    let named = LIMITS.iter().map(|of| reaches(industry(Test::CodeIn(codes(of.industries))), of.least));
    let all: Vec<String> = LIMITS.iter().flat_map(|of| codes(of.industries)).collect();
    let others = reaches(industry(Test::CodeNotIn(all)), OTHERS);
    Rule::Any(named.chain([others]).collect())
}

/// The size class that follows from what was said, if it does.
pub fn size_class(facts: &Facts, today: NaiveDate) -> Option<FactValue> {
    let FactKind::Choice(classes) = FactKey::FirmSize.kind() else { return None };
    let is = |name: &str| {
        let test = Test::OneOf(vec![name.to_owned()]);
        let condition = Condition { fact: FactKey::FirmSize, test, article: ArticleNumber::FIRST };
        spelt_out(&condition).and_then(|rule| evaluate(rule, facts, today, &mut Bearing::default())) == Some(true)
    };
    classes.iter().find(|class| is(class.name)).map(|class| FactValue::Text(class.name.into()))
}
