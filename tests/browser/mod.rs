//! Tests that run as WebAssembly in a browser: only what could differ from the native build or needs the browser.
//!
//! Here the browser is also the oracle: its JSON and its UTF-16 strings are what the page exchanges with the core.

use asl_studio::text::Utf16Index;
use asl_studio::value::Value;
use js_sys::{JSON, JsString};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What the core prints means to the browser what the original text meant.
fn check_round_trip(text: &str) {
    let meaning =
        |text: &str| JSON::parse(text).and_then(|value| JSON::stringify(&value)).map(String::from).ok();
    let printed = Value::parse(text).map(|value| value.to_json()).ok();
    assert!(printed.is_some(), "the core refuses {text}");
    assert_eq!(printed.as_deref().and_then(meaning), meaning(text), "for {text}");
}

#[wasm_bindgen_test]
fn values_mean_the_same_to_the_browser() {
    check_round_trip(r#"{"b": 1, "a": [true, null, {"": "\u00e9\ud83d\ude00\n"}]}"#);
    for number in
        ["0", "-0.5", "9007199254740993", "4294967296", "-2147483649", "1e300", "1.7976931348623157e308"]
    {
        check_round_trip(number);
    }
}

#[wasm_bindgen_test]
fn offsets_count_as_the_browser_counts() {
    let text = "aé😀\n\u{2028}z";
    let index = Utf16Index::new(text);
    for (byte, _) in text.char_indices() {
        let before = JsString::from(&text[..byte]).length() as usize;
        assert_eq!(index.utf16_from_byte(byte), before);
        assert_eq!(index.byte_from_utf16(before), byte);
    }
}
