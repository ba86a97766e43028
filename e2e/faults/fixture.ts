import { test as base } from "../base";
import { District } from "../district";
import { Proxy } from "../proxy";
import { Disk } from "./disk";

export { expect } from "@playwright/test";

/** A test with a district whose disk can fail. */
export const onDisk = base.extend<{ disk: Disk; district: District }>({
  disk: async ({}, use) => {
    const disk = Disk.open();
    await use(disk);
    disk.close();
  },
  district: async ({ disk }, use) => {
    const district = await District.open({ environment: disk.environment });
    await use(district);
    await district.close();
  },
});

/** A test with a district of its own, and a line to it that can break: the browser goes to the proxy's address. */
export const onLine = base.extend<{ district: District; line: Proxy }>({
  district: async ({}, use) => {
    const district = await District.open();
    await use(district);
    await district.close();
  },
  line: async ({ district }, use) => {
    const line = await Proxy.open(district.port);
    await use(line);
    line.close();
  },
});
