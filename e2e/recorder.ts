import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands between browser and server and writes down every byte that the browser sends, whichever part of it sends. */
export class Recorder {
  readonly sent: string[] = [];

  private constructor(private readonly server: Server) {}

  static open(port: number): Promise<Recorder> {
    return new Promise((opened, failed) => {
      const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => {
          const body = Buffer.concat(chunks);
          recorder.sent.push(JSON.stringify([request.method, request.url, request.rawHeaders, body.toString("base64")]));
          const { method, url, headers } = request;
          const onward = forward({ host: "127.0.0.1", port, method, path: url, headers }, (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
            answer.pipe(response);
          });
          onward.on("error", () => response.destroy());
          onward.end(body);
        });
      });
      const recorder = new Recorder(server);
      server.once("error", failed);
      server.listen(0, "127.0.0.1", () => opened(recorder));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What was sent since the last call, in an order that does not depend on which answer came first. */
  take(): string[] {
    return this.sent.splice(0).sort();
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
