import start, { Searching } from "../../../target/searching/fast/ours.js";
import { contest } from "../ours-in-wasm";

export default contest("fast/ours.wasm", { start, Searching });
