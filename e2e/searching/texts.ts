import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Document } from "./contestant";
import { plain } from "./plain";

// The texts, and what is typed.

/** Marsaglia's xorshift, the same every time. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Law {
  title: string;
  articles: string[];
}

/** The laws, each line that begins with an article's number beginning an article. */
export function laws(folder: string): Law[] {
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const lines = readFileSync(join(folder, file), "utf8").split("\n").map((line) => line.replace(/^[#*\s\u200b]+/u, "").trimEnd()).filter((line) => line && !line.startsWith("<!--"));
      const articles: string[] = [];
      for (const line of lines) {
        if (articles.length === 0 || /^(第[一二三四五六七八九十百零]+条[\s\u200b（(]|[一二三四五六七八九十]+、)/u.test(line)) articles.push(line);
        else articles[articles.length - 1] += `\n${line}`;
      }
      return { title: lines[0]!, articles };
    });
}

/** Consecutive articles until they have so many characters: about as long as a policy. */
export function pieces(laws: Law[], length: number): Law[] {
  return laws.flatMap(({ title, articles }) => {
    const found: Law[] = [];
    let piece: string[] = [];
    articles.forEach((article, at) => {
      piece.push(article);
      if (piece.join("").length < length && at + 1 < articles.length) return;
      found.push({ title, articles: piece });
      piece = [];
    });
    return found;
  });
}

/** So many texts: each again and again, after the first time with one in five clauses of another. So no two are the same, and all speak as laws do. */
export function repeated(texts: Law[], count: number): Document[] {
  const roll = dice(20261129);
  const clauses = (text: string): string[] => text.match(/[^，；。\n]*[，；。\n]?/gu)!.filter(Boolean);
  const others = texts.flatMap(({ articles }) => articles.flatMap(clauses)).filter((clause) => /[，；。]$/u.test(clause));
  const changed = (text: string): string =>
    clauses(text)
      .map((clause) => (roll(5) === 0 ? others[roll(others.length)]!.slice(0, -1) + clause.slice(-1) : clause))
      .join("");
  let first = 0;
  return Array.from({ length: count }, (_, number) => {
    const { title, articles } = texts[number % texts.length]!;
    const document = { title, first, articles: number < texts.length ? articles : articles.map(changed) };
    first += articles.length;
    return document;
  });
}

export interface Asked {
  text: string;
  /** The articles in which it stands, by a plain scan. */
  right: number[];
}

/** Strings of 2 to 6 letters and digits, without signs: what a word is there, the peers need not know. */
export function strings(documents: Document[], count: number, absent: boolean): string[] {
  const roll = dice(absent ? 17 : 42);
  const runs = documents.flatMap(({ articles }) => articles.flatMap((article) => article.match(/[\p{L}\p{N}]{2,}/gu) ?? []));
  const letters = runs.join("");
  // By where each run begins, so that each place of the texts is as likely.
  const starts: number[] = [];
  let all = 0;
  for (const run of runs) {
    starts.push(all);
    all += run.length;
  }
  const runAt = (place: number): number => {
    let [low, high] = [0, runs.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= place) low = middle;
      else high = middle;
    }
    return low;
  };
  const found = new Set<string>();
  while (found.size < count) {
    const length = 2 + roll(5);
    if (absent) {
      found.add(Array.from({ length }, () => letters[roll(letters.length)]!).join(""));
      continue;
    }
    const place = roll(all);
    const run = runAt(place);
    const text = runs[run]!.slice(place - starts[run]!, place - starts[run]! + length);
    if (text.length === length) found.add(text);
  }
  return [...found];
}

/** What a plain scan says of each. */
export function answered(documents: Document[], texts: string[]): Asked[] {
  const articles = documents.flatMap((document) => document.articles.map(plain));
  return texts.map((text) => {
    const wanted = plain(text);
    return { text, right: articles.flatMap((article, number) => (article.includes(wanted) ? [number] : [])) };
  });
}

/** Each string as it is typed, letter by letter. */
export function keystrokes(strings: string[]): string[] {
  return strings.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));
}
