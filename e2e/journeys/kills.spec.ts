import { randomUUID } from "node:crypto";
import { expect, test } from "../fixture";
import { type Filing, SamplePeople, call, filing } from "../sample-people";

// The server is killed again and again under load. What it acknowledged is there, exactly once. KILLS=200 for the long run.
const KILLS = Number(process.env.KILLS ?? 15);
/** The server takes a thousand requests of one person. */
const MOST = 950;

test(`${KILLS} kills lose nothing that was acknowledged, and double nothing`, async ({ district }) => {
  test.setTimeout(60_000 + KILLS * 5_000);
  const devices = [new Device("resident-a"), new Device("resident-a"), new Device("resident-b"), new Device("resident-b")];
  let over = false;
  const people = new SamplePeople(district);
  // A call that a kill cuts off is sent again; a sign-in is not.
  for (const person of ["resident-a", "resident-b"]) await people.cookie(person);
  const load = Promise.all(devices.map((device) => device.keepSending(people, () => over)));
  const restarts: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    await new Promise((done) => setTimeout(done, 50 + Math.random() * 350));
    await district.kill();
    const begun = performance.now();
    await district.start();
    restarts.push(performance.now() - begun);
  }
  over = true;
  await load;

  const acknowledged = devices.flatMap((device) => device.acknowledged);
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  for (const person of ["resident-a", "resident-b"]) {
    const own = devices.filter((device) => device.person === person);
    const handedIn = own.flatMap((device) => device.acknowledged).sort();
    // All that was acknowledged is registered, by one number each.
    await expect
      .poll(async () => (await rows(people, person)).filter((row) => row.standing === "registered").map((row) => row.id).sort(), { timeout: 60_000 })
      .toEqual(handedIn);
  }
  const numbers = [...(await rows(people, "resident-a")), ...(await rows(people, "resident-b"))].map((row) => JSON.stringify(row.number));
  expect(new Set(numbers).size).toBe(acknowledged.length);
  const sorted = restarts.sort((a, b) => a - b);
  test.info().annotations.push({
    type: "restart",
    description: `${acknowledged.length} acknowledged; ready again in ms: median ${sorted[sorted.length >> 1]?.toFixed()}, longest ${sorted.at(-1)?.toFixed()}`,
  });
});

interface Row {
  id: string;
  standing: string;
  number: unknown;
}

interface Answer {
  epoch: string;
  acknowledged: number;
  cursor: number;
  more: boolean;
  rows: { body: string }[];
}

/** A device without a browser: it sends what it has not seen acknowledged, and one more each time. */
class Device {
  readonly acknowledged: string[] = [];
  private readonly id = randomUUID();
  private readonly outbox: Filing[] = [];
  private sent = 0;
  private epoch: string | undefined;

  constructor(readonly person: string) {}

  async keepSending(people: SamplePeople, over: () => boolean): Promise<void> {
    while (!over() || this.outbox.length > 0) {
      if (!over() && this.epoch && this.sent < MOST / 2 && this.outbox.length < 50) this.write();
      const answer = await sync(people, this.person, { device: this.id, epoch: this.epoch, mutations: this.outbox });
      if (!answer) {
        await new Promise((done) => setTimeout(done, 20));
        continue;
      }
      expect(this.epoch === undefined || this.epoch === answer.epoch).toBe(true);
      this.epoch = answer.epoch;
      while (this.outbox[0] && this.outbox[0].seq <= answer.acknowledged) {
        this.acknowledged.push(this.outbox.shift()!.id);
      }
      await new Promise((done) => setTimeout(done, (KILLS * 1000) / MOST));
    }
  }

  private write(): void {
    this.sent++;
    this.outbox.push(filing(this.sent, `示例：第${this.sent}份`));
  }
}

/** One call; nothing where the server was killed meanwhile. */
async function sync(people: SamplePeople, person: string, sent: object): Promise<Answer | undefined> {
  try {
    const answer = await people.ask(person, "/api/sync", call("person", sent), { signal: AbortSignal.timeout(10_000) });
    // A server that is going down may still say that something else did not answer.
    if (answer.status >= 500) return undefined;
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as Answer;
  } catch (wrong) {
    if (wrong instanceof TypeError || (wrong instanceof DOMException && wrong.name === "TimeoutError")) return undefined;
    throw wrong;
  }
}

async function rows(people: SamplePeople, person: string): Promise<Row[]> {
  const found: Row[] = [];
  let cursor = 0;
  for (;;) {
    const answer = await sync(people, person, { cursor });
    if (!answer) {
      await new Promise((done) => setTimeout(done, 50));
      continue;
    }
    // A row that changed again on the way comes twice; the later one counts.
    for (const row of answer.rows.map((row) => JSON.parse(row.body) as Row)) {
      const at = found.findIndex((known) => known.id === row.id);
      if (at < 0) found.push(row);
      else found[at] = row;
    }
    if (!answer.more) return found;
    cursor = answer.cursor;
  }
}
