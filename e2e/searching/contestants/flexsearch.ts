import { Index } from "flexsearch";
import type { Contestant } from "../contestant";
import { bigrams } from "../words";

const MOST = 1_000_000;
const made = (): Index => new Index({ encode: bigrams, tokenize: "strict" });

let engine = made();

const contestant: Contestant = {
  async index(documents) {
    const one = made();
    for (const { first, articles } of documents) articles.forEach((text, at) => one.add(first + at, text));
    const parts: Record<string, string> = {};
    await one.export((key, data) => {
      parts[key] = data;
    });
    return JSON.stringify(parts);
  },
  load(_, index) {
    engine = made();
    for (const [key, data] of Object.entries(JSON.parse(index) as Record<string, string>)) engine.import(key, data);
  },
  typed: (query, most) => engine.search(query, { limit: most }),
  articles: (text) => engine.search(text, { limit: MOST }) as number[],
};

export default contestant;
