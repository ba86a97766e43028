import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { answer, clearKept, countKept, everythingKept, kept } from "../steps";

const PASSPHRASE = "木木小桥流水";

/** Opens 我的 and waits until it has asked for all that it asks for. */
async function openMe(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/me`);
  await page.waitForLoadState("networkidle");
}

async function addProfile(page: Page, name: string): Promise<void> {
  await page.getByTestId("add-profile").click();
  await page.getByTestId("profile-name").fill(name);
  await page.keyboard.press("Enter");
  await expect(shown(page)).toContainText(name);
}

/** The row of the profile that is shown. */
function shown(page: Page): Locator {
  return page.locator('[data-testid="profile"][aria-current]');
}

function birth(page: Page): Locator {
  return page.locator('[data-fact="birth_date"]');
}

test("for my mother I answer beside my own answers, and neither touches the other's", async ({ page, context, district }) => {
  await openMe(page, district.url);
  await answer(page, "birth_date", "1985-06-01");
  await answer(page, "hukou", "elsewhere");

  await test.step("she is added, says what she says, and sees what is hers", async () => {
    await addProfile(page, "妈妈");
    await expect(birth(page)).toHaveAttribute("data-said", "false");
    await answer(page, "birth_date", "1949-03-01");
    await answer(page, "hukou", "shanghai");
    await page.goto(district.url);
    await expect(page.locator(".whose summary")).toContainText("这一页是给 妈妈 看的");
    await expect(page.locator("#app .card", { hasText: "老年综合津贴" }).first()).toContainText("上海户籍");
  });

  await test.step("from her page to mine, by keyboard, and my answers stand", async () => {
    const summary = page.locator(".whose summary");
    expect((await summary.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await summary.focus();
    await page.keyboard.press("Enter");
    const mine = page.locator(".whose").getByRole("button", { name: "我", exact: true });
    await expect(mine).toHaveAttribute("aria-pressed", "false");
    await page.keyboard.press("Tab");
    await expect(mine).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(summary).toContainText("这一页是给 我 看的");
    await expect(summary).toBeFocused();
    await expect(page.locator(".whose button").first()).toBeHidden();
    await expect(page.locator("#app .card", { hasText: "老年综合津贴" })).toHaveCount(0);
    await openMe(page, district.url);
    await expect(birth(page).locator("input")).toHaveValue("1985-06-01");
    await expect(page.locator('[data-fact="hukou"] .fact-value')).toContainText("外省市户籍");
  });

  await test.step("what is typed while another tab shows her is still said of me", async () => {
    const other = await context.newPage();
    await openMe(other, district.url);
    await birth(page).locator("input").fill("1986-06-01");
    await other.getByRole("button", { name: "换到：妈妈" }).click();
    await expect(shown(page)).toContainText("妈妈");
    await expect(birth(page).locator("input")).toHaveValue("1949-03-01");
    await expect(birth(other).locator("input")).toHaveValue("1949-03-01");
    await page.getByRole("button", { name: "换到：我" }).click();
    await expect(birth(other).locator("input")).toHaveValue(/^198[56]-06-01$/);
    await other.close();
  });

  await test.step("nothing of it can be read in the store", async () => {
    const everything = await everythingKept(page);
    for (const told of ["1949-03", "1985-06", "1986-06", "妈妈"]) expect(everything.includes(told), told).toBe(false);
    // The names of facts are in the public record too.
    const meta = await kept(page, "meta");
    expect(meta.join()).not.toMatch(/birth_date|hukou/);
    expect(meta.filter((text) => text.startsWith("1..")).length).toBe(1);
  });

  await test.step("called otherwise, removed after asking; the last one stays", async () => {
    await page.getByRole("button", { name: "改称呼：妈妈" }).click();
    await page.getByTestId("profile-name").fill("我");
    await page.getByTestId("profile-name").fill("  ");
    await page.keyboard.press("Enter");
    await expect(page.locator("#profile-name-error")).toContainText("请写一个称呼");
    await page.getByTestId("profile-name").fill("姆妈");
    await page.keyboard.press("Enter");
    await expect(page.getByTestId("profile").nth(1)).toContainText("姆妈");
    await page.getByRole("button", { name: "删掉：姆妈" }).click();
    await expect(page.getByRole("dialog")).toContainText("“姆妈”说过的都会删除");
    await page.getByRole("button", { name: "确定删掉" }).click();
    await expect(page.getByTestId("profile")).toHaveCount(1);
    await expect(page.getByRole("button", { name: /^删掉：/ })).toHaveCount(0);
    await page.goto(district.url);
    await expect(page.getByTestId("question")).toBeVisible();
    await expect(page.locator(".whose")).toBeHidden();
  });
});

test("a wipe removes every profile, and its key", async ({ page, district }) => {
  await openMe(page, district.url);
  await addProfile(page, "我的公司");
  await answer(page, "birth_date", "1949-03-01");
  await page.getByRole("button", { name: "清空这台设备" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "确定清空" }).click();
  await expect(page.getByText("已清空。")).toBeVisible();
  await expect(page.getByTestId("profile")).toHaveCount(1);
  await expect(birth(page)).toHaveAttribute("data-said", "false");
  expect(await countKept(page, "seals")).toBe(0);
  await page.reload();
  await expect(page.getByTestId("profile")).toHaveCount(1);
  await expect(birth(page)).toHaveAttribute("data-said", "false");
});

test("a device that many use has one profile and no passphrase", async ({ page, district }) => {
  await openMe(page, district.url);
  await expect(page.getByTestId("add-profile")).toBeVisible();
  await page.getByTestId("communal").click();
  await expect(page.getByTestId("add-profile")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "设口令" })).toHaveCount(0);
});

test("with a passphrase a closed app needs it again; who forgot it can begin anew", async ({ page, district }) => {
  await openMe(page, district.url);
  await answer(page, "birth_date", "1949-03-01");
  await answer(page, "hukou", "shanghai");

  await test.step("asked for twice", async () => {
    await page.getByRole("button", { name: "设口令" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("口令找不回来");
    await page.getByTestId("new-passphrase").fill("木木");
    await dialog.getByRole("button", { name: "设口令" }).click();
    await expect(dialog).toContainText("太短了");
    await page.getByTestId("new-passphrase").fill(PASSPHRASE);
    await page.getByTestId("same-passphrase").fill("木木小桥");
    await dialog.getByRole("button", { name: "设口令" }).click();
    await expect(dialog).toContainText("两次输的不一样");
    await dialog.getByRole("button", { name: "看看输了什么" }).click();
    await expect(page.getByTestId("same-passphrase")).toHaveAttribute("type", "text");
    await page.getByTestId("same-passphrase").fill(PASSPHRASE);
    await dialog.getByRole("button", { name: "设口令" }).click();
    await expect(page.getByText("口令设好了。")).toBeVisible();
    expect(await countKept(page, "seals")).toBe(0);
  });

  await test.step("opened again the home page asks for it, and what is public can be read", async () => {
    await page.goto(district.url);
    await expect(page.getByRole("heading", { name: "输入口令" })).toBeVisible();
    await expect(page.locator("#app")).not.toContainText("1949");
    await expect(page.getByTestId("question")).toHaveCount(0);
    await expect(page.locator("#app .rows a").first()).toBeVisible();
    await page.getByTestId("passphrase").fill("不是这个");
    await page.keyboard.press("Enter");
    await expect(page.locator("#passphrase-error")).toContainText("口令不对");
    await page.getByTestId("passphrase").fill(PASSPHRASE);
    await page.keyboard.press("Enter");
    await expect(page.locator("#app .card", { hasText: "老年综合津贴" }).first()).toBeVisible();
    await expect(page.getByTestId("passphrase")).toHaveCount(0);
  });

  await test.step("locked by hand", async () => {
    await page.getByRole("link", { name: "我的", exact: true }).click();
    await expect(birth(page).locator("input")).toHaveValue("1949-03-01");
    await page.getByRole("button", { name: "锁上" }).click();
    await expect(page.getByRole("heading", { name: "输入口令" })).toBeVisible();
    await expect(birth(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "忘掉我说过的" })).toHaveCount(0);
  });

  await test.step("readable by everyone", async () => {
    for (const look of ["", "?elder"]) {
      await page.setViewportSize({ width: 360, height: 740 });
      for (const path of ["/", "/me"]) {
        await page.goto(district.url + path + look);
        await expect(page.getByRole("heading", { name: "输入口令" })).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]).analyze();
        expect(violations).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      }
    }
    await page.evaluate(() => localStorage.clear());
  });

  await test.step("forgotten", async () => {
    await openMe(page, district.url);
    await page.getByRole("button", { name: "忘了口令" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
    await expect(page.getByTestId("passphrase")).toBeVisible();
    await page.getByRole("button", { name: "忘了口令" }).click();
    await page.getByRole("button", { name: "确定重新开始" }).click();
    await expect(birth(page)).toHaveAttribute("data-said", "false");
    await answer(page, "birth_date", "1950-01-01");
    await page.reload();
    await expect(birth(page).locator("input")).toHaveValue("1950-01-01");
  });
});

test("where the key is gone the page says so, keeps what is there, and one can begin anew", async ({ page, district }) => {
  await openMe(page, district.url);
  await answer(page, "birth_date", "1949-03-01");
  await expect.poll(() => countKept(page, "seals")).toBe(1);
  const [sealed] = (await kept(page, "meta")).filter((text) => text.startsWith("1.."));
  await page.goto(`${district.url}/log/key`);
  await clearKept(page, "seals");
  await page.goto(district.url);
  await expect(page.getByRole("heading", { name: "说过的读不出来了" })).toBeVisible();
  expect(await kept(page, "meta")).toContain(sealed);
  await page.getByTestId("begin-anew").click();
  await page.getByRole("button", { name: "确定重新开始" }).click();
  await expect(page.getByTestId("question")).toBeVisible();
  expect(await kept(page, "meta")).not.toContain(sealed);
});

for (const [which, prepare] of Object.entries({
  "has no WebCrypto": () => Object.defineProperty(Crypto.prototype, "subtle", { get: () => undefined }),
  "keeps no keys": () => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
      if (value instanceof CryptoKey) throw new DOMException("The object could not be cloned.", "DataCloneError");
      return put.call(this, value, key);
    };
  },
})) {
  test(`a browser that ${which} keeps what was said as it is, and says so`, async ({ page, district }) => {
    await page.addInitScript(prepare);
    await openMe(page, district.url);
    await answer(page, "birth_date", "1949-03-01");
    await expect(page.getByText("这个浏览器不能加密")).toBeVisible();
    await expect.poll(async () => (await kept(page, "meta")).join()).toContain("1949-03-01");
    await page.reload();
    await expect(birth(page).locator("input")).toHaveValue("1949-03-01");
    await expect(page.getByText("这个浏览器不能加密")).toBeVisible();
  });
}
