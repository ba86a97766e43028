//! How alike two texts are, by the pairs of characters that they share; rare pairs count more than 应当 and 人民政府.
//!
//! In whole numbers throughout, so that every device finds the same.

use super::super::order::sort;

/// The scale of likeness: the same.
pub(super) const ALIKE: i64 = 1_000_000;

/// A pair of characters.
type Shingle = u64;

/// The texts of two versions, ready to be compared.
#[derive(Debug)]
pub(super) struct Likeness {
    old: Vec<Shingled>,
    new: Vec<Shingled>,
}

/// A text as its pairs of characters, each once, sorted, with their weights.
#[derive(Debug)]
struct Shingled {
    shingles: Vec<(Shingle, u64)>,
    weight: u64,
}

/// The most sums that are made while looking for candidates; rare pairs of characters come first.
const MOST_SUMS: u64 = 8_000_000;

/// How many candidates a text has for each that it can take.
const CANDIDATES: usize = 8;

impl Likeness {
    pub(super) fn new(old: &[&str], new: &[&str]) -> Self {
        let shingles = |texts: &[&str]| -> Vec<Vec<Shingle>> { texts.iter().map(|text| shingles(text)).collect() };
        let (old, new) = (shingles(old), shingles(new));
        let mut all: Vec<(Shingle, usize)> = old.iter().chain(&new).flatten().map(|shingle| (*shingle, 0)).collect();
        sort(&mut all);
        let texts = old.len().saturating_add(new.len());
        let rarity: Vec<(Shingle, u64)> = all
            .chunk_by(|one, other| one == other)
            .filter_map(|same| Some((same.first()?.0, rarity(same.len(), texts))))
            .collect();
        let weigh = |texts: Vec<Vec<Shingle>>| texts.into_iter().map(|text| Shingled::new(text, &rarity)).collect();
        Likeness { old: weigh(old), new: weigh(new) }
    }

    /// The square of the cosine between two texts, of [`ALIKE`]: the square, so that one close pair is worth more than two loose ones. Zero where one
    /// of them is not there.
    pub(super) fn squared(&self, old: usize, new: usize) -> i64 {
        let (Some(old), Some(new)) = (self.old.get(old), self.new.get(new)) else { return 0 };
        let shared = u128::from(old.shared(new));
        let scale = u128::from(old.weight).saturating_mul(u128::from(new.weight));
        let square = shared.saturating_mul(shared).saturating_mul(ALIKE.unsigned_abs().into()).checked_div(scale);
        square.and_then(|square| i64::try_from(square).ok()).unwrap_or_default()
    }

    /// For each of `olds` the few of `news` that share most with it.
    pub(super) fn candidates(&self, olds: &[usize], news: &[usize]) -> Vec<(usize, usize)> {
        let index = Index::new(olds, &self.old, news, &self.new);
        let mut sums: Vec<u64> = vec![0; self.new.len()];
        let mut candidates = Vec::new();
        for &old in olds {
            let mut touched: Vec<usize> = Vec::new();
            for (shingle, weight) in self.old.get(old).into_iter().flat_map(|text| &text.shingles) {
                for &(_, new) in index.holders(*shingle) {
                    let Some(sum) = sums.get_mut(new) else { continue };
                    if *sum == 0 {
                        touched.push(new);
                    }
                    *sum = sum.saturating_add(*weight);
                }
            }
            // Against the weight of the whole, since a long text shares something with all.
            let score = |new: usize| -> u64 {
                let sum = sums.get(new).copied().map_or(0, u128::from);
                let weight = self.new.get(new).map_or(1, |text| text.weight.max(1));
                let score = sum.saturating_mul(sum).checked_div(weight.into()).unwrap_or_default();
                u64::try_from(score).unwrap_or(u64::MAX)
            };
            // The best first, and of equals the first.
            let mut best: Vec<(u64, usize)> = touched.iter().map(|&new| (!score(new), new)).collect();
            sort(&mut best);
            candidates.extend(best.into_iter().take(CANDIDATES).map(|(_, new)| (old, new)));
            for new in touched {
                if let Some(sum) = sums.get_mut(new) {
                    *sum = 0;
                }
            }
        }
        candidates
    }
}

/// Which texts hold a pair of characters, as far as [`MOST_SUMS`] allows.
struct Index(Vec<(Shingle, usize)>);

impl Index {
    fn new(olds: &[usize], old: &[Shingled], news: &[usize], new: &[Shingled]) -> Self {
        let holders = |at: &[usize], texts: &[Shingled]| {
            let of = |&at: &usize| {
                texts
                    .get(at)
                    .into_iter()
                    .flat_map(move |text| text.shingles.iter().map(move |(shingle, _)| (*shingle, at)))
            };
            let mut holders: Vec<(Shingle, usize)> = at.iter().flat_map(of).collect();
            sort(&mut holders);
            holders
        };
        let (old, new) = (holders(olds, old), holders(news, new));
        let runs: Vec<&[(Shingle, usize)]> = new.chunk_by(|one, other| one.0 == other.0).collect();
        let cost = |(at, holders): (usize, &&[(Shingle, usize)])| {
            let cost = run(&old, holders.first()?.0).len().saturating_mul(holders.len());
            (cost > 0).then_some((u64::try_from(cost).unwrap_or(u64::MAX), at))
        };
        let mut costs: Vec<(u64, usize)> = runs.iter().enumerate().filter_map(cost).collect();
        sort(&mut costs);
        let mut left = MOST_SUMS;
        let affordable = costs.into_iter().map_while(|(cost, at)| {
            left = left.checked_sub(cost)?;
            runs.get(at)
        });
        let mut kept: Vec<(Shingle, usize)> = affordable.copied().flatten().copied().collect();
        sort(&mut kept);
        Index(kept)
    }

