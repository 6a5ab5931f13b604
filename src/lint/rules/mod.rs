//! All rules, one file each. To add one: write the file (a `pub(super) static RULE`), declare it here and put it
//! into the list; its examples are tested by being there.
//!
//! Deliberately absent: a rule that needs a run of the definition, and options of single rules.

mod activity_credentials;
mod advice;
pub(super) mod alternatives;
mod blanks_around_intrinsic;
mod bounds_out_of_order;
mod choice_rule_shape;
mod codes;
mod conflicting_alternatives;
mod dangling_target;
mod dead_end;
mod distributed_map_shape;
mod duplicate_key;
mod duplicate_label;
mod duplicate_state_name;
mod duplicate_template_key;
mod empty_value;
mod express_distributed_map;
mod express_too_long;
mod express_unsupported;
mod incomplete_storage;
mod inline_map_field;
mod intrinsic_without_text;
mod invalid_jsonata;
mod invalid_label;
mod invalid_path;
mod invalid_resource;
mod invalid_state_name;
mod invalid_template_expression;
mod invalid_timestamp;
mod invalid_variable_name;
mod items_not_iterable;
mod literal_jsonata;
mod misplaced_catch_all;
mod missing_alternative;
mod missing_field;
mod missing_parameters;
mod missing_role;
mod no_terminal_state;
mod not_positive;
mod open_jsonata;
mod path_in_jsonata;
mod path_in_plain_field;
mod path_in_plain_key;
mod possibly_undefined_variable;
mod query_language_downgrade;
mod reserved_variable_name;
mod shadowed_variable;
mod static_result;
mod template_value_not_text;
mod undefined_variable;
mod unknown_error_name;
mod unknown_field;
mod unknown_type;
mod unknown_word;
mod unreachable_state;
mod unsuitable_argument;
mod unsupported_jsonata;
mod value_out_of_bounds;
mod waiting_express_item;
mod wrapped_definition;
mod wrong_language_field;
mod wrong_operand_type;
mod wrong_value_type;

pub(in crate::lint) use codes::{INVALID_JSON, is_of_aws};

use super::Rule;
use super::checker::Checker;
use super::expressions::visit_jsonata_strings;
use crate::json::NodeId;

/// All rules, in the order in which AWS reports: the form first, then the graph; then what AWS does not look at, and
/// advice.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().chain(advice::ALL).copied()
}

/// Errors and warnings.
static CHECKS: &[&Rule] = &[
    &missing_field::RULE,
    &unknown_type::RULE,
    &unknown_field::RULE,
    &wrong_value_type::RULE,
    &unknown_word::RULE,
    &value_out_of_bounds::RULE,
    &empty_value::RULE,
    &wrong_language_field::RULE,
    &query_language_downgrade::RULE,
    &choice_rule_shape::RULE,
    &wrong_operand_type::RULE,
    &invalid_timestamp::RULE,
    &invalid_path::RULE,
    &invalid_template_expression::RULE,
    &template_value_not_text::RULE,
    &duplicate_template_key::RULE,
    &intrinsic_without_text::RULE,
    &missing_role::RULE,
    &activity_credentials::RULE,
    &misplaced_catch_all::RULE,
    &invalid_state_name::RULE,
    &invalid_label::RULE,
    &duplicate_label::RULE,
    &invalid_resource::RULE,
    &missing_parameters::RULE,
    &distributed_map_shape::RULE,
    &open_jsonata::RULE,
    &invalid_jsonata::RULE,
    &unsupported_jsonata::RULE,
    &invalid_variable_name::RULE,
    &reserved_variable_name::RULE,
    &shadowed_variable::RULE,
    &path_in_plain_key::RULE,
    &path_in_plain_field::RULE,
    &static_result::RULE,
    &missing_alternative::RULE,
    &conflicting_alternatives::RULE,
    &express_unsupported::RULE,
    &duplicate_state_name::RULE,
    &dangling_target::RULE,
    &no_terminal_state::RULE,
    &unreachable_state::RULE,
    &dead_end::RULE,
    &duplicate_key::RULE,
    &literal_jsonata::RULE,
    &items_not_iterable::RULE,
    &bounds_out_of_order::RULE,
    &not_positive::RULE,
    &unknown_error_name::RULE,
    &unsuitable_argument::RULE,
    &blanks_around_intrinsic::RULE,
    &inline_map_field::RULE,
    &incomplete_storage::RULE,
    &path_in_jsonata::RULE,
    &express_distributed_map::RULE,
    &waiting_express_item::RULE,
    &express_too_long::RULE,
    &undefined_variable::RULE,
    &possibly_undefined_variable::RULE,
    &wrapped_definition::RULE,
];

/// The rule that is asked first.
pub(in crate::lint) fn first() -> &'static Rule {
    &missing_field::RULE
}

/// The rule of that name.
pub fn named(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// The strings in places where `{% … %}` is evaluated, each with the index of its object.
fn jsonata_strings(checker: &Checker<'_>) -> Vec<(usize, NodeId)> {
    let mut found = Vec::new();
    visit_jsonata_strings(checker, |field, node| {
        if !checker.is_substituted(node) {
            found.push((field.object, node));
        }
    });
    found
}
