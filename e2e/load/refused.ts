import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { District } from "../district";
import { SamplePeople, call } from "../sample-people";

// `make load`: what becomes of honest readers and of the server's memory while others ask for what is refused, as fast as is said.

const SECONDS = Number(process.env.SECONDS ?? 30);
const EACH_A_SECOND = Number(process.env.RATE ?? 1000);
const KINDS = ["refused sign-ins", "bodies that are too large"] as const;
type Kind = (typeof KINDS)[number];

interface Told {
  asked: number;
  statuses: Record<string, number>;
}

interface Asked {
  method: string;
  path: string;
  cookie?: string;
  body?: string;
}

function ask(url: string, agent: Agent, { method, path, cookie, body }: Asked): Promise<number> {
  return new Promise((done) => {
    const headers: Record<string, string> = { Origin: url };
    if (cookie) headers.Cookie = cookie;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const sent = request(url + path, { method, agent, headers }, (answer: IncomingMessage) => {
      answer.resume().once("end", () => done(answer.statusCode ?? 0)).once("error", () => done(0));
    });
    sent.once("error", () => done(0));
    sent.end(body);
  });
}

/** Asks for what is refused, so often a second whether or not the last was answered. */
async function attack(url: string, kind: Kind): Promise<Told> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const told: Told = { asked: 0, statuses: {} };
  const large = JSON.stringify({ person: "x".repeat(64 * 1024) });
  const began = performance.now();
  const open = new Set<Promise<void>>();
  while (performance.now() - began < SECONDS * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * EACH_A_SECOND);
    // One that the server leaves waiting is not asked again and again for.
    for (; told.asked < due && open.size < 2000; told.asked++) {
      const body = kind === "refused sign-ins" ? JSON.stringify({ person: `nobody-${told.asked}` }) : large;
      const one = ask(url, agent, { method: "POST", path: "/api/sign-in", body }).then((status) => {
        told.statuses[status] = (told.statuses[status] ?? 0) + 1;
        open.delete(one);
      });
      open.add(one);
    }
    await new Promise((go) => setTimeout(go, 5));
  }
  await Promise.all(open);
  agent.destroy();
  return told;
}

/** What an honest reader waits, in milliseconds, and what they were answered. */
async function honest(district: District, cookie: string): Promise<{ waits: number[]; wrong: number[] }> {
  const agent = new Agent({ keepAlive: true });
  const body = JSON.stringify(call("person"));
  const asked: Asked[] = [
    { method: "GET", path: "/" },
    { method: "GET", path: "/log/checkpoint" },
    { method: "GET", path: "/api/session", cookie },
    { method: "POST", path: "/api/sync", cookie, body },
  ];
  const [waits, wrong]: [number[], number[]] = [[], []];
  const began = performance.now();
  for (let turn = 0; performance.now() - began < SECONDS * 1000; turn++) {
    const from = performance.now();
    const status = await ask(district.url, agent, asked[turn % asked.length]!);
    waits.push(performance.now() - from);
    if (status !== 200) wrong.push(status);
    await new Promise((go) => setTimeout(go, 20));
  }
  agent.destroy();
  return { waits: waits.sort((one, other) => one - other), wrong };
}

/** The most memory that the server had, in MB (proc_pid_status(5)). */
function mostMemory({ pid }: District): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

async function main(): Promise<void> {
  const district = await District.open();
  try {
    const cookie = await new SamplePeople(district).cookie("resident-a");
    const before = mostMemory(district);
    const attacks = KINDS.map((kind) => {
      const child = fork(__filename, [], { env: { ...process.env, ATTACK: kind, AT: district.url } });
      return new Promise<Told>((told) => child.once("message", (message) => told(message as Told)));
    });
    const { waits, wrong } = await honest(district, cookie);
    for (const [at, told] of (await Promise.all(attacks)).entries()) {
      console.log(`${KINDS[at]}: ${Math.round(told.asked / SECONDS)} a second, answered ${JSON.stringify(told.statuses)}`);
    }
    const at = (share: number) => waits[Math.floor(waits.length * share)]?.toFixed(0);
    console.log(`honest: ${waits.length} asked, ${wrong.length} not answered with 200 (${[...new Set(wrong)]}), median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${waits.at(-1)?.toFixed(0)} ms`);
    console.log(`memory of the server: ${before.toFixed(0)} MB before, ${mostMemory(district).toFixed(0)} MB at most`);
  } finally {
    await district.close();
  }
}

if (process.env.ATTACK) void attack(process.env.AT!, process.env.ATTACK as Kind).then((told) => process.send!(told, () => process.exit()));
else void main();
