use crate::ui::controls::css::Sheet;
use stylist::style;

pub(super) fn inspector() -> Sheet {
    style!(
        r#"
        min-width: 0; overflow: auto; padding: var(--space-3); background: var(--surface);
        & h2 { margin-bottom: var(--space-3); font-size: var(--text-body); font-weight: 600; }
        & h3 { margin: var(--space-4) 0 var(--space-2); padding-top: var(--space-3); border-top: 1px solid var(--line); font-size: var(--text-body); font-weight: 600; }
        & .actions { display: flex; flex-wrap: wrap; gap: 2px; margin: 0 calc(-1 * var(--space-2)) var(--space-3); }
        @media (hover: hover) { & .field .row button { color: var(--ink-faint); } & .field:hover .row button { color: var(--ink); } }
        & .transition { display: flex; flex-direction: column; align-items: flex-start; gap: var(--space-2); margin: 0 0 var(--space-4); padding: var(--space-3); border: 1px solid var(--selection); border-radius: var(--radius); overflow-wrap: anywhere; }
        & .transition h2 { margin: 0; }
        & .remedy { margin-inline-start: var(--space-2); padding: 1px 6px; border: none; border-radius: var(--radius-small); background: none; color: var(--accent); font: inherit; font-weight: 600; cursor: pointer; }
        & .remedy:hover { background: var(--hover); }
        & .exit { margin-bottom: var(--space-2); }
        & .retry { margin-bottom: var(--space-1); overflow-wrap: anywhere; }
        & dl { display: grid; grid-template-columns: auto 1fr; gap: 2px var(--space-3); margin: 0 0 var(--space-3); }
        & dt { color: var(--ink-soft); }
        & dd { margin: 0; }
        & .steps { margin: 0; padding-left: var(--space-4); color: var(--ink-soft); }
        & .steps li { margin-bottom: var(--space-1); }
        "#
    )
}
