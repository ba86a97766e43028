import { rxdb } from "./rxdb";

export default rxdb("rxdb-strict", "strict");
