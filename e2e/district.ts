import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const checkout = resolve(__dirname, "..");
const run = promisify(execFile);

/** A district of its own for a journey: workerd on a free port, with data that go away afterwards. */
export class District {
  private server: ChildProcess | undefined;
  /** All that the server has printed; it is printed here too. */
  printed = "";

  private constructor(
    readonly port: number,
    /** The folder in which it keeps everything. */
    readonly data: string,
    private environment: NodeJS.ProcessEnv,
    private readonly site: string,
  ) {}

  /**
   * Starts an empty district, and publishes the sample district in it unless told otherwise. `site` is the build of the app that it serves,
   * `environment` is added to the server's, which finds the folder of its data as DATA. `signIn` gives the services to sign in by, for a district
   * at this origin: they have to know it.
   */
  static async open(
    options: { seeded?: boolean; site?: string; environment?: NodeJS.ProcessEnv; signIn?: (origin: string) => object[] | Promise<object[]> } = {},
  ): Promise<District> {
    const key = await keys();
    const data = mkdtempSync(join(tmpdir(), "mingbai-e2e-"));
    const port = await freePort();
    const district = new District(port, data, {
      ...process.env,
      ORIGIN: originAt(port),
      IDENTITY_KEY: randomBytes(32).toString("hex"),
      SIGN_IN: JSON.stringify((await options.signIn?.(originAt(port))) ?? []),
      LOG_KEY: key.signing,
      LOG_VKEY: key.verifying,
      SESSION_KEY: randomBytes(32).toString("hex"),
      DEVELOPMENT: "on",
      ...options.environment,
      DATA: data,
    }, options.site ?? "dist");
    await district.start();
    if (options.seeded !== false) {
      await district.publish(join(checkout, "shared/sample"));
    }
    return district;
  }

  /** Another that begins with all that this one holds, which must not be running. */
  async copy(): Promise<District> {
    const data = mkdtempSync(join(tmpdir(), "mingbai-e2e-"));
    cpSync(this.data, data, { recursive: true });
    const port = await freePort();
    const district = new District(port, data, { ...this.environment, ORIGIN: originAt(port), DATA: data }, this.site);
    await district.start();
    return district;
  }

  /** Takes every policy of a folder through the gate. */
  async publish(folder: string): Promise<void> {
    await run(join(checkout, "mingbai"), ["publish", folder, "--to", this.url], { maxBuffer: 1 << 26 });
  }

  get url(): string {
    return originAt(this.port);
  }

  /** The process id, for whoever measures it. */
  get pid(): number | undefined {
    return this.server?.pid;
  }

  async start(): Promise<void> {
    const server = spawn(
      join(checkout, "scripts/workerd.sh"),
      [String(this.port), this.data, this.site],
      { cwd: checkout, env: this.environment, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.server = server;
    for (const [from, to] of [[server.stdout, process.stdout], [server.stderr, process.stderr]] as const) {
      from.setEncoding("utf8").on("data", (text: string) => {
        this.printed += text;
        to.write(text);
      });
    }
    await this.answers();
  }

  /** Publishes a further version of a sample document, with a title of its own. */
  publishAgain(title: string): Promise<void> {
    return this.publishWritten((folder) => likeSample(folder, (pack) => (pack.title.zh = title)));
  }

  /** Publishes so many documents, `many-1` and so on, each with words of its own that hardly compress. Their titles. */
  async publishMany(count: number): Promise<string[]> {
    const titles = Array.from({ length: count }, (_, at) => `示例：第${at + 1}份`);
    await this.publishWritten((folder) => {
      for (const [at, title] of titles.entries()) {
        likeSample(join(folder, String(at)), (pack) => {
          pack.id = `many-${at + 1}`;
          pack.title.zh = title;
          // Of characters among which no numeral is: a point says no figure that its article does not have.
          const words = String.fromCharCode(...Array.from(randomBytes(1000), (byte) => 0x5b00 + byte));
          pack.interpretation.points[0]!.text = { zh: words, en: "A sample." };
        });
      }
    });
    return titles;
  }

  private async publishWritten(write: (folder: string) => void): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "mingbai-more-"));
    write(folder);
    await this.publish(folder);
    rmSync(folder, { recursive: true });
  }

  /** Starts again with other settings of its operator. */
  async startWith(settings: NodeJS.ProcessEnv): Promise<void> {
    await this.kill();
    this.environment = { ...this.environment, ...settings };
    await this.start();
  }

  /** What the operator has set. */
  setting(name: string): string {
    return this.environment[name] ?? "";
  }

  /** Ends the server as a crash would. */
  async kill(): Promise<void> {
    const server = this.server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGKILL");
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
    const told = tells(this.printed);
    if (told) throw new Error(`the server printed what no log may hold: ${told}`);
  }

  private async answers(): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (this.server?.exitCode != null) throw new Error(`workerd ended with ${this.server.exitCode}`);
      const answer = await fetch(`${this.url}/health`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`nothing answers at ${this.url}`);
  }
}

/** What of a person, or of what lets one act as a person, stands in what a server printed: by its form, and the sample people's own. */
function tells(printed: string): string | undefined {
  const forms = [/\d{17}[\dXx]/, /\b[0-9A-Z]{8}M[0-9A-Z]{9}\b/, /\b1[3-9]\d{9}\b/, /021-0000/, /__Host-mingbai/, /\beyJ[\w-]{10,}/, /[?&](code|state)=/, /示例市民/, /[\w.]+@[\w.]+\.\w+/];
  return forms.map((form) => printed.match(form)?.[0]).find(Boolean);
}

function originAt(port: number): string {
  return `http://127.0.0.1:${port}`;
}

interface Pack {
  id: string;
  title: { zh: string };
  interpretation: { points: { text: { zh: string; en: string } }[] };
}

/** Writes a sample document into a folder, changed. */
function likeSample(folder: string, change: (pack: Pack) => void): void {
  cpSync(join(checkout, "shared/sample/childcare-subsidy"), folder, { recursive: true });
  const pack = JSON.parse(readFileSync(join(folder, "pack.json"), "utf8")) as Pack;
  change(pack);
  writeFileSync(join(folder, "pack.json"), JSON.stringify(pack));
}

/** A new pair of keys, for a district or with `--witness` and a name for a witness. */
export async function keys(...words: string[]): Promise<{ signing: string; verifying: string }> {
  const { stdout } = await run(join(checkout, "mingbai"), ["keygen", ...words]);
  return JSON.parse(stdout) as { signing: string; verifying: string };
}

/** A port that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? found(address.port) : failed(new Error("no port"))));
    });
  });
}
