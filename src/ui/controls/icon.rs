use leptos::prelude::*;

/// A picture of 16 by 16 in the colour of the text around it.
#[component]
pub(crate) fn Icon(
    /// Which one.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg
            width="16"
            height="16"
            viewBox="0 0 16 16"
            fill="none"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d=path(name)></path>
        </svg>
    }
}

fn path(name: &str) -> &'static str {
    match name {
        "new" => "M9 1.8H4a1 1 0 0 0-1 1v10.4a1 1 0 0 0 1 1h8a1 1 0 0 0 1-1V5.8zM9 1.8v4h4M8 8.2v4M6 10.2h4",
        "example" => "M8 2l1.6 3.6L13.5 6l-2.9 2.6.8 3.9L8 10.500l-3.400 2 .8-3.900L2.500 6l3.900-.4z",
        "open" => {
            "M1.800 12.500V4a1 1 0 0 1 1-1h3l1.600 1.800h5a1 1 0 0 1 1 1V7M1.800 12.500L3.800 7h11l-2 5.500z"
        }
        "save" => "M8 2v8M4.800 7L8 10.200 11.200 7M2.500 11v1.800a1 1 0 0 0 1 1h9a1 1 0 0 0 1-1V11",
        "convert" => {
            "M2.500 5.500h9.500M9.500 3l2.500 2.500L9.500 8M13.500 10.500H4M6.500 8L4 10.500 6.500 13"
        }
        "undo" => "M5.500 3L2.500 6l3 3M2.800 6H10a3.500 3.500 0 0 1 0 7H6",
        "redo" => "M10.500 3l3 3-3 3M13.200 6H6a3.500 3.500 0 0 0 0 7h4",
        "fit" => "M2.500 5.500v-3h3M10.500 2.500h3v3M13.500 10.500v3h-3M5.500 13.500h-3v-3",
        "plus" => "M8 3.500v9M3.500 8h9",
        "minus" => "M3.500 8h9",
        "run" => "M4.800 3v10l8-5z",
        "stop" => "M4 4h8v8H4z",
        "theme" => "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12z",
        "delete" => {
            "M2.800 4.500h10.400M6.200 4.300V2.800h3.600v1.500M4.200 4.500l.6 8.700h6.400l.6-8.700M6.800 7v3.800M9.200 7v3.800"
        }
        "edit" => "M3 13l.6-2.800L10.800 3 13 5.200 5.800 12.400z",
        "close" => "M4 4l8 8M12 4l-8 8",
        "fix" => {
            "M9.800 6.200a3.200 3.200 0 0 1 3.900-4L11.500 4.500l.3 1.700 1.700.3 2.200-2.200a3.200 3.200 0 0 1-4 3.900L5.500 14.400a1.400 1.400 0 0 1-2-2z"
        }
        "settings" => {
            "M2.500 4.500h6M11.500 4.500h2M2.500 11.500h2M7.500 11.500h6M8.500 4.500a1.500 1.500 0 1 0 3 0 1.500 1.500 0 1 0-3 0M4.500 11.500a1.500 1.500 0 1 0 3 0 1.500 1.500 0 1 0-3 0"
        }
        "keys" => "M2 4.500h12v7.500H2zM4.500 7h.01M7 7h.01M9.500 7h.01M12 7h.01M5 9.700h6",
        "down" => "M4 6.500L8 10.500l4-4",
        _ => "",
    }
}
