use crate::app::AppState;
use crate::layout::Point;
use crate::ui::controls::button::ActionButton;
use crate::ui::controls::menu::AddMenu;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// How far the pad stands from its state.
const GAP: f64 = 10.0;
/// The pad's own size: three buttons.
const WIDTH: f64 = 98.0;
const HEIGHT: f64 = 34.0;
/// How tall the head of a container is, and every other state.
const HEAD: f64 = 52.0;

/// What can be done with the selected state, beside it.
#[component]
pub(super) fn Pad() -> impl IntoView {
    let editor = Editor::expect();
    let place = editor.memo(place);
    let is_there = Memo::new(move |_| place.with(Option::is_some));
    let style = move || {
        let at = place.get().unwrap_or_default();
        format!("transform: translate({}px, {}px)", at.x.round(), at.y.round())
    };
    view! {
        <Show when=move || is_there.get()>
            <div class="pad" role="toolbar" aria-label="Selected state" style=style>
                <AddMenu is_small=true />
                <ActionButton id="rename" icon="edit" />
                <ActionButton id="delete-state" icon="delete" />
            </div>
        </Show>
    }
}

/// The place in the host beside the selected state, on the right where there is room: no arrow comes or goes there. None
/// while a gesture goes on or an edge is meant.
fn place(state: &AppState) -> Option<Point> {
    if state.canvas.gesture.is_active() || state.doc.selection().edge.is_some() {
        return None;
    }
    let rect = state.canvas.scene.rect_of(state.selected()?)?;
    let viewport = state.canvas.viewport;
    let start = viewport.host_from_canvas(Point::new(rect.x, rect.y));
    let end = viewport.host_from_canvas(Point::new(rect.right(), rect.bottom()));
    let is_in_sight =
        end.x > 0.0 && start.x < viewport.size.width && end.y > 0.0 && start.y < viewport.size.height;
    let right = end.x + GAP;
    let x = if right + WIDTH <= viewport.size.width { right } else { start.x - GAP - WIDTH };
    let last = |room: f64, size: f64| (room - size).max(0.0);
    let middle = start.y + (HEAD.min(rect.height) * viewport.zoom - HEIGHT) / 2.0;
    is_in_sight.then_some(Point::new(
        x.clamp(0.0, last(viewport.size.width, WIDTH)),
        middle.clamp(0.0, last(viewport.size.height, HEIGHT)),
    ))
}
