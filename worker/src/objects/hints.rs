//! "There is something new": a WebSocket that says only that. It sleeps while nothing is said (hibernation).

use worker::{Response, State, WebSocketPair};

use crate::problem::Problem;

/// Accepts a device that wants to be told.
pub fn accept(state: &State) -> Result<Response, Problem> {
    let pair = WebSocketPair::new()?;
    state.accept_web_socket(&pair.server);
    Ok(Response::from_websocket(pair.client)?)
}

/// Tells all of them. One that has gone away hears it when it comes back and asks.
pub fn tell(state: &State) {
    for device in state.get_websockets() {
        if device.send_with_str("new").is_err() {
            // Closing what is closed already is refused, and that is all right.
            let _ = device.close(Some(1011), Some("gone"));
        }
    }
}
