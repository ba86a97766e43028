import { dexie } from "./dexie";

export default dexie("dexie-strict", "strict");
