//! A YAML definition that chance spoiled.

use crate::inputs::Choices;

/// What is spoiled: everything that the parser tells apart.
const SEED: &str = r##"# head
%YAML 1.2
---
Comment: >-
  folded
  text

    deeper
StartAt: &start "First \"one\" \u00e9"
States:
  'First "one" é': # beside
    Type: Choice
    Choices:
    - Variable: $.a
      IsPresent: true
      Next: Två
    -
      And: [{Variable: $.b, IsNull: false}, {Variable: "$.c", IsString: true}]
      Next: *start
    Default: Två
  Två:
    Type: Task
    Resource: !GetAtt Fn.Arn
    Parameters: &parameters
      a.$: States.Format('{}', $.a)
      b: {c: [1, 2.5, ~, yes], d: ${Later}}
    Retry: ${Retry}
    Assign: |+
      {% $x %}

    TimeoutSeconds: 010
    End: true
  ? Third
  : Type: Pass
    Result:
      <<: *parameters
      e: ""
    End: true
...
"##;

const PIECES: &[&str] = &[
    "\n", " ", "  ", "\n    ", "- ", "-", ": ", ":", "\"", "'", "{", "}", "[", "]", ",", "#", " #", "|", ">",
    "|2-\n", "&a ", "*a", "*start", "<<: ", "!Sub ", "!", "? ", "\t", "\\", "\r\n", "---\n", "...\n", "%",
    "${", "é", "\u{feff}", "\u{0}", "{% $",
];

impl Choices {
    /// The definition with up to eight things taken out, put in, doubled, or cut off.
    pub(crate) fn spoiled_yaml(&mut self) -> String {
        let mut text = SEED.to_owned();
        for _ in 0..=self.below(8) {
            text = self.spoiled(&text, PIECES);
        }
        text
    }
}
