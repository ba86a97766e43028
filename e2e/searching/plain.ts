/** A text as everybody here compares it: NFKC, lower case, no white space beside Chinese. Written apart from the crate. */
export function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/(?<=[\u2e80-\uffff])[^\S\n]+|[^\S\n]+(?=[\u2e80-\uffff])/g, "");
}
