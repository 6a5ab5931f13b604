//! One command a file: the rule it asks, then its plan. Deliberately absent: what several of them share.

mod add_choice_rule;
mod change_type;
mod connect;
mod convert;
mod delete_edge;
mod delete_states;
mod duplicate;
mod fix;
mod insert_state;
mod remove_field;
mod rename_state;
mod rename_variable;
mod reorder_choice_rules;
mod set_field;
mod set_start;
mod wrap;

pub(super) use add_choice_rule::add_choice_rule;
pub(super) use change_type::change_type;
pub(super) use connect::connect;
pub(super) use convert::convert;
pub(super) use delete_edge::delete_edge;
pub(super) use delete_states::delete_states;
pub(super) use duplicate::duplicate;
pub(super) use fix::{fix, fix_all};
pub(super) use insert_state::insert_state;
pub(super) use remove_field::remove_field;
pub(super) use rename_state::rename_state;
pub(super) use rename_variable::rename_variable;
pub(super) use reorder_choice_rules::reorder_choice_rules;
pub(super) use set_field::set_field;
pub(super) use set_start::set_start;
pub(super) use wrap::{wrap_in_map, wrap_in_parallel};
