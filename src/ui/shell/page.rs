use super::bar::Bar;
use super::keys;
use super::keys_list::KeysList;
use super::live::{Live, NoticeView};
use super::splitter::SplitterView;
use crate::app::Splitter;
use crate::ui::canvas::CanvasView;
use crate::ui::controls::css::{Sheet, class};
use crate::ui::ctx::Editor;
use crate::ui::inspector::InspectorView;
use crate::ui::problems::ProblemsView;
use crate::ui::run_panel::RunView;
use crate::ui::text_pane::TextPaneView;
use leptos::prelude::*;
use stylist::style;

/// The whole page.
#[component]
pub(crate) fn Page() -> impl IntoView {
    let editor = Editor::expect();
    keys::listen(editor);
    let panels = editor.memo(|state| state.panels);
    let sizes = move || {
        let panels = panels.get();
        format!(
            "--text-width: {}px; --problems-height: {}px; --inspector-width: {}px; --run-height: {}px",
            panels.text, panels.problems, panels.inspector, panels.run
        )
    };
    view! {
        <div class=class(sheet()) style=sizes>
            <Bar />
            <main>
                <div class="column text">
                    <TextPaneView />
                    <SplitterView splitter=Splitter::Problems />
                    <ProblemsView />
                </div>
                <SplitterView splitter=Splitter::Text />
                <div class="column work">
                    <div class="picture">
                        <CanvasView />
                        <SplitterView splitter=Splitter::Inspector />
                        <InspectorView />
                    </div>
                    <SplitterView splitter=Splitter::Run />
                    <RunView />
                </div>
            </main>
            <KeysList />
            <NoticeView />
            <Live />
        </div>
    }
}

fn sheet() -> Sheet {
    style!(
        r#"
        display: grid; grid-template-rows: minmax(var(--bar), auto) minmax(0, 1fr); height: 100dvh; background: var(--ground);
        & main { display: grid; min-height: 0; min-width: 0; grid-template-columns: min(var(--text-width), 34vw) var(--splitter) minmax(0, 1fr); }
        & .picture { flex: 1; display: grid; min-height: 0; min-width: 0; grid-template-columns: minmax(0, 1fr) var(--splitter) min(var(--inspector-width), 26vw); }
        & .column { display: flex; flex-direction: column; min-height: 0; min-width: 0; background: var(--surface); }
        @media print { display: block; height: auto; background: none; & > header, & .column.text, & [role=separator], & [data-testid=inspector], & [data-testid=run] { display: none; } & main, & .column, & .picture { display: block; background: none; } }
        @media (max-width: 760px) {
            height: auto; min-height: 100dvh;
            & main { display: flex; flex-direction: column; gap: var(--space-2); }
            & .column.work { order: -1; }
            & .picture { flex: none; display: flex; flex-direction: column; }
            & .picture > :first-child { flex: none; height: 60dvh; }
            & .column.text { height: 80dvh; }
        }
        "#
    )
}
