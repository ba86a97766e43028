import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { LOOK } from "../steps";

// The browser verifies the district's signature where it knows Ed25519; elsewhere a part of the app does (app/src/signature.rs).
const BROWSERS = {
  "that knows Ed25519": async () => {},
  "that does not know it": (page: Page) =>
    page.addInitScript(() => {
      const known = SubtleCrypto.prototype.importKey;
      SubtleCrypto.prototype.importKey = function (this: SubtleCrypto, ...given: unknown[]) {
        if (given[2] === "Ed25519") return Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
        return (known as (...given: unknown[]) => Promise<CryptoKey>).apply(this, given);
      } as typeof known;
    }),
  "without protected connection": (page: Page) =>
    page.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined })),
};

for (const [which, prepare] of Object.entries(BROWSERS)) {
  test(`a browser ${which} takes the record that the district signed, and no other`, async ({ page, district }) => {
    await prepare(page);
    const parts: string[] = [];
    page.on("request", (request) => parts.push(...(/split_signature/.exec(request.url()) ?? [])));
    await page.goto(district.url);
    await expect(page.locator("#app .card").first()).toBeVisible();
    // The service worker fetches every part, and these are no requests of the page.
    expect(new Set(parts).size).toBe(which === "that knows Ed25519" ? 0 : 1);

    await page.context().route(LOOK, async (route) => {
      const said = (await (await route.fetch()).body()).toString("latin1");
      // A letter of the signature changes; what was signed stays as it is.
      const forged = said.replace(/(\n\xe2\x80\x94 \S+ .{40})(.)/, (_, before, letter) => before + (letter === "A" ? "B" : "A"));
      expect(forged).not.toBe(said);
      await route.fulfill({ body: Buffer.from(forged, "latin1") });
    });
    await page.goto(`${district.url}/policies`);
    await expect(page.getByText("记录没有本区的签名")).toBeVisible();
    await expect(page.locator("#app .card, #app li a").first()).toBeVisible();
  });
}

test.describe("what is tried against the policy", () => {
  test.use({ triesPolicy: true });

  test("only what the build put into a page may run in it", async ({ page, district }) => {
    const answer = await page.goto(district.url);
    const policy = answer!.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval' ('sha256-[\w+/=]{44}' ?){3};/);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'/);
    expect(Object.keys(answer!.headers())).not.toContain("mingbai-inside");
    await expect(page.locator("#app .card").first()).toBeVisible();
    const refused = await page.evaluate(async () => {
      const violated: string[] = [];
      addEventListener("securitypolicyviolation", (event) => violated.push(event.violatedDirective));
      const [text, node] = [document.createElement("script"), document.createElement("script")];
      try {
        text.textContent = "document.title = 'ran'";
      } catch {
        violated.push("thrown");
      }
      node.append("document.title = 'ran'");
      document.head.append(text, node);
      await new Promise((go) => setTimeout(go, 500));
      return violated;
    });
    // A text becomes a script by no way: neither as a text nor as a node of text.
    expect(refused.sort()).toEqual(["require-trusted-types-for", "require-trusted-types-for", "thrown"]);
    expect(await page.title()).not.toBe("ran");
  });
});
