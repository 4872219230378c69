//! Lists with little spare capacity. A list that doubles when it is full may hold twice what it needs, and lists of lines, quotes and
//! findings take most of the memory of an analysis.

/// Adds an item to a list that is filled in `all` steps, of which `done` are finished. A full list grows to its estimated final
/// length, assuming the remaining steps add items at the same rate, but by a quarter at most.
#[inline]
pub(crate) fn push<T>(list: &mut Vec<T>, item: T, done: usize, all: usize) {
    if list.len() == list.capacity() {
        grow(list, done, all);
    }
    list.push(item);
}

/// Adds an item to a list whose final length is unknown.
#[inline]
pub(crate) fn add<T>(list: &mut Vec<T>, item: T) {
    push(list, item, 0, usize::MAX);
}

/// Adds all items of another list.
pub(crate) fn append<T>(list: &mut Vec<T>, mut more: Vec<T>) {
    if list.is_empty() {
        *list = more;
    } else {
        more.drain(..).for_each(|item| add(list, item));
    }
}

#[cold]
#[inline(never)]
fn grow<T>(list: &mut Vec<T>, done: usize, all: usize) {
    const FEW: usize = 8;
    let held = list.len();
    let rest = held.saturating_mul(all.saturating_sub(done)) / done.max(1);
    let more = rest.saturating_add(held / 64).min(held / 4);
    list.reserve_exact(more + FEW);
}

/// Maps each item of a list and frees the old items on the way, so that the two lists are never whole at the same time. Items for which
/// `into` returns `None` are left out.
pub(crate) fn turn<S, T>(mut list: Vec<S>, mut into: impl FnMut(S) -> Option<T>) -> Vec<T> {
    /// The number of batches. Memory is freed after each.
    const STEPS: usize = 16;
    const FEW: usize = 64;
    let step = (list.len() / STEPS).max(FEW);
    let mut turned = Vec::new();
    list.reverse();
    while !list.is_empty() {
        let left = list.len().saturating_sub(step);
        turned.reserve_exact(list.len() - left);
        turned.extend(list.drain(left..).rev().filter_map(&mut into));
        list.shrink_to_fit();
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_a_quarter_more_than_it_has_at_most() {
        for all in [0, 1, 100, 5000] {
            let mut list = Vec::new();
            for done in 0..5000 {
                push(&mut list, done, done, all);
                assert!(list.capacity() <= list.len() + list.len() / 4 + 8, "{done} of {all}");
            }
            assert_eq!(list, (0..5000).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_list_that_fills_as_it_began_has_hardly_anything_to_spare() {
        let mut list = Vec::new();
        (0..50_000).for_each(|done| push(&mut list, done, done, 50_000));
        assert!(list.capacity() < 51_000, "{}", list.capacity());
    }

    #[test]
    fn a_turned_list_is_in_the_old_order() {
        for length in [0, 1, 63, 64, 65, 5000] {
            let odd = turn((0..length).collect(), |item: u32| (item % 2 == 1).then_some(u64::from(item)));
            assert_eq!(odd, (0..u64::from(length)).filter(|item| item % 2 == 1).collect::<Vec<_>>());
        }
    }
}
