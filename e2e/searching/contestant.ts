/** A document, in articles that are numbered through all documents. */
export interface Document {
  title: string;
  first: number;
  articles: string[];
}

/** Reads a file that was laid out for the run. */
export type Read = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

/** One engine. It is timed from outside: `load` and `typed` are what is measured. */
export interface Contestant {
  /** What there is to load before texts. */
  open?(read: Read): Promise<void>;
  /** Makes its index, where it has one and makes it from texts: as JSON, to be downloaded. */
  index?(documents: Document[]): Promise<string>;
  /** Ready to be asked: from its index where it has one, from the texts else. */
  load(documents: string, index: string): void | Promise<void>;
  /** Bytes that it holds outside of the heap of JavaScript. */
  memory?(): number;
  /** One keystroke: the articles to show, of which so many are wanted. */
  typed(query: string, most: number): unknown;
  /** All articles that it says have this text. */
  articles(text: string): Iterable<number> | Promise<Iterable<number>>;
}
