use crate::ui::controls::css::Sheet;
use stylist::style;

pub(super) fn run() -> Sheet {
    style!(
        r#"
        flex: none; display: flex; flex-direction: column; height: var(--run-height); min-height: 0; background: var(--surface);
        & header { display: flex; align-items: center; gap: var(--space-2); padding: var(--space-2) var(--space-3); border-bottom: 1px solid var(--line); }
        & h2, & h3 { font-size: var(--text-body); font-weight: 600; }
        & header .choice { display: flex; align-items: center; gap: var(--space-2); margin-left: auto; }
        & header .choice label { white-space: nowrap; }
        & header .choice select { width: auto; }
        & .columns { flex: 1; display: grid; grid-template-columns: minmax(0, 4fr) minmax(0, 6fr) minmax(0, 6fr); min-height: 0; }
        & .columns > * { min-height: 0; overflow: auto; padding: var(--space-2) var(--space-3); }
        & .columns > * + * { border-left: 1px solid var(--line); }
        & .input { display: flex; flex-direction: column; gap: var(--space-1); }
        & .input .row { min-height: var(--row); }
        & .input textarea { flex: 1; min-height: 64px; resize: none; }
        & .task { margin-bottom: var(--space-2); }
        & .task > .row { margin-bottom: var(--space-1); }
        & .task .name { font-weight: 600; overflow-wrap: anywhere; }
        & .mock { display: grid; grid-template-columns: 52px 84px minmax(0, 1fr) auto; gap: var(--space-1); margin-bottom: var(--space-1); align-items: start; }
        & .mock .throw { display: grid; gap: var(--space-1); }
        & .mock .trouble { grid-column: 1 / -1; }
        & .mock textarea { white-space: pre-wrap; overflow-wrap: anywhere; field-sizing: content; max-height: 240px; }
        & .outcome .row { flex-wrap: wrap; }
        & .outcome h3 { margin: var(--space-2) 0 var(--space-1); }
        & .outcome .note { overflow-wrap: anywhere; }
        & .verdict { font-weight: 600; }
        & .verdict.good { color: var(--good); }
        & .verdict.bad { color: var(--error); }
        & pre { margin: 0; padding: var(--space-2); border-radius: var(--radius); background: var(--surface-sunken); font-family: var(--font-code); font-size: var(--text-code); white-space: pre; max-height: 200px; overflow: auto; }
        & pre.failure { white-space: pre-wrap; overflow-wrap: anywhere; }
        & .steps { list-style: none; margin: 0; padding: 0; }
        & .steps li { content-visibility: auto; contain-intrinsic-size: auto 26px; }
        & .steps button { display: flex; gap: var(--space-2); align-items: baseline; width: 100%; padding: 3px var(--space-2); border: none; border-radius: var(--radius-small); background: none; color: var(--ink); font: inherit; text-align: start; cursor: pointer; }
        & .steps button:hover { background: var(--hover); }
        & .steps button[aria-pressed=true] { background: var(--accent-soft); }
        & .steps .dot { flex: none; align-self: center; width: 8px; height: 8px; border-radius: 50%; background: var(--ink-faint); }
        & .steps .visited .dot { background: var(--run-visited); }
        & .steps .failed .dot { background: var(--run-failed); }
        & .steps .caught .dot { background: var(--run-caught); }
        & .steps .where { color: var(--ink-faint); font-size: var(--text-small); }
        & .steps .when { margin-left: auto; color: var(--ink-faint); font-variant-numeric: tabular-nums; white-space: nowrap; }
        & .data { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(190px, 100%), 1fr)); gap: var(--space-2); margin: var(--space-1) 0 var(--space-2); }
        & .data > div { min-width: 0; }
        @media (max-width: 1100px) { & .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 5fr) minmax(0, 4fr); } & .mock { grid-template-columns: 44px 80px minmax(0, 1fr) auto; } }
        @media (max-width: 760px) { height: auto; & .columns { display: block; } & header { flex-wrap: wrap; } & .input textarea { min-height: 160px; } }
        "#
    )
}
