/** A cheap phone on a bad network. */
export interface Slow {
  cpu: number;
  latency: number;
}

export interface Options {
  rounds: number;
  slow: Slow | undefined;
  only: string[] | undefined;
}

/** [ROUNDS] [--slow] [--only=NAME,…]; ROUNDS may also come from the environment. */
export function options(given: string[]): Options {
  const unknown = given.filter((one) => !/^\d+$|^--slow$|^--only=/.test(one));
  if (unknown.length > 0) throw new Error(`unknown: ${unknown.join(" ")}. Known: [ROUNDS] [--slow] [--only=NAME,…]`);
  return {
    rounds: Number(given.find((one) => /^\d+$/.test(one)) ?? process.env.ROUNDS ?? 5),
    slow: given.includes("--slow") ? { cpu: 4, latency: 400 } : undefined,
    only: given.find((one) => one.startsWith("--only="))?.slice("--only=".length).split(","),
  };
}
