/** Days as the law counts them, written apart from the crate. A day is text as in "2026-11-28": it sorts as it should. */

function parts(day: string): [year: number, month: number, date: number] {
  const [year, month, date] = day.split("-").map(Number);
  return [year!, month!, date!];
}

function iso(year: number, month: number, date: number): string {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
}

/** Completed years; somebody born on 29 February completes one on 1 March where there is no 29th. */
export function age(born: string, today: string): number {
  const [year] = parts(born);
  const [now] = parts(today);
  return now - year - (today.slice(5) >= born.slice(5) ? 0 : 1);
}

/** So many months later, or earlier; the last day of a month that has no such day. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = parts(day);
  const all = year * 12 + (month - 1) + months;
  const [inYear, inMonth] = [Math.floor(all / 12), (((all % 12) + 12) % 12) + 1];
  const last = new Date(Date.UTC(inYear, inMonth, 0)).getUTCDate();
  return iso(inYear, inMonth, Math.min(date, last));
}

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
