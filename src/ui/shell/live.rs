use crate::app::{Msg, Tone, ViewMsg};
use crate::ui::controls::Icon;
use crate::ui::controls::button::{Look, button_class};
use crate::ui::controls::css::{Sheet, class};
use crate::ui::ctx::Editor;
use leptos::prelude::*;
use stylist::style;

/// What a screen reader says.
#[component]
pub(super) fn Live() -> impl IntoView {
    let announcement = Editor::expect().announcement();
    view! { <p class="unseen" role="status" aria-live="polite">{announcement}</p> }
}

/// A message that goes away by itself.
#[component]
pub(super) fn NoticeView() -> impl IntoView {
    let editor = Editor::expect();
    let notice = editor.memo(|state| state.notice.clone());
    let show = move || {
        notice.get().map(|notice| {
            let number = notice.number;
            view! {
                <div class=class(sheet()) class:bad=notice.tone == Tone::Bad>
                    <span>{notice.text}</span>
                    <button
                        type="button"
                        class=button_class(Look::Sign)
                        aria-label="Dismiss"
                        on:click=editor.sends(move |_| Msg::View(ViewMsg::Dismiss(number)))
                    >
                        <Icon name="close" />
                    </button>
                </div>
            }
        })
    };
    view! { {show} }
}

fn sheet() -> Sheet {
    style!(
        r#"
        position: fixed; left: 50%; top: calc(var(--bar) + var(--space-3)); transform: translateX(-50%); z-index: 10;
        display: flex; align-items: center; gap: var(--space-2); max-width: min(560px, 90vw);
        padding: var(--space-1) var(--space-1) var(--space-1) var(--space-3);
        background: var(--surface-raised); border: 1px solid var(--line); border-radius: var(--radius-large); box-shadow: var(--shadow);
        & span { overflow-wrap: anywhere; }
        @media print { display: none; }
        &.bad { background: var(--error-soft); color: var(--error); border-color: var(--error); }
        "#
    )
}
