//! Handing a text over: the device's own sheet for sharing, and its clipboard.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

/// Says whether the device has a sheet for sharing.
pub fn can_share() -> bool {
    navigator().is_some_and(|navigator| method(&navigator, "share").is_some())
}

/// Opens the device's sheet for sharing an address. False if there is none, or if it was closed.
pub async fn share(title: &str, url: &str) -> bool {
    let content = Object::new();
    for (key, value) in [("title", title), ("url", url)] {
        let _ = Reflect::set(&content, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    call(navigator(), "share", &content).await
}

/// Copies a text. False if the browser does not let us.
pub async fn copy(text: &str) -> bool {
    let clipboard = navigator().and_then(|navigator| Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok());
    call(clipboard, "writeText", &JsValue::from_str(text)).await
}

fn navigator() -> Option<JsValue> {
    Some(window()?.navigator().into())
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

async fn call(of: Option<JsValue>, name: &str, argument: &JsValue) -> bool {
    let promise = of.and_then(|of| method(&of, name)?.call1(&of, argument).ok()).and_then(|promise| promise.dyn_into::<Promise>().ok());
    match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}