    fn holders(&self, shingle: Shingle) -> &[(Shingle, usize)] {
        run(&self.0, shingle)
    }
}

/// The entries of one pair of characters.
fn run(sorted: &[(Shingle, usize)], shingle: Shingle) -> &[(Shingle, usize)] {
    let from = sorted.partition_point(|(other, _)| *other < shingle);
    let rest = sorted.get(from..).unwrap_or_default();
    rest.get(..rest.partition_point(|(other, _)| *other == shingle)).unwrap_or_default()
}

impl Shingled {
    fn new(shingles: Vec<Shingle>, rarity: &[(Shingle, u64)]) -> Self {
        let weight = |shingle: &Shingle| {
            let at = rarity.binary_search_by_key(shingle, |(known, _)| *known).ok();
            at.and_then(|at| rarity.get(at)).map_or(0, |(_, weight)| *weight)
        };
        let shingles: Vec<(Shingle, u64)> = shingles.into_iter().map(|shingle| (shingle, weight(&shingle))).collect();
        let weight = shingles.iter().map(|(_, weight)| weight).sum();
        Shingled { shingles, weight }
    }

    /// The weight of what both have. Looked up from the shorter one, so that many short articles against a very long one cost little.
    fn shared(&self, other: &Shingled) -> u64 {
        let (short, long) = if self.shingles.len() < other.shingles.len() { (self, other) } else { (other, self) };
        let both = short.shingles.iter().filter(|one| long.shingles.binary_search(one).is_ok());
        both.map(|(_, weight)| weight).sum()
    }
}

/// The pairs of characters of a text, each once: only letters and digits, since marks and spaces say nothing of what it is about.
fn shingles(text: &str) -> Vec<Shingle> {
    let letters = || text.chars().filter(|c| c.is_alphanumeric()).map(|c| u64::from(u32::from(c)));
    let mut shingles: Vec<(Shingle, usize)> =
        letters().zip(letters().skip(1)).map(|(one, next)| (one << 32 | next, 0)).collect();
    if shingles.is_empty() {
        shingles.extend(letters().map(|one| (one, 0)));
    }
    sort(&mut shingles);
    shingles.dedup();
    shingles.into_iter().map(|(shingle, _)| shingle).collect()
}

/// What a pair of characters counts: the square of the binary logarithm of how rare it is, so that 对直接负责的主管人员和其他直接责任人员 makes no two
/// articles alike. The logarithm is of twice the number of texts for each one that has the pair, in quarters.
fn rarity(holders: usize, texts: usize) -> u64 {
    let ratio = u64::try_from(texts.saturating_mul(2).checked_div(holders).unwrap_or_default()).unwrap_or(u64::MAX);
    let logarithm = u64::from(ratio.saturating_pow(4).checked_ilog2().unwrap_or_default());
    logarithm.saturating_mul(logarithm)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: [&str; 4] = [
        "申请人应当提交身份证明",
        "滞留物品由保管员登记造册",
        "对直接负责的主管人员和其他直接责任人员依法给予处分",
        "泄露档案的，对直接负责的主管人员和其他直接责任人员依法给予处分",
    ];

    #[test]
    fn what_all_articles_say_makes_no_two_alike() {
        let new = [
            "保管员应当登记滞留物品",
            "伪造印章的，对直接负责的主管人员和其他直接责任人员依法给予处分",
            OLD[0],
            "，。",
        ];
        let likeness = Likeness::new(&OLD, &new);
        assert_eq!(likeness.squared(0, 2), ALIKE);
        assert!(likeness.squared(1, 0) > 2 * likeness.squared(1, 1));
        assert_eq!((likeness.squared(0, 3), likeness.squared(9, 0)), (0, 0));
        assert!(likeness.candidates(&[1], &[0, 1, 2, 3]).contains(&(1, 0)));
        assert!(!likeness.candidates(&[1], &[1, 2, 3]).contains(&(1, 0)));
    }

    /// The same in floating point from the definition.
    #[test]
    fn likeness_is_the_cosine_of_what_is_rare() {
        let new = ["申请人应当提交有关证明", "档案由保管员登记"];
        let all: Vec<Vec<Shingle>> = OLD.iter().chain(&new).map(|text| shingles(text)).collect();
        let weight = |shingle: &Shingle| {
            let holders = all.iter().filter(|text| text.contains(shingle)).count();
            ((4.0 * (2.0 * all.len() as f64 / holders as f64).floor().log2()).floor()).powi(2)
        };
        let sum = |text: &[Shingle]| text.iter().map(weight).sum::<f64>();
        let likeness = Likeness::new(&OLD, &new);
        for (old, one) in all.iter().take(4).enumerate() {
            for (new, other) in all.iter().skip(4).enumerate() {
                let shared: Vec<Shingle> = one.iter().filter(|shingle| other.contains(shingle)).copied().collect();
                let expected = sum(&shared).powi(2) / (sum(one) * sum(other)) * ALIKE as f64;
                assert!((likeness.squared(old, new) as f64 - expected).abs() <= 1.0, "{old} {new}");
            }
        }
    }
}
