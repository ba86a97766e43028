import start, { Matching, Person } from "../../../target/matching/release/ours.js";
import { contest } from "./ours-in-wasm";

export default contest("ours", "release/ours.wasm", { start, Matching, Person });
