import { existsSync } from "node:fs";

/** The browser that the journeys run in: `CHROMIUM`, or the one of the distribution. */
export function chromium(): string {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("No Chromium found. Install the package `chromium`, or set CHROMIUM to one.");
  return found;
}

/** What every Chromium here is started with: alone, quiet, and without what a container lacks. */
export const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];
