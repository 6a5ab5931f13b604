use super::drawing::Drawing;
use super::picture::Subject;
use crate::app::{Grip, Marks, Scene, Viewport};
use crate::asl::StatePath;
use crate::document::Millis;
use crate::layout::Point;
use crate::platform::timers;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, MouseEvent, SvgElement};

/// Where the drawing's origin lies in the host's scrollable content. Programs that bring an element into sight (a
/// screen reader, a test, the focus) scroll the host; with room on all sides they can, and the scroll becomes a pan.
pub(super) const ORIGIN: f64 = 200_000.0;

/// How long the zoom rests before the picture is made sharp.
const ZOOM_RESTS: Millis = Millis(160);

/// The canvas in the DOM.
#[derive(Clone)]
pub(crate) struct Stage {
    host: HtmlElement,
    world: HtmlElement,
    drawing: Rc<RefCell<Drawing>>,
    /// The zoom that was shown last, and how often it has changed.
    zoom: Rc<Cell<(f64, u32)>>,
}

impl Stage {
    pub(super) fn new(host: HtmlElement, world: HtmlElement, svg: &SvgElement) -> Option<Self> {
        let drawing = Rc::new(RefCell::new(Drawing::new(svg)?));
        let stage = Stage { host, world, drawing, zoom: Rc::default() };
        stage.recentre();
        Some(stage)
    }

    /// Draws a scene.
    pub(super) fn draw(&self, scene: &Scene, viewport: &Viewport, marks: &Marks) {
        let mut drawing = self.drawing.borrow_mut();
        drawing.update(scene, viewport);
        drawing.mark(marks);
    }

    /// Draws everything in full, as on paper.
    pub(super) fn draw_all(&self) {
        self.drawing.borrow_mut().complete();
    }

    /// Shows what is marked.
    pub(super) fn mark(&self, marks: &Marks) {
        self.drawing.borrow_mut().mark(marks);
    }

    /// Moves and scales the drawing: one transform of one element.
    pub(super) fn look(&self, viewport: &Viewport) {
        let Viewport { pan, zoom, .. } = viewport;
        let transform = format!("translate({}px, {}px) scale({zoom})", pan.x, pan.y);
        let _ = self.world.style().set_property("transform", &transform);
        let (shown, changes) = self.zoom.get();
        if shown == *zoom {
            self.drawing.borrow_mut().look(viewport);
        } else {
            self.zoom.set((*zoom, changes + 1));
            self.sharpen_soon(changes + 1, *viewport);
        }
    }

    /// A layer of its own makes panning cheap, but keeps the pixels of the zoom it was made at: once the zoom has
    /// come to rest, the layer is made anew, and with it the details that can be made out now.
    fn sharpen_soon(&self, change: u32, viewport: Viewport) {
        let stage = self.clone();
        timers::after(ZOOM_RESTS, move || {
            if stage.zoom.get().1 != change {
                return;
            }
            stage.drawing.borrow_mut().look(&viewport);
            let style = stage.world.style();
            let _ = style.set_property("will-change", "auto");
            timers::after_paint(move || drop(style.remove_property("will-change")));
        });
    }

    /// Gives a state the focus.
    pub(crate) fn focus(&self, path: &StatePath) {
        let element = self.drawing.borrow().element_of(path).cloned();
        if let Some(element) = element.and_then(|element| element.dyn_into::<SvgElement>().ok()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = element.focus_with_options(&options);
        }
    }

    /// How far something scrolled the host, which is taken back.
    pub(super) fn take_scroll(&self) -> Point {
        let by = Point::new(
            ORIGIN - f64::from(self.host.scroll_left()),
            ORIGIN - f64::from(self.host.scroll_top()),
        );
        if by != Point::default() {
            self.recentre();
        }
        by
    }

    /// A place of the window in the host.
    pub(super) fn host_from_client(&self, event: &MouseEvent) -> Point {
        let bounds = self.host.get_bounding_client_rect();
        Point::new(f64::from(event.client_x()) - bounds.left(), f64::from(event.client_y()) - bounds.top())
    }

    /// What an event happened to.
    pub(super) fn grip(&self, event: &Event) -> Grip {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let group = target.as_ref().and_then(|target| target.closest("[data-key]").ok().flatten());
        let Some(key) = group.and_then(|group| group.get_attribute("data-key")) else { return Grip::Ground };
        let is_end = target.is_some_and(|target| target.class_list().contains("end"));
        match self.drawing.borrow().subject(&key) {
            Some(Subject::State(path)) => Grip::State(path.clone()),
            Some(Subject::Edge(path)) if is_end => Grip::EdgeEnd(path.clone()),
            Some(Subject::Edge(path)) => Grip::Edge(path.clone()),
            Some(Subject::Other) | None => Grip::Ground,
        }
    }

    fn recentre(&self) {
        self.host.set_scroll_left(ORIGIN as i32);
        self.host.set_scroll_top(ORIGIN as i32);
    }
}
