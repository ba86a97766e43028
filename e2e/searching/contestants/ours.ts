import start, { Searching } from "../../../target/searching/release/ours.js";
import { contest } from "../ours-in-wasm";

export default contest("release/ours.wasm", { start, Searching });
