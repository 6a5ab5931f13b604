//! What edits of YAML text do, one by one.
