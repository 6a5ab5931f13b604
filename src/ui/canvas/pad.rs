use crate::app::AppState;
use crate::layout::Point;
use crate::ui::controls::button::ActionButton;
use crate::ui::controls::menu::AddMenu;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// How far the pad stands from its state.
const GAP: f64 = 8.0;

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
                <ActionButton id="delete" icon="delete" />
            </div>
        </Show>
    }
}

/// The place in the host right of the selected state; none while a gesture goes on.
fn place(state: &AppState) -> Option<Point> {
    if state.canvas.gesture.is_active() {
        return None;
    }
    let rect = state.canvas.scene.rect_of(state.selected()?)?;
    let corner = state.canvas.viewport.host_from_canvas(Point::new(rect.right(), rect.y));
    let size = state.canvas.viewport.size;
    let is_in_sight = (0.0..size.width).contains(&corner.x) && (-40.0..size.height).contains(&corner.y);
    is_in_sight.then_some(Point::new((corner.x + GAP).min(size.width - 100.0), corner.y))
}
