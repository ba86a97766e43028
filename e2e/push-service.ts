import { type ECDH, createECDH, createPublicKey, randomBytes, randomUUID, verify } from "node:crypto";
import { type IncomingHttpHeaders, type Server, createServer } from "node:http";
import { decrypt } from "http_ece";
import { address, listen } from "./listen";

/** A message, as a push service gets it. */
interface Pushed {
  path: string;
  at: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** How the next message is answered. */
interface Said {
  status: number;
  headers?: Record<string, string>;
}

/** A push service on this machine, which answers as it is told to: 201 by itself. */
export class PushService {
  readonly got: Pushed[] = [];
  private readonly says: Said[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<PushService> {
    const server = createServer(async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      service.got.push({ path: request.url ?? "", at: Date.now(), headers: request.headers, body: Buffer.concat(pieces) });
      const { status, headers } = service.says.shift() ?? { status: 201 };
      response.writeHead(status, headers).end();
    });
    const service = new PushService(server);
    await listen(server);
    return service;
  }

  get url(): string {
    return address(this.server);
  }

  /** Answers the next message so, and those after it as before. */
  say(status: number, headers: Record<string, string> = {}): void {
    this.says.push({ status, headers });
  }

  /** What came for a device. */
  of(device: PushedDevice): Pushed[] {
    return this.got.filter(({ path }) => device.endpoint === this.url + path);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** A device with the keys of its browser. */
export class PushedDevice {
  readonly endpoint: string;
  private readonly key: ECDH = createECDH("prime256v1");
  private readonly auth = randomBytes(16);

  constructor(service: PushService) {
    this.key.generateKeys();
    this.endpoint = `${service.url}/to/${randomUUID()}`;
  }

  get keys(): { p256dh: string; auth: string } {
    return { p256dh: this.key.getPublicKey("base64url"), auth: this.auth.toString("base64url") };
  }

  subscription(language: "zh" | "en" = "zh"): object {
    return { endpoint: this.endpoint, keys: this.keys, language };
  }

  /** What a message to this device says. */
  read(pushed: Pushed): unknown {
    return JSON.parse(decrypt(pushed.body, { version: "aes128gcm", privateKey: this.key, authSecret: this.auth }).toString());
  }
}

/** What the sender of a message says of itself, if its signature is by its key (RFC 8292). */
export function sender(pushed: Pushed): { key: string; claims: { aud: string; exp: number; sub: string } } {
  const [, token = "", key = ""] = /^vapid t=([\w-]+\.[\w-]+\.[\w-]+), k=([\w-]+)$/.exec(pushed.headers.authorization ?? "") ?? [];
  const [header = "", claims = "", signature = ""] = token.split(".");
  const point = Buffer.from(key, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
  const by = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
  const signed = verify("sha256", Buffer.from(`${header}.${claims}`), { key: by, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  if (!signed) throw new Error("the token is not signed by its key");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as unknown;
  if (JSON.stringify(read(header)) !== '{"typ":"JWT","alg":"ES256"}') throw new Error("the token is of another kind");
  return { key, claims: read(claims) as { aud: string; exp: number; sub: string } };
}
