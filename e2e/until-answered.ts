/** Asks for what is too large. A server answers before it has all of it, and may close the line under whoever is still sending (RFC 9112 §9.6): then it is asked again. */
export async function untilAnswered(ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (wrong) {
      const { code } = ((wrong as Error).cause ?? {}) as { code?: string };
      if (tries === 3 || !["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"].includes(code ?? "")) throw wrong;
    }
  }
}
