//! Laws of expressions over texts that nobody wrote: the first inputs of the fuzz target.

#[path = "../fuzz/inputs/mod.rs"]
mod inputs;

#[test]
fn any_text_is_refused_with_its_place_or_evaluates_within_its_limits() {
    for number in 0..20_000 {
        inputs::check_input(1, number);
    }
}

#[test]
fn an_input_is_made_of_its_number_alone() {
    let text = inputs::text_of(1, 17);
    assert_eq!(inputs::check_input(1, 17), text);
    assert_ne!(inputs::text_of(1, 18), text);
    assert_ne!(inputs::text_of(2, 17), text);
}
