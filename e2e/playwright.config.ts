import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, chromium } from "./chromium";

// What is measured, counted or killed has the machine to itself; everything else runs two at a time (scripts/test.sh).
const ALONE = /\b(steady|prompt|takeover|opposite-people|kills|browser-killed|slow-disk|disk-full|first-sync-cut|network-cut|hostile-input|wrong-clock|restored)\.spec\.ts$/;

export default defineConfig({
  outputDir: "../target/e2e",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: true,
  projects: [
    { name: "journeys", testDir: "journeys", testIgnore: ALONE },
    { name: "alone", testDir: "journeys", testMatch: ALONE },
    { name: "components", testDir: "../app/src/components" },
    { name: "engines", testDir: "engines" },
  ],
  reporter: [["list"], ["json", { outputFile: `../target/e2e-${process.env.REPORT ?? "report"}.json` }]],
  use: {
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
    launchOptions: { executablePath: chromium(), args: CHROMIUM_ARGUMENTS },
  },
});
