import { contest } from "../minisearch";
import { bigrams } from "../words";

export default contest(bigrams);
