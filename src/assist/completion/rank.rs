use super::candidate::Candidate;

/// The candidates that fit what is typed, the best first, and not more than `most`. Of two that fit equally well the one
/// offered first comes first.
pub(super) fn best(candidates: Vec<Candidate>, typed: &str, most: usize) -> Vec<Candidate> {
    let mut fitting: Vec<(u32, Candidate)> = candidates
        .into_iter()
        .filter_map(|candidate| Some((distance_of(&candidate, typed)?, candidate)))
        .collect();
    fitting.sort_by_key(|(distance, candidate)| (*distance, candidate.order));
    fitting.truncate(most);
    fitting.into_iter().map(|(_, candidate)| candidate).collect()
}

fn distance_of(candidate: &Candidate, typed: &str) -> Option<u32> {
    let alias = Some(&candidate.alias).filter(|alias| !alias.is_empty());
    [Some(&candidate.label), alias].into_iter().flatten().filter_map(|word| distance(word, typed)).min()
}

/// How far `word` is from what is typed; none where its letters are not in it in their order.
pub(super) fn distance(word: &str, typed: &str) -> Option<u32> {
    if typed.is_empty() {
        return Some(0);
    }
    if word.starts_with(typed) {
        return Some(0);
    }
    let (lower, wanted) = (word.to_lowercase(), typed.to_lowercase());
    if lower.starts_with(&wanted) {
        return Some(1);
    }
    if let Some(at) = lower.find(&wanted) {
        return Some(if begins_word(word, at) { 2 } else { 4 });
    }
    initials(word, &wanted).then_some(3).or_else(|| is_subsequence(&lower, &wanted).then_some(8))
}

/// Whether a part of a word begins at `at`: `Path` in `InputPath`.
fn begins_word(word: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (word.get(..at), word.get(at..)) else { return false };
    let before = before.chars().next_back();
    let first = after.chars().next();
    before.is_none_or(|c| !c.is_alphanumeric()) || first.is_some_and(char::is_uppercase)
}

/// Whether `typed` is made of the beginnings of parts of the word, one after the other: `ip` for `InputPath`.
fn initials(word: &str, typed: &str) -> bool {
    let starts = word.char_indices().filter(|&(at, c)| c.is_alphanumeric() && begins_word(word, at));
    let initials: String = starts.flat_map(|(_, c)| c.to_lowercase()).collect();
    typed.len() > 1 && initials.starts_with(typed)
}

fn is_subsequence(word: &str, typed: &str) -> bool {
    let mut letters = word.chars();
    typed.chars().count() > 1 && typed.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_alike_comes_before_what_only_holds_the_letters() {
        assert_eq!(distance("InputPath", "Inp"), Some(0));
        assert_eq!(distance("InputPath", "inp"), Some(1));
        assert_eq!(distance("InputPath", "path"), Some(2));
        assert_eq!(distance("InputPath", "ip"), Some(3));
        assert_eq!(distance("InputPath", "put"), Some(4));
        assert_eq!(distance("InputPath", "ith"), Some(8));
        assert_eq!(distance("InputPath", "x"), None);
        assert_eq!(distance("aws-sdk:s3:putObject", "putobject"), Some(2));
    }
}
