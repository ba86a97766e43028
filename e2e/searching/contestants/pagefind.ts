import type { Contestant } from "../contestant";

// Its index lies beside it in many files, which the server has; a query in quotation marks is its exact phrase.

interface Result {
  id: string;
  data(): Promise<{ url: string }>;
}
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>;
  init(): Promise<void>;
  search(query: string): Promise<{ results: Result[] }>;
}

let pagefind: Pagefind;
const numbers = new Map<string, number>();

async function number(result: Result): Promise<number> {
  const known = numbers.get(result.id);
  if (known !== undefined) return known;
  const { url } = await result.data();
  const number = Number(/\d+/.exec(url)?.[0]);
  numbers.set(result.id, number);
  return number;
}

const contestant: Contestant = {
  async load() {
    const script = "/pagefind/pagefind.js";
    pagefind = (await import(script)) as Pagefind;
    await pagefind.init();
  },
  // What is shown of a hit is fetched then.
  async typed(query, most) {
    const { results } = await pagefind.search(query);
    return Promise.all(results.slice(0, most).map((result) => result.data()));
  },
  async articles(text) {
    const { results } = await pagefind.search(`"${text}"`);
    return Promise.all(results.map(number));
  },
};

export default contestant;
