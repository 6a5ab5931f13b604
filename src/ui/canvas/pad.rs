use crate::app::AppState;
use crate::layout::Point;
use crate::ui::controls::button::ActionButton;
use crate::ui::controls::menu::AddMenu;
use crate::ui::ctx::Editor;
use leptos::prelude::*;

/// How far the pad stands from its state.
const GAP: f64 = 4.0;
/// The pad's own size: three buttons.
const WIDTH: f64 = 98.0;
const HEIGHT: f64 = 34.0;

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

/// The place in the host above the selected state's right corner, or below it where there is no room above; none
/// while a gesture goes on.
fn place(state: &AppState) -> Option<Point> {
    if state.canvas.gesture.is_active() {
        return None;
    }
    let rect = state.canvas.scene.rect_of(state.selected()?)?;
    let viewport = state.canvas.viewport;
    let top = viewport.host_from_canvas(Point::new(rect.right(), rect.y));
    let bottom = viewport.host_from_canvas(Point::new(rect.right(), rect.bottom()));
    let is_in_sight = top.x > 0.0 && bottom.y > 0.0 && top.y < viewport.size.height;
    let above = top.y - HEIGHT - GAP;
    let y = if above >= 0.0 { above } else { (bottom.y + GAP).min(viewport.size.height - HEIGHT) };
    is_in_sight.then_some(Point::new((top.x - WIDTH).clamp(0.0, (viewport.size.width - WIDTH).max(0.0)), y))
}
