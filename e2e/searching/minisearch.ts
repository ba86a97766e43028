import MiniSearch, { type Options } from "minisearch";
import type { Contestant } from "./contestant";

interface Article {
  id: number;
  text: string;
}

/** MiniSearch with every word required and the beginnings of words taken for them, as its documentation does for search while typing. */
export function contest(tokenize: (text: string) => string[]): Contestant {
  const options: Options<Article> = { fields: ["text"], tokenize, processTerm: (term) => term };
  const asked = { combineWith: "AND", prefix: true } as const;
  let engine = new MiniSearch<Article>(options);
  return {
    async index(documents) {
      const one = new MiniSearch<Article>(options);
      one.addAll(documents.flatMap(({ first, articles }) => articles.map((text, at) => ({ id: first + at, text }))));
      return JSON.stringify(one);
    },
    load(_, index) {
      engine = MiniSearch.loadJSON<Article>(index, options);
    },
    typed: (query, most) => engine.search(query, asked).slice(0, most),
    articles: (text) => engine.search(text, asked).map(({ id }) => id as number),
  };
}
