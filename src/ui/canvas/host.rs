use super::empty::Empty;
use super::overlay::{Overlay, Verdict};
use super::pad::Pad;
use super::pointer;
use super::stage::Stage;
use super::style;
use super::toolbar::Toolbar;
use crate::app::{CanvasMsg, Marks, Msg};
use crate::layout::Size;
use crate::ui::controls::css::class;
use crate::ui::ctx::Editor;
use gloo::events::EventListener;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::svg::Svg;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ResizeObserver, SvgElement};

/// The flowchart.
#[component]
pub(crate) fn CanvasView() -> impl IntoView {
    let editor = Editor::expect();
    let (host, world, svg) = (NodeRef::<Div>::new(), NodeRef::<Div>::new(), NodeRef::<Svg>::new());
    let stage = StoredValue::new_local(None::<Stage>);
    Effect::new(move |_| {
        let (Some(host), Some(world), Some(svg)) = (host.get(), world.get(), svg.get()) else { return };
        if stage.with_value(Option::is_some) {
            return;
        }
        let svg: &SvgElement = svg.unchecked_ref();
        let Some(made) = Stage::new((*host).clone(), (*world).clone(), svg) else { return };
        pointer::listen(&host, &made, editor);
        watch_size(&host, editor);
        let printed = made.clone();
        on_print(move || printed.draw_all());
        stage.set_value(Some(made.clone()));
        editor.attach_stage(made);
    });
    show(editor, stage);

    let size = editor.memo(|state| state.canvas.scene.layout.size);
    let is_stale = editor.memo(|state| state.canvas.scene.is_stale);
    let is_busy = editor.memo(|state| state.canvas.gesture.is_active());
    view! {
        <section class=class(style::canvas()) aria-label="Flowchart">
            <div
                node_ref=host
                class="host"
                class:holding=is_busy
                class:stale=is_stale
                data-testid="canvas"
                role="group"
                aria-label="Flowchart: arrow keys walk along the edges"
            >
                <div class="space">
                    <div node_ref=world class="world">
                        <svg
                            node_ref=svg
                            class="canvas"
                            width=move || size.get().width
                            height=move || size.get().height
                            viewBox=move || format!("0 0 {} {}", size.get().width, size.get().height)
                        ></svg>
                        <Overlay />
                    </div>
                </div>
            </div>
            <Show when=move || is_stale.get()>
                <p class="hint">"The text holds no states just now: this is the last picture of it."</p>
            </Show>
            <Empty />
            <Verdict />
            <Pad />
            <Toolbar />
        </section>
    }
}

/// Keeps the DOM in step with scene, marks and view.
fn show(editor: Editor, stage: StoredValue<Option<Stage>, LocalStorage>) {
    let with_stage = move |act: &dyn Fn(&Stage)| stage.with_value(|stage| stage.iter().for_each(act));
    let scene = editor.memo(|state| state.canvas.scene.clone());
    let marks = editor.memo(Marks::of);
    let viewport = editor.memo(|state| state.canvas.viewport);
    Effect::new(move |_| {
        let scene = scene.get();
        with_stage(&|stage| stage.draw(&scene, &viewport.get_untracked(), &marks.get_untracked()));
    });
    Effect::new(move |_| {
        let marks = marks.get();
        with_stage(&|stage| stage.mark(&marks));
    });
    Effect::new(move |_| {
        let viewport = viewport.get();
        with_stage(&|stage| stage.look(&viewport));
    });
}

/// Calls back before the page is printed.
fn on_print(call: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "beforeprint", move |_| call()).forget();
    }
}

fn watch_size(host: &web_sys::HtmlDivElement, editor: Editor) {
    let watched = host.clone();
    let measure = Closure::<dyn Fn()>::new(move || {
        let size = Size::new(f64::from(watched.client_width()), f64::from(watched.client_height()));
        editor.dispatch(Msg::Canvas(CanvasMsg::Resized(size)));
    });
    if let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) {
        observer.observe(host);
        // The canvas lives as long as the page.
        std::mem::forget(observer);
    }
    measure.forget();
}
