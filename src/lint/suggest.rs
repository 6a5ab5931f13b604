/// The candidate that somebody who wrote `word` most likely meant: at most a third of its letters differ.
pub(super) fn closest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = word.chars().count().div_ceil(3).min(4);
    candidates
        .filter(|candidate| *candidate != word)
        .map(|candidate| (distance(word, candidate, allowed), candidate))
        .filter(|&(distance, _)| distance <= allowed)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out or replaced; upper and lower case are the same. More than `bound` is
/// not counted to the end.
fn distance(a: &str, b: &str, bound: usize) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    if a.len().abs_diff(b.len()) > bound {
        return bound + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (y, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let cost = (diagonal + usize::from(x != y)).min(left + 1).min(*above + 1);
            diagonal = std::mem::replace(above, cost);
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_a_foreign_word_none() {
        let names = ["Transform", "Notify", "ResultPath", "OutputPath"];
        let meant = |word| closest(word, names.into_iter());
        assert_eq!(meant("Trasform"), Some("Transform"));
        assert_eq!(meant("resultPath"), Some("ResultPath"));
        assert_eq!(meant("Notfiy"), Some("Notify"));
        assert_eq!(meant("Archive"), None);
        assert_eq!(distance("kitten", "sitting", 9), 3);
        assert_eq!(distance("", "ab", 9), 2);
    }
}
