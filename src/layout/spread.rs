/// Places as near as possible to `wanted`, which ascends, but at least `gap` apart and between `low` and `high`. Where
/// the span is too short for that, the places share it evenly.
///
/// Nearness is by least squares: neighbours that want the same place move aside by the same amount (the pool of
/// adjacent violators).
pub(super) fn spread(wanted: &[f64], low: f64, high: f64, gap: f64) -> Vec<f64> {
    let Some(steps) = wanted.len().checked_sub(1) else { return Vec::new() };
    if steps > 0 && (high - low) < gap * steps as f64 {
        let gap = (high - low).max(0.0) / steps as f64;
        return (0..wanted.len()).map(|index| low + gap * index as f64).collect();
    }
    let last = high - gap * steps as f64;
    let shifted = wanted.iter().enumerate().map(|(index, place)| place - gap * index as f64);
    let pooled = pool(shifted);
    pooled
        .into_iter()
        .enumerate()
        .map(|(index, place)| place.clamp(low, last.max(low)) + gap * index as f64)
        .collect()
}

/// The ascending sequence nearest to `values`.
fn pool(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for value in values {
        let mut block = (value, 1);
        while let Some(&(mean, count)) = blocks.last() {
            if mean <= block.0 {
                break;
            }
            blocks.pop();
            let total = count + block.1;
            block = ((mean * count as f64 + block.0 * block.1 as f64) / total as f64, total);
        }
        blocks.push(block);
    }
    blocks.into_iter().flat_map(|(mean, count)| std::iter::repeat_n(mean, count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_have_room_stay() {
        assert_eq!(spread(&[10.0, 30.0], 0.0, 100.0, 10.0), [10.0, 30.0]);
        assert_eq!(spread(&[], 0.0, 100.0, 10.0), [0.0; 0]);
    }

    #[test]
    fn places_that_clash_move_aside_evenly() {
        assert_eq!(spread(&[50.0, 50.0], 0.0, 100.0, 10.0), [45.0, 55.0]);
        assert_eq!(spread(&[50.0, 50.0, 50.0], 0.0, 100.0, 10.0), [40.0, 50.0, 60.0]);
    }

    #[test]
    fn places_stay_between_the_bounds() {
        assert_eq!(spread(&[-5.0, 200.0], 0.0, 100.0, 10.0), [0.0, 100.0]);
        assert_eq!(spread(&[99.0, 99.0], 0.0, 100.0, 10.0), [90.0, 100.0]);
    }

    #[test]
    fn too_many_places_share_the_span() {
        assert_eq!(spread(&[5.0, 5.0, 5.0], 0.0, 10.0, 10.0), [0.0, 5.0, 10.0]);
    }
}
