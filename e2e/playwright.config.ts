import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, chromium } from "./chromium";

// One worker: what two browsers send is compared, and what is measured should not be measured beside another browser.
export default defineConfig({
  outputDir: "../target/e2e",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  forbidOnly: true,
  projects: [
    { name: "journeys", testDir: "journeys" },
    { name: "components", testDir: "../app/src/components" },
    { name: "engines", testDir: "engines" },
  ],
  reporter: [["list"], ["json", { outputFile: "../target/e2e-report.json" }]],
  use: {
    viewport: { width: 390, height: 844 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "retain-on-failure",
    launchOptions: { executablePath: chromium(), args: CHROMIUM_ARGUMENTS },
  },
});
