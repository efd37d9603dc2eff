//! The streams that Leptos' server functions name, without anything in them: this project calls no server.

use futures_core::Stream;
use wasm_bindgen::JsValue;

pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    pub fn from_raw(stream: web_sys::ReadableStream) -> ReadableStream {
        ReadableStream(stream)
    }

    /// Gives a stream that holds nothing, whatever `_stream` holds.
    pub fn from_stream<S: Stream>(_stream: S) -> ReadableStream {
        ReadableStream(web_sys::ReadableStream::from(JsValue::NULL))
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Ends at once.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        Ended
    }
}

struct Ended;

impl Stream for Ended {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: std::pin::Pin<&mut Self>, _: &mut std::task::Context<'_>) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(None)
    }
}
