import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { type Engine, PATIENCE_MS } from "./engine";
import { program } from "./program";

/** The distribution's Firefox, by WebDriver BiDi, without a screen. */
export class Firefox implements Engine {
  private constructor(
    readonly name: string,
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}

  static async open(): Promise<Firefox> {
    const browser = await puppeteer.launch({
      browser: "firefox",
      executablePath: program("firefox-esr", "firefox-esr"),
      headless: true,
      defaultViewport: { width: 390, height: 844 },
      env: { ...process.env, TZ: "Asia/Shanghai" },
      // The order of a day's parts follows the first, the language that pages are asked for the second.
      extraPrefsFirefox: { "intl.locale.requested": "en-US", "intl.accept_languages": "zh-CN" },
    });
    return new Firefox(await browser.version(), browser, await browser.newPage());
  }

  async goto(address: string): Promise<void> {
    await this.page.goto(address);
  }

  async reload(): Promise<void> {
    await this.page.reload();
  }

  click(selector: string): Promise<void> {
    return this.page.locator(selector).setTimeout(PATIENCE_MS).click();
  }

  async type(selector: string, text: string): Promise<void> {
    const field = await this.page.locator(selector).setTimeout(PATIENCE_MS).waitHandle();
    await field.type(text);
  }

  async choose(selector: string, value: string): Promise<void> {
    await this.page.select(selector, value);
  }

  evaluate(expression: string): Promise<unknown> {
    return this.page.evaluate(expression);
  }

  offline(is: boolean): Promise<void> {
    return this.page.setOfflineMode(is);
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
