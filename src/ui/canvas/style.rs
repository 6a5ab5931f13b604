use crate::ui::controls::css::Sheet;
use stylist::style;

pub(super) fn canvas() -> Sheet {
    style!(
        r#"
        position: relative; flex: 1; min-height: 0; min-width: 0; background: var(--canvas); --strip: 34px;
        & .host { position: absolute; inset: 0 0 var(--strip); overflow: hidden; cursor: grab; touch-action: none; contain: strict; user-select: none; }
        & .host.holding { cursor: grabbing; }
        & .host.stale .world { opacity: 0.45; }
        & .space { position: relative; width: 400000px; height: 400000px; }
        & .world { position: absolute; left: 200000px; top: 200000px; transform-origin: 0 0; will-change: transform; }
        & .canvas { display: block; overflow: visible; }
        & .overlay { position: absolute; left: 0; top: 0; width: 1px; height: 1px; overflow: visible; pointer-events: none; }
        & .ghost { fill: none; stroke: var(--selection); stroke-width: 2px; stroke-dasharray: 6 4; }
        & title { display: none; }
        & .node[data-state] { cursor: pointer; }
        & .node:focus, & .edge:focus { outline: none; }
        & .node:focus-visible > .card { stroke: var(--focus); stroke-width: 3px; }
        & .node[data-state]:hover > .card { stroke: var(--selection); }
        & .node.doubtful > .card { stroke: var(--warning); }
        & .node.faulty > .card { stroke: var(--error); }
        & .edge { cursor: pointer; }
        & .edge:hover > .line { stroke: var(--selection); }
        & .edge:hover > .head { fill: var(--selection); }
        & .edge:focus-visible > .line { stroke: var(--focus); stroke-width: 3px; }
        & .end { fill: var(--surface); stroke: var(--selection); stroke-width: 2px; opacity: 0; cursor: crosshair; }
        & .edge:hover > .end, & .edge.selected > .end, & .edge:focus-visible > .end { opacity: 1; }
        & .hint { position: absolute; left: var(--space-3); top: var(--space-3); margin: 0; padding: var(--space-1) var(--space-2); background: var(--warning-soft); color: var(--warning); border-radius: var(--radius); }
        & .empty { position: absolute; left: 50%; top: 40%; transform: translate(-50%, -50%); max-width: 340px; text-align: center; color: var(--ink-soft); }
        & .empty div { display: flex; justify-content: center; gap: var(--space-2); margin-top: var(--space-3); }
        & .verdict { position: absolute; left: 50%; top: var(--space-3); transform: translateX(-50%); padding: var(--space-1) var(--space-3); background: var(--surface-raised); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); pointer-events: none; }
        & .verdict.refused { background: var(--error-soft); color: var(--error); border-color: var(--error); }
        & .pad { position: absolute; left: 0; top: 0; display: flex; gap: 2px; padding: 2px; background: var(--surface-raised); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--shadow); }
        & .node.selected > .card { outline: 2px solid var(--selection); outline-offset: 3px; }
        & .node.droppable > .card { stroke: var(--good); stroke-width: 2px; }
        & .node.over > .card { stroke: var(--good); stroke-width: 3px; fill: var(--good-soft); }
        & .node.refused > .card { stroke: var(--error); stroke-width: 3px; }
        & .strip { position: absolute; inset: auto 0 0; height: var(--strip); display: flex; align-items: center; gap: 2px; padding: 0 var(--space-2) 0 var(--space-3); background: var(--surface); border-top: 1px solid var(--line); }
        & .strip .note { flex: 1; min-width: 0; overflow: hidden; color: var(--ink-faint); text-overflow: ellipsis; white-space: nowrap; }
        & .toolbar { display: flex; align-items: center; gap: 2px; }
        @media print { background: none; & .host { position: static; overflow: visible; contain: none; } & .space { width: auto; height: auto; } & .world { position: static; transform: none !important; } & .canvas { width: 100%; height: auto; max-height: 96vh; } & .strip, & .pad, & .hint, & .overlay { display: none; } & .node.selected > .card { outline: none; } }
        & .zoom { min-width: 48px; text-align: center; color: var(--ink-soft); font-variant-numeric: tabular-nums; }
        "#
    )
}
