import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { today } from "./shanghai";

/** Two texts of the working days of one year. */
interface YearPlans {
  year: string;
  /** The year as its notices fix it, or as the sample plan does where none is out. */
  planned: string;
  /** The same year, corrected so that the due date is another than before it was loaded. */
  moving: string;
}

/** The plans of the year in which something is due by what is published. */
export function yearPlans(due: string): YearPlans {
  const year = due.slice(0, 4);
  const published = new RegExp(`^${year}\\n(?:.+\\n)*`, "m").exec(shared("data/calendar.txt"))?.[0];
  // A further notice gives the due day off.
  if (published) return { year, planned: published, moving: `${published}notice ${today()} https://example.org/notice\n国庆节 off ${due.slice(5)}\n` };
  // Before the notice is out the date is the first of a range, and the plan as it is may happen to give that very day. More days off than any year
  // had, at the beginning of the year and so before every date in it, give a later one.
  const planned = shared("tests/next_year.txt");
  return { year, planned, moving: planned.replace(/^元旦 off .*$/m, "元旦 off 01-01..01-05") };
}

function shared(file: string): string {
  return readFileSync(resolve(__dirname, "../shared", file), "utf8");
}
