import { type Page, expect } from "@playwright/test";
import { SamplePeople } from "./sample-people";
import { kept } from "./steps";

/** A request as the server has it. */
export interface Case {
  id: string;
  person: string;
  submitted_at: string;
  standing: string;
  number?: { year: number; serial: number };
  form: { wanted: string };
}

const OFFICER = "civil-affairs-officer";

/** What the server shows of a person's requests, or of the agency's, in the order of their last change. */
export async function atTheServer(district: { url: string }, who: string): Promise<Case[]> {
  const cases = await new SamplePeople(district).requests<Case & { wanted: string }>(who, who === OFFICER ? "agency" : "person");
  // An agency's list has what is asked for, and not the form.
  return cases.map((one) => ({ ...one, form: one.form ?? { wanted: one.wanted } }));
}

/** Waits until a device has these requests from the server, each with its number, and nothing that is still to be sent. */
export async function settled(page: Page, wanted: string[]): Promise<void> {
  const registered = async () => (await parsed<Case>(page, "rows")).filter((row) => row.standing === "registered");
  await expect.poll(async () => (await registered()).map((row) => row.form.wanted).sort(), { timeout: 30_000 }).toEqual([...wanted].sort());
  const unsent = async () => {
    const accepted = await acceptedBy(page);
    return (await parsed<{ id: string }>(page, "outbox")).filter(({ id }) => !accepted.has(id));
  };
  await expect.poll(unsent).toEqual([]);
}

/** Of what a device keeps in its outbox, what the server has: by its id, with how many copies of the server's state there were then. */
export async function acceptedBy(page: Page): Promise<Map<string, number>> {
  const texts = (await kept(page, "meta")).filter((text) => text.startsWith("[["));
  const marks = texts.flatMap((text) => JSON.parse(text) as [id: string, seq: number | null, accepted: number | null][]);
  return new Map(marks.flatMap(([id, , accepted]) => (accepted === null ? [] : [[id, accepted] as const])));
}

async function parsed<Kept>(page: Page, shelf: string): Promise<Kept[]> {
  return (await kept(page, shelf)).map((text) => JSON.parse(text) as Kept);
}

/** Each request is there once: in the person's own records, and in the agency's under one number each. */
export async function expectOnce(district: { url: string }, person: string, wanted: string[]): Promise<Case[]> {
  const own = await atTheServer(district, person);
  expect(own.map((one) => one.form.wanted).sort()).toEqual([...wanted].sort());
  const cases = (await atTheServer(district, OFFICER)).filter((one) => one.person === person);
  expect(cases.map((one) => one.form.wanted).sort()).toEqual([...wanted].sort());
  const serials = cases.map((one) => one.number?.serial ?? 0).sort((one, other) => one - other);
  expect(serials).toEqual(wanted.map((_, at) => at + 1));
  return cases;
}

/** The requests with these words that the agency has. */
export async function filed(district: { url: string }, wanted: string): Promise<Case[]> {
  return (await atTheServer(district, OFFICER)).filter((one) => one.form.wanted === wanted);
}
