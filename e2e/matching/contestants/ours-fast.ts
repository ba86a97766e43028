import start, { Matching, Person } from "../../../target/matching/fast/ours.js";
import { contest } from "./ours-in-wasm";

export default contest("ours, opt-level 3", "fast/ours.wasm", { start, Matching, Person });
