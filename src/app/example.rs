//! The worked example of a first visit, and the empty definition.

/// The example's file name.
pub const NAME: &str = "order.asl.json";
/// The example.
pub const TEXT: &str = include_str!("../../public/example/order.asl.json");

/// The name of a new definition.
pub const NEW_NAME: &str = "new.asl.json";
/// A new definition: the smallest that runs.
pub const NEW_TEXT: &str = r#"{
  "StartAt": "Start here",
  "States": {
    "Start here": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#;
