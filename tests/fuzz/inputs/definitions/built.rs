//! Random definitions with fields from the language's own tables, mostly with a value of the kind that the field takes.

use super::pieces::{ERRORS, EXPRESSIONS, KEYS, NAMES, NUMBERS, ODD, PATHS, RESOURCES, TEXTS};
use crate::inputs::Choices;
use asl_studio::asl::StateType;
use asl_studio::asl::choice::Operator;
use asl_studio::asl::fields::{FieldKind, FieldSpec, ObjectKind};

impl Choices {
    /// A definition with fields from the language's own tables.
    pub(super) fn definition(&mut self) -> String {
        self.object(ObjectKind::Top, 2)
    }

    fn object(&mut self, kind: ObjectKind, depth: usize) -> String {
        let fields: Vec<&'static FieldSpec> = kind.fields().collect();
        let mut members = Vec::new();
        if let ObjectKind::State(known) = kind {
            members.push(format!(r#""Type": "{}""#, known.name()));
        }
        for name in kind.required() {
            if let Some(field) = kind.field(name).filter(|_| !self.one_in(12)) {
                members.push(self.member(field, depth));
            }
        }
        for _ in 0..self.below(5) {
            if let Some(&field) = fields.get(self.below(fields.len())) {
                members.push(self.member(field, depth));
            }
        }
        if matches!(kind, ObjectKind::ChoiceRule | ObjectKind::NestedRule) {
            members.push(self.comparison());
        }
        if self.one_in(15) {
            members.push(format!("\"{}\": {}", self.pick(KEYS), self.value(depth)));
        }
        format!("{{{}}}", members.join(self.pick(&[", ", ",", ",\n", ",\r\n\t"])))
    }

    fn comparison(&mut self) -> String {
        let operators: Vec<String> = Operator::all().map(Operator::name).collect();
        let at = self.below(operators.len());
        let operator = operators.get(at).map_or("IsNull", String::as_str);
        format!(r#""Variable": {}, "{operator}": {}"#, self.text(PATHS), self.value(1))
    }

    fn member(&mut self, field: &FieldSpec, depth: usize) -> String {
        let value = if self.one_in(10) { self.value(depth) } else { self.fitting(field.kind, depth) };
        format!("\"{}\": {value}", field.name)
    }

    fn text(&mut self, texts: &[&str]) -> String {
        format!("\"{}\"", self.pick(texts))
    }

    /// A value of the kind that the field takes.
    fn fitting(&mut self, kind: FieldKind, depth: usize) -> String {
        match kind {
            FieldKind::Text | FieldKind::Timestamp => self.text(TEXTS),
            FieldKind::Texts => format!("[{}]", self.text(ERRORS)),
            FieldKind::Enum(words) => self.text(words),
            FieldKind::Boolean | FieldKind::Condition => {
                String::from(self.pick(&["true", "false", "\"{% $a %}\""]))
            }
            FieldKind::Integer(..) | FieldKind::Number(..) => String::from(self.pick(NUMBERS)),
            FieldKind::Path
            | FieldKind::PathOrNull
            | FieldKind::ReferencePath
            | FieldKind::ReferencePathOrNull
            | FieldKind::PathOrIntrinsic => self.text(PATHS),
            FieldKind::Template | FieldKind::Assignments | FieldKind::Literal => self.payload(depth),
            FieldKind::StateName => self.text(NAMES),
            FieldKind::Resource => self.text(RESOURCES),
            FieldKind::Object(kind) => self.nested(kind, depth),
            FieldKind::Objects(kind) => {
                let items: Vec<String> = (0..self.below(3)).map(|_| self.nested(kind, depth)).collect();
                format!("[{}]", items.join(", "))
            }
            FieldKind::States => self.states(depth),
        }
    }

    fn nested(&mut self, kind: ObjectKind, depth: usize) -> String {
        if depth == 0 { "{}".to_owned() } else { self.object(kind, depth - 1) }
    }

    fn states(&mut self, depth: usize) -> String {
        if depth == 0 {
            return "{}".to_owned();
        }
        let states: Vec<String> = (0..1 + self.below(4))
            .map(|_| {
                let at = self.below(StateType::ALL.len());
                let known = StateType::ALL.get(at).copied().unwrap_or(StateType::Pass);
                format!("{}: {}", self.text(NAMES), self.object(ObjectKind::State(known), depth - 1))
            })
            .collect();
        format!("{{{}}}", states.join(", "))
    }

    fn payload(&mut self, depth: usize) -> String {
        if depth == 0 || self.one_in(4) {
            return self.value(0);
        }
        let members: Vec<String> = (0..self.below(4))
            .map(|_| {
                let key = self.pick(KEYS);
                let value = if key.ends_with(".$") { self.text(PATHS) } else { self.payload(depth - 1) };
                format!("\"{key}\": {value}")
            })
            .collect();
        if self.one_in(5) {
            format!("[{{{}}}]", members.join(", "))
        } else {
            format!("{{{}}}", members.join(", "))
        }
    }

    fn value(&mut self, depth: usize) -> String {
        match self.below(9) {
            0 => self.text(TEXTS),
            1 => self.text(PATHS),
            2 => self.text(EXPRESSIONS),
            3 => String::from(self.pick(NUMBERS)),
            4 => self.text(NAMES),
            5 => String::from(self.pick(ODD)),
            6 if depth > 0 => self.payload(depth - 1),
            7 if depth > 0 => self.states(depth - 1),
            _ => String::from(self.pick(&["null", "true", "false", "[]", "{}", "[1, \"$.a\"]"])),
        }
    }

    /// Tokens in any order.
    pub(super) fn noise(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..1 + self.below(40) {
            let part = match self.below(4) {
                0 => self.text(KEYS),
                1 => self.text(NAMES),
                2 => String::from(self.pick(ODD)),
                _ => String::from(self.pick(&["{", "}", "[", "]", ":", ",", " ", "\n", "\"", "\\"])),
            };
            text.push_str(&part);
        }
        text
    }
}
