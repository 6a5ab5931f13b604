use crate::ui::controls::css::Sheet;
use stylist::style;

pub(super) fn sheet() -> Sheet {
    style!(
        r#"
        flex: none; height: var(--problems-height); overflow: auto; background: var(--surface); contain: strict;
        & .head { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: var(--space-2); padding: var(--space-1) var(--space-2) var(--space-1) var(--space-3); background: var(--surface); }
        & h2 { font-size: var(--text-body); font-weight: 600; }
        & .severities { display: flex; gap: 2px; }
        & .chip { display: inline-flex; align-items: center; gap: 5px; height: 22px; padding: 0 7px; border: 1px solid transparent; border-radius: 11px; background: none; color: var(--ink-soft); font: inherit; font-variant-numeric: tabular-nums; cursor: pointer; }
        & .chip[aria-pressed="true"] { background: var(--hover); color: var(--ink); }
        & .chip[aria-pressed="false"] .dot { opacity: 0.4; }
        & .chip:hover { background: var(--pressed); }
        & input[type="search"] { flex: 1; min-width: 40px; height: 24px; padding: 0 var(--space-2); border: 1px solid var(--line); border-radius: var(--radius-small); background: var(--surface-sunken); color: var(--ink); font: inherit; }
        & .empty { padding: 0 var(--space-3) var(--space-2); color: var(--ink-soft); }
        & ul { list-style: none; margin: 0; padding: 0 0 var(--space-2); }
        & li { padding-bottom: 3px; content-visibility: auto; contain-intrinsic-size: auto 66px; }
        & li:hover, & li:focus-within { background: var(--hover); }
        & .go { display: grid; grid-template-columns: auto 1fr auto; column-gap: var(--space-2); align-items: baseline; width: 100%; padding: 4px var(--space-3) 1px; border: none; background: none; color: var(--ink); font: inherit; text-align: start; cursor: pointer; }
        & .go:focus-visible { outline-offset: -2px; }
        & .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--hint); }
        & .error .dot, & .chip.error .dot { background: var(--error); }
        & .warning .dot, & .chip.warning .dot { background: var(--warning); }
        & .message { overflow-wrap: anywhere; }
        & .hint { grid-column: 2; background: none; color: var(--ink-soft); overflow-wrap: anywhere; }
        & .code { grid-column: 2; color: var(--ink-faint); font-family: var(--font-code); font-size: var(--text-small); overflow-wrap: anywhere; }
        & .place { grid-column: 3; grid-row: 1; color: var(--ink-faint); font-variant-numeric: tabular-nums; }
        & .remedies { display: flex; flex-wrap: wrap; gap: 2px var(--space-1); padding-inline-start: calc(var(--space-3) + 8px + var(--space-2)); }
        & .remedies button { padding: 1px 6px; margin-inline-start: -6px; border: none; border-radius: var(--radius-small); background: none; color: var(--accent); font: inherit; cursor: pointer; }
        & .remedies button + button { margin-inline-start: 0; }
        & .remedies button:hover { background: var(--pressed); }
        & .remedies .quiet { color: var(--ink-faint); visibility: hidden; }
        & li:hover .quiet, & li:focus-within .quiet { visibility: visible; }
        & .settings { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 2px var(--space-2); margin: 0 var(--space-3) var(--space-2); padding: var(--space-2); border: 1px solid var(--line); border-radius: var(--radius); }
        & .settings legend { padding: 0 var(--space-1); color: var(--ink-soft); }
        & .settings label { display: flex; align-items: center; gap: 6px; cursor: pointer; }
        "#
    )
}
