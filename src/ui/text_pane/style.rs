use crate::ui::controls::css::Sheet;
use stylist::style;

pub(super) fn text_pane() -> Sheet {
    style!(
        r#"
        flex: 1; min-height: 0; overflow: hidden; background: var(--surface);
        & .cm-editor { height: 100%; color: var(--ink); background: var(--surface); }
        & .cm-editor.cm-focused { outline: none; }
        & .cm-scroller { font-family: var(--font-code); font-size: var(--text-code); line-height: 1.55; }
        & .cm-content { caret-color: var(--ink); padding: var(--space-2) 0; }
        & .cm-cursor { border-left-color: var(--ink); border-left-width: 2px; }
        & .cm-gutters { background: var(--surface); color: var(--ink-faint); border: none; }
        & .cm-activeLine, & .cm-activeLineGutter { background: var(--surface-sunken); }
        & .cm-editor .cm-selectionLayer .cm-selectionBackground { background: var(--select); }
        & .cm-editor .cm-matchingBracket { background: var(--accent-soft); outline: 1px solid var(--accent); }
        & .cm-selectionMatch { background: var(--accent-soft); }
        & .cm-searchMatch { background: var(--warning-soft); outline: 1px solid var(--warning); }
        & .cm-searchMatch-selected { background: var(--select); }
        & .cm-foldPlaceholder { background: var(--hover); border: 1px solid var(--line); color: var(--ink-soft); }
        & .cm-panels { background: var(--surface-sunken); color: var(--ink); border-color: var(--line); }
        & .cm-panel.cm-search { padding: var(--space-2); font-family: var(--font-text); font-size: var(--text-body); }
        & .cm-textfield { background: var(--surface); color: var(--ink); border: 1px solid var(--line-strong); border-radius: var(--radius-small); }
        & .cm-button { background: var(--surface); background-image: none; color: var(--ink); border: 1px solid var(--line-strong); border-radius: var(--radius-small); }
        & .cm-tooltip { background: var(--surface-raised); color: var(--ink); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); font-family: var(--font-text); font-size: var(--text-body); }
        & .cm-gutter-lint { width: 12px; }
        & .cm-gutter-lint .cm-gutterElement { padding: 0; }
        & .cm-lint-marker { content: normal; width: 8px; height: 8px; margin: 0.42em 2px 0; border-radius: 50%; background: var(--hint); }
        & .cm-lint-marker-warning { background: var(--warning); border-radius: 2px; }
        & .cm-lint-marker-error { background: var(--error); border-radius: 2px; transform: rotate(45deg); }
        & .cm-lintRange-info { background-image: none; border-bottom: 1px dotted var(--hint); }
        & .cm-diagnostic { padding: var(--space-2) var(--space-3); }
        & .cm-diagnosticSource { color: var(--ink-faint); }
        "#
    )
}
