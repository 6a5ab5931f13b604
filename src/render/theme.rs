//! The colours and fonts of the canvas as custom properties: one table, which `style/tokens.css` repeats for the page
//! and a picture has filled in.

use std::borrow::Cow;

/// Which colours a picture has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// A custom property.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its name, with the two dashes.
    pub name: &'static str,
    /// Its value in the light theme.
    pub light: &'static str,
    /// Its value in the dark theme.
    pub dark: &'static str,
}

impl Token {
    /// The value in a theme.
    pub fn value(self, theme: Theme) -> &'static str {
        match theme {
            Theme::Light => self.light,
            Theme::Dark => self.dark,
        }
    }
}

const fn token(name: &'static str, light: &'static str, dark: &'static str) -> Token {
    Token { name, light, dark }
}

/// The fonts of the canvas; [`crate::layout::width_of`] reckons with the widest.
const FONTS: &str =
    "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"DejaVu Sans\", sans-serif";

/// Every custom property that [`super::STYLE`] uses.
pub const TOKENS: &[Token] = &[
    token("--canvas-font", FONTS, FONTS),
    token("--canvas", "#f6f7f9", "#12161e"),
    token("--node-fill", "#ffffff", "#1e2430"),
    token("--node-border", "#d3d9e3", "#364053"),
    token("--node-text", "#1b2333", "#e6eaf2"),
    token("--node-muted", "#5a6579", "#9ba6b8"),
    token("--glyph-ink", "#ffffff", "#ffffff"),
    token("--container-fill", "rgb(76 96 140 / 5%)", "rgb(150 170 215 / 6%)"),
    token("--container-border", "#bcc6d6", "#465163"),
    token("--lane-fill", "rgb(255 255 255 / 60%)", "rgb(0 0 0 / 18%)"),
    token("--marker", "#49566d", "#a3afc3"),
    token("--node-task", "#4a63d8", "#5a74ea"),
    token("--node-pass", "#64748b", "#64748b"),
    token("--node-choice", "#b7791f", "#b7791f"),
    token("--node-wait", "#0e7490", "#148aa8"),
    token("--node-succeed", "#1f8a4c", "#23924f"),
    token("--node-fail", "#c93a3a", "#d14646"),
    token("--node-parallel", "#7a4fc9", "#8a60d6"),
    token("--node-map", "#0f7f78", "#148f86"),
    token("--node-unknown", "#7d8696", "#6f7a8c"),
    token("--service-compute", "#d9691e", "#d9691e"),
    token("--service-data", "#3f5bd6", "#4f6ae0"),
    token("--service-storage", "#4f8a10", "#558f18"),
    token("--service-messaging", "#c92f78", "#cf3f84"),
    token("--service-analytics", "#7c4dde", "#8557e2"),
    token("--service-intelligence", "#0b8a76", "#0d937e"),
    token("--service-other", "#55627a", "#5f6d87"),
    token("--edge", "#8390a5", "#66748b"),
    token("--edge-choice", "#8390a5", "#66748b"),
    token("--edge-default", "#8390a5", "#66748b"),
    token("--edge-catch", "#cf6a24", "#d98245"),
    token("--edge-text", "#3c475a", "#c3ccda"),
    token("--edge-catch-text", "#a84e10", "#eaa873"),
    token("--selection", "#3355d1", "#8aa4ff"),
    token("--run-visited", "#1f8a4c", "#3fb873"),
    token("--run-active", "#3355d1", "#8aa4ff"),
    token("--run-failed", "#c93a3a", "#ee6a6a"),
    token("--run-caught", "#cf6a24", "#e39a5f"),
];

/// `style` with every custom property filled in: pictures are read by programs that know no custom properties.
pub fn filled_in(style: &str, theme: Theme) -> String {
    let mut filled = Cow::Borrowed(style);
    for token in TOKENS {
        filled = filled.replace(&format!("var({})", token.name), token.value(theme)).into();
    }
    filled.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::STYLE;

    #[test]
    fn the_style_uses_every_token_and_no_other() {
        for token in TOKENS {
            assert!(STYLE.contains(&format!("var({})", token.name)), "{} is used", token.name);
        }
        assert!(!filled_in(STYLE, Theme::Light).contains("var("));
    }

    /// The page's style sheet, which repeats the table.
    const PAGE: &str = include_str!("../../style/tokens.css");

    #[test]
    fn the_page_has_the_same_colours_and_fonts() {
        for Token { name, light, dark } in TOKENS {
            let value =
                if light == dark { (*light).to_owned() } else { format!("light-dark({light}, {dark})") };
            assert!(
                PAGE.contains(&format!("  {name}: {value};\n")),
                "style/tokens.css has `{name}: {value};`"
            );
        }
    }

    #[test]
    fn the_style_has_no_colour_of_its_own() {
        let has_hex = STYLE
            .match_indices('#')
            .any(|(at, _)| STYLE[at + 1..].starts_with(|c: char| c.is_ascii_hexdigit()));
        assert!(!has_hex && !STYLE.contains("rgb"));
    }
}
