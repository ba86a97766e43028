import { existsSync } from "node:fs";

/** The browser that the journeys run in: `CHROMIUM`, or the one of the distribution. */
export function chromium(): string {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("No Chromium found. Install the package `chromium`, or set CHROMIUM to one.");
  return found;
}
