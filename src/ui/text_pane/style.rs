use crate::ui::controls::css::Sheet;
use stylist::style;

pub(super) fn text_pane() -> Sheet {
    style!(
        r#"
        flex: 1; min-height: 0; overflow: hidden; background: var(--surface); contain: strict;
        & .cm-editor { height: 100%; color: var(--ink); background: var(--surface); }
        & .cm-editor.cm-focused { outline: none; }
        & .cm-scroller { font-family: var(--font-code); font-size: var(--text-code); line-height: 1.55; }
        & .cm-content { caret-color: var(--ink); padding: var(--space-2) 0; }
        & .cm-gutters { background: var(--surface); color: var(--ink-faint); border: none; }
        & .cm-activeLine, & .cm-activeLineGutter { background: var(--surface-sunken); }
        & .cm-content ::selection, & .cm-line::selection, & .cm-held { background: var(--select); }
        & .cm-editor .cm-matchingBracket { background: var(--accent-soft); outline: 1px solid var(--accent); }
        & .cm-selectionMatch { background: var(--accent-soft); }
        & .cm-searchMatch { background: var(--warning-soft); outline: 1px solid var(--warning); }
        & .cm-searchMatch-selected { background: var(--select); }
        & .cm-foldPlaceholder { background: var(--hover); border: 1px solid var(--line); color: var(--ink-soft); }
        & .cm-panels { background: var(--surface-sunken); color: var(--ink); border-color: var(--line); }
        & .cm-panel.cm-search { display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) var(--space-2); padding: var(--space-2) calc(var(--space-2) + 28px) var(--space-2) var(--space-2); font-family: var(--font-text); font-size: var(--text-body); }
        & .cm-panel.cm-search br { flex-basis: 100%; height: 0; content: ""; }
        & .cm-panel.cm-search label { display: inline-flex; align-items: center; gap: var(--space-1); margin: 0; color: var(--ink-soft); font-size: var(--text-small); }
        & .cm-panel.cm-search input[type=checkbox] { margin: 0; }
        & .cm-panel .cm-textfield { flex: 1 1 120px; min-width: 0; height: var(--row); margin: 0; padding: 0 var(--space-2); border: 1px solid var(--line-strong); border-radius: var(--radius); background: var(--surface); color: var(--ink); font: inherit; }
        & .cm-panel .cm-button { height: var(--row); margin: 0; padding: 0 var(--space-2); border: 1px solid transparent; border-radius: var(--radius); background: transparent; background-image: none; color: var(--ink); font: inherit; text-transform: capitalize; cursor: pointer; }
        & .cm-panel .cm-button:hover { background: var(--hover); }
        & .cm-panel.cm-search [name=close] { top: var(--space-2); right: var(--space-2); width: var(--row); height: var(--row); border-radius: var(--radius); color: var(--ink); cursor: pointer; }
        & .cm-panel.cm-search [name=close]:hover { background: var(--hover); }
        & .cm-tooltip { background: var(--surface-raised); color: var(--ink); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); font-family: var(--font-text); font-size: var(--text-body); }
        & .cm-gutter-lint { width: 12px; }
        & .cm-gutter-lint .cm-gutterElement { padding: 0; }
        & .cm-lint-marker { content: normal; width: 8px; height: 8px; margin: 0.42em 2px 0; border-radius: 50%; background: var(--hint); }
        & .cm-lint-marker-warning { background: var(--warning); border-radius: 2px; }
        & .cm-lint-marker-error { background: var(--error); border-radius: 2px; transform: rotate(45deg); }
        & .cm-lintRange-info { background-image: none; border-bottom: 1px dotted var(--hint); }
        & .cm-tooltip .help { max-width: 56ch; max-height: 40vh; overflow: auto; padding: var(--space-2) var(--space-3); }
        & .cm-tooltip.help { max-width: 56ch; max-height: 40vh; overflow: auto; padding: var(--space-2) var(--space-3); }
        & .help p { margin: 0 0 var(--space-1); }
        & .help-title { font-weight: 650; }
        & .help code, & .help-code { font-family: var(--font-code); font-size: var(--text-code); }
        & .help-code { margin: var(--space-1) 0; padding: var(--space-1) var(--space-2); background: var(--surface-sunken); border-radius: var(--radius-small); white-space: pre-wrap; overflow-wrap: anywhere; }
        & .help-active { color: var(--accent); font-weight: 650; }
        & .help-link { color: var(--accent); }
        & .help-trouble { color: var(--error); max-width: 40ch; }
        & .help-trouble:empty { display: none; }
        & .cm-tooltip-autocomplete > ul { font-family: var(--font-code); font-size: var(--text-code); max-height: 18em; }
        & .cm-tooltip-autocomplete > ul > li { padding: 2px var(--space-2); line-height: 1.5; }
        & .cm-tooltip-autocomplete > ul > li[aria-selected] { background: var(--select); color: var(--ink); }
        & .cm-completionDetail { font-family: var(--font-text); font-style: normal; color: var(--ink-faint); }
        & li[aria-selected] .cm-completionDetail { color: var(--ink-soft); }
        & .cm-completionIcon { color: var(--ink-faint); opacity: 1; width: 1.2em; }
        & .cm-completionIcon-field::after { content: "▪"; }
        & .cm-completionIcon-value::after { content: "="; }
        & .cm-completionIcon-state::after { content: "▢"; }
        & .cm-completionIcon-error::after { content: "!"; }
        & .cm-completionIcon-resource::after { content: "☁"; }
        & .cm-completionIcon-variable::after { content: "\24"; }
        & .cm-completionIcon-path::after { content: "›"; }
        & .cm-completionIcon-function::after { content: "ƒ"; }
        & .cm-completionIcon-snippet::after { content: "❖"; }
        & .cm-place { background: var(--accent-soft); border-radius: 2px; }
        & .cm-same { background: var(--accent-soft); }
        & .cm-crumbs { display: flex; gap: var(--space-1); min-height: 24px; padding: 0 var(--space-2); overflow-x: auto; font-family: var(--font-text); font-size: var(--text-small); color: var(--ink-faint); align-items: center; white-space: nowrap; }
        & .cm-crumbs button { border: none; background: none; color: var(--ink-soft); font: inherit; padding: 2px var(--space-1); border-radius: var(--radius-small); cursor: pointer; }
        & .cm-crumbs button.state { color: var(--ink); font-weight: 600; }
        & .cm-crumbs button:hover { background: var(--hover); }
        & .cm-crumbs button + button::before { content: "›"; margin-right: var(--space-2); color: var(--ink-faint); }
        & .cm-places { display: flex; flex-direction: column; max-height: 40vh; padding: var(--space-2); gap: var(--space-2); font-family: var(--font-text); font-size: var(--text-body); }
        & .cm-places input, & .cm-rename input { height: var(--row); padding: 0 var(--space-2); font: inherit; }
        & .places { list-style: none; margin: 0; padding: 0; overflow: auto; }
        & .places li { display: flex; justify-content: space-between; gap: var(--space-3); padding: 3px var(--space-2) 3px calc(var(--space-2) + var(--depth) * var(--space-4)); border-radius: var(--radius-small); cursor: pointer; }
        & .places li[aria-selected="true"] { background: var(--select); }
        & .places .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        & .places .detail { color: var(--ink-soft); white-space: nowrap; }
        & .cm-diagnostic { padding: var(--space-2) var(--space-3); }
        & .cm-diagnosticSource { color: var(--ink-faint); }
        "#
    )
}
