//! Laws over texts that nobody wrote: the first inputs of the fuzz targets.

use crate::inputs::Target;

#[test]
fn any_expression_is_refused_with_its_place_or_evaluates_within_its_limits() {
    for number in 0..20_000 {
        Target::Expressions.check(1, number);
    }
}

#[test]
fn any_definition_is_read_checked_and_helped_with() {
    for number in 0..4_000 {
        Target::Definitions.check(1, number);
    }
}

#[test]
fn an_input_is_made_of_its_number_alone() {
    for target in ["expressions", "definitions"].into_iter().filter_map(Target::named) {
        let text = target.text(1, 17);
        assert_eq!(target.check(1, 17), text);
        assert_ne!(target.text(1, 18), text);
        assert_ne!(target.text(2, 17), text);
    }
}
