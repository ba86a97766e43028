import { contest } from "../minisearch";
import { segments } from "../words";

export default contest(segments);
