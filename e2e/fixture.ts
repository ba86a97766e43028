import { test as base } from "./base";
import { District } from "./district";

export { expect } from "@playwright/test";

/** A test with a district of its own, which goes away however the test ends. */
export const test = base.extend<{ district: District }>({
  district: async ({}, use) => {
    const district = await District.open();
    await use(district);
    await district.close();
  },
});
