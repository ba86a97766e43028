import type { Contestant, Document } from "../contestant";
import { plain } from "../plain";

// What one writes without a library: each article as it is compared, and `includes`.

let articles: string[] = [];

function found(query: string): number[] {
  const wanted = plain(query);
  const found: number[] = [];
  articles.forEach((article, number) => {
    if (article.includes(wanted)) found.push(number);
  });
  return found;
}

const contestant: Contestant = {
  load(documents) {
    articles = (JSON.parse(documents) as Document[]).flatMap((document) => document.articles.map(plain));
  },
  typed: found,
  articles: found,
};

export default contestant;
