import { type BrowserContext, test as base, expect } from "@playwright/test";

/** What a browser says when it keeps to a page's policy against the page. */
const AGAINST_POLICY = /Content Security Policy|TrustedHTML|TrustedScript|Trusted Type/i;

/** Collects from now on what pages of a context did against their own policy. */
function againstPolicy(context: BrowserContext): string[] {
  const said: string[] = [];
  context.on("console", (message) => AGAINST_POLICY.test(message.text()) && said.push(message.text()));
  return said;
}

/**
 * A test in which no page may do what its own policy forbids, in the test's own context or in one that it opens.
 */
export const test = base.extend<{ triesPolicy: boolean; policyKept: void }>({
  /** Set by a test that does itself what the policy forbids. */
  triesPolicy: [false, { option: true }],
  policyKept: [
    async ({ browser, triesPolicy }, use) => {
      const said: string[][] = browser.contexts().map(againstPolicy);
      const open = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await open(options);
        said.push(againstPolicy(context));
        return context;
      };
      await use();
      browser.newContext = open;
      if (!triesPolicy) expect(said.flat(), "against the policy of the page").toEqual([]);
    },
    { auto: true },
  ],
});
