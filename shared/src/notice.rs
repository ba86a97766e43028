//! What comes to people of itself (办法 art. 30): 办事提醒 so far. Everything here is found on the person's own device.

pub mod remind;
