//! The function that chooses among candidates.

use smallvec::SmallVec;

use super::facts::{Facts, Situation, Weights};

/// A choice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The index of the chosen candidate.
    pub index: usize,
    /// Its share of the odds of all candidates: 0 to 1.
    pub share: f32,
}

/// Returns the candidate with the highest sum of weights, or the first of several; `None` if there is no candidate.
pub fn choose(
    situation: Situation,
    candidates: impl Iterator<Item = Facts>,
    weights: &Weights,
) -> Option<Choice> {
    let sums: SmallVec<[i32; 36]> = candidates.map(|facts| facts.weigh(situation, weights)).collect();
    let best = *sums.iter().max()?;
    let index = sums.iter().position(|sum| *sum == best)?;
    // Hundredths of the natural logarithm of the odds.
    let odds: f32 = sums.iter().map(|sum| ((sum - best) as f32 / 100.0).exp()).sum();
    Some(Choice { index, share: 1.0 / odds })
}

#[cfg(test)]
mod tests {
    use super::super::facts::{Row, SITUATIONS};
    use super::*;

    #[test]
    fn the_first_of_the_best_is_chosen_and_has_its_share_of_the_odds() {
        let weights: Vec<Row> = (0..8).map(|row| [row * 100; SITUATIONS]).collect();
        let (low, high) = (Facts::PERSON.with(Facts::BODY), Facts::BODY.with(Facts::DOCUMENT));
        let choice =
            choose(Situation::Name, [low, high, high].into_iter(), &weights).expect("there are candidates");
        assert_eq!(choice.index, 1);
        let share = 1.0 / (2.0 + (-2.0f32).exp());
        assert!((choice.share - share).abs() < 1e-6, "{choice:?}");
        assert_eq!(choose(Situation::Name, std::iter::empty(), &weights), None);
    }
}
