//! The device's clock and its chance.

/// Returns the milliseconds since 1970.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// Returns an id of 12 small letters and digits that no other journey has.
pub fn random_id() -> String {
    const SIGNS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let pick = |_| SIGNS.get((js_sys::Math::random() * SIGNS.len() as f64) as usize).copied().unwrap_or(b'a');
    (0..12).map(pick).map(char::from).collect()
}
