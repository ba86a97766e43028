import { plain } from "./plain";

// How the peers are told what a word is in Chinese: two characters each, or what the browser's own dictionary says.

const RUNS = /[\u3400-\u9fff]+|[\p{L}\p{N}]+/gu;

/** Each two neighbours of a run of Chinese; a run of one is itself. Latin words and numbers are as they are. */
export function bigrams(text: string): string[] {
  return (plain(text).match(RUNS) ?? []).flatMap((run) => {
    if (run.length === 1 || run < "\u3400") return [run];
    return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
  });
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

export function segments(text: string): string[] {
  return Array.from(segmenter.segment(plain(text)))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}
