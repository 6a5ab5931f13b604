//! Advice: what works but could be better, or rests on a mistake that AWS does not see. Each rule can be silenced.
//!
//! Deliberately absent: errors and warnings, which are in the room above.

mod catch_all_hides_errors;
mod choice_without_default;
mod express_candidate;
mod generic_state_name;
mod hard_coded_arn;
mod jsonata_spacing;
mod legacy_map_field;
mod lost_input;
mod mergeable_states;
mod no_error_handling;
mod parallel_candidate;
mod payload_near_limit;
mod task_without_retry;
mod unbounded_map;
mod unlimited_wait;
mod unused_variable;

use crate::lint::Rule;

/// The advice, in the order of the list in the page.
pub(super) static ALL: &[&Rule] = &[
    &task_without_retry::RULE,
    &no_error_handling::RULE,
    &unlimited_wait::RULE,
    &unbounded_map::RULE,
    &hard_coded_arn::RULE,
    &catch_all_hides_errors::RULE,
    &choice_without_default::RULE,
    &unused_variable::RULE,
    &lost_input::RULE,
    &payload_near_limit::RULE,
    &parallel_candidate::RULE,
    &mergeable_states::RULE,
    &legacy_map_field::RULE,
    &jsonata_spacing::RULE,
    &generic_state_name::RULE,
    &express_candidate::RULE,
];
