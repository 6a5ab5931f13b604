//! Keys as people press them and as they are written in menus.

/// A key with the modifiers that are down.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyPress {
    /// The browser's name of the key: `z`, `F2`, `ArrowDown`.
    pub key: String,
    /// Control, or Command on a Mac.
    pub primary: bool,
    /// Shift.
    pub shift: bool,
    /// Alt, or Option.
    pub alt: bool,
    /// What has the focus.
    pub focus: Focus,
}

/// What has the focus while a key is pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Focus {
    /// A state, an edge or the canvas itself.
    Canvas,
    /// The text pane.
    Editor,
    /// A field of the inspector, whose text is the document's.
    Field,
    /// A field whose text is its own, such as the run's input.
    OwnText,
    /// Anything else.
    Page,
}

/// Where a shortcut works.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Wherever the focus is.
    Everywhere,
    /// Wherever the focus is, but not in a field with a history of its own.
    Document,
    /// Where no text is typed.
    OutsideText,
    /// On the canvas.
    Canvas,
}

/// A key combination.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chord {
    /// The browser's name of the key; letters in lower case.
    pub key: &'static str,
    /// Whether Control (Command on a Mac) must be down.
    pub primary: bool,
    /// Whether Shift must be down.
    pub shift: bool,
}

impl Chord {
    /// The bare key.
    pub const fn key(key: &'static str) -> Self {
        Chord { key, primary: false, shift: false }
    }

    /// The key with Control or Command.
    pub const fn primary(key: &'static str) -> Self {
        Chord { key, primary: true, shift: false }
    }

    /// The key with Control or Command, and Shift.
    pub const fn primary_shift(key: &'static str) -> Self {
        Chord { key, primary: true, shift: true }
    }

    /// Whether that was pressed. A sign such as `+` may need Shift on some keyboards, so Shift counts for named keys
    /// and letters only.
    pub fn matches(&self, press: &KeyPress) -> bool {
        let is_sign = self.key.chars().count() == 1 && !self.key.chars().all(char::is_alphabetic);
        press.key.eq_ignore_ascii_case(self.key)
            && press.primary == self.primary
            && (press.shift == self.shift || is_sign)
            && !press.alt
    }

    /// How it is written: `Ctrl+Shift+Z`.
    pub fn label(&self) -> String {
        let mut label = String::new();
        if self.primary {
            label.push_str("Ctrl+");
        }
        if self.shift {
            label.push_str("Shift+");
        }
        label.push_str(&match self.key {
            "Escape" => "Esc".to_owned(),
            "Delete" => "Del".to_owned(),
            "ArrowUp" => "↑".to_owned(),
            "ArrowDown" => "↓".to_owned(),
            "ArrowLeft" => "←".to_owned(),
            "ArrowRight" => "→".to_owned(),
            "Enter" | "Backspace" => self.key.to_owned(),
            key => key.to_uppercase(),
        });
        label
    }
}

impl Scope {
    /// Whether a shortcut of this scope works while that has the focus.
    pub fn covers(self, focus: Focus) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::Document => focus != Focus::OwnText,
            Scope::OutsideText => matches!(focus, Focus::Canvas | Focus::Page),
            Scope::Canvas => focus == Focus::Canvas,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str, primary: bool, shift: bool) -> KeyPress {
        KeyPress { key: key.to_owned(), primary, shift, alt: false, focus: Focus::Page }
    }

    #[test]
    fn chords_match_their_modifiers() {
        assert!(Chord::primary("z").matches(&press("z", true, false)));
        assert!(Chord::primary_shift("z").matches(&press("Z", true, true)));
        assert!(!Chord::primary("z").matches(&press("Z", true, true)));
        assert!(!Chord::key("z").matches(&press("z", true, false)));
        assert!(Chord::key("+").matches(&press("+", false, true)), "Shift is how some keyboards type it");
    }

    #[test]
    fn chords_are_written_as_on_the_keys() {
        assert_eq!(Chord::primary_shift("z").label(), "Ctrl+Shift+Z");
        assert_eq!(Chord::key("Delete").label(), "Del");
        assert_eq!(Chord::primary("ArrowDown").label(), "Ctrl+↓");
    }
}
