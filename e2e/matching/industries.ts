/** GB/T 4754-2017: the sections, each with its last division; the first division is 01, and none lies between two sections. */
const LAST: Record<string, number> = {
  A: 5, B: 12, C: 43, D: 46, E: 50, F: 52, G: 60, H: 62, I: 65, J: 69,
  K: 70, L: 72, M: 75, N: 79, O: 82, P: 83, Q: 85, R: 90, S: 96, T: 97,
};

export const SECTIONS = Object.keys(LAST);
export const DIVISIONS = Array.from({ length: 97 }, (_, at) => String(at + 1).padStart(2, "0"));

export function sectionOf(digits: string): string {
  return SECTIONS.find((section) => Number(digits.slice(0, 2)) <= LAST[section]!)!;
}

/** Everything that a code lies in: its section, and each beginning of its digits. */
export function industriesOf(code: string): string[] {
  const digits = code.replace(/^[A-Z]/, "");
  if (digits === "") return [code];
  return [sectionOf(digits), ...Array.from(digits, (_, at) => digits.slice(0, at + 1))];
}
