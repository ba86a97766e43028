import { AMENDED, publishChanged } from "../amended";
import { expect, test } from "../fixture";
import { offlineReady } from "../steps";

const HOUSING = "/d/public-rental-housing";
const ALLOWANCE = "/d/elderly-allowance";

test("an amendment that is in force stands, says what changed, and leaves the version before by its day", async ({ page, district, context }) => {
  await district.publish(AMENDED);
  await page.goto(district.url + HOUSING);
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("#app .doc-meta")).toContainText("示例〔2026〕28号");
  await expect(page.locator("#app .doc-meta")).toContainText("现行有效（2026年10月1日起）");
  await page.locator('#app .jump a[href="#changes"]').click();
  const changes = page.locator("#app #changes");
  await expect(changes).toContainText("改了 3 处，增加 1 处，9 处没有变。");
  const third = changes.locator(".difference", { hasText: "第三条" });
  await expect(third.locator("del")).toHaveText("12个");
  await expect(third.locator("ins")).toHaveText("6个");
  await expect(changes.locator(".difference", { hasText: "第四条之一" })).toContainText("增加");
  // Put together, what stays and what was added is the article as it stands below.
  const article = (await page.locator("#app #art-3 p").innerText()).trim();
  const now = await third.locator(".spans").evaluate((spans) => [...spans.childNodes].filter((node) => node.nodeName !== "DEL").map((node) => node.textContent).join(""));
  expect(now).toContain(article);
  // Only on request, what did not change.
  await expect(changes.locator(".difference")).toHaveCount(4);
  await changes.getByLabel("只看变化").uncheck();
  await expect(changes.locator(".difference")).toHaveCount(13);

  await changes.locator("summary").click();
  await changes.locator(".versions li", { hasText: "2026年9月30日" }).getByRole("link", { name: "看全文" }).click();
  await expect(page).toHaveURL(/public-rental-housing@2026-04-01$/);
  await expect(page.locator("#app")).toContainText("不是现行的");
  await expect(page.locator("#app .doc-meta")).toContainText("2026年4月1日至2026年9月30日有效");
  await expect(page.locator("#app #art-3")).toContainText("12个月");
  await expect(page.locator("#app #me")).toHaveCount(0);
  // An article of that version has an address of its own.
  await page.locator("#app #art-3 h3 a").click();
  await expect(page).toHaveURL(/@2026-04-01\/art\/3$/);
  await expect(page.locator("#app #art-3")).toBeFocused();
  await page.getByRole("link", { name: "看现行的版本" }).click();
  await expect(page.locator("#app #art-3")).toContainText("6个月");
});

test("one that is to come is announced, and until then the one before is what applies", async ({ page, district }) => {
  await district.publish(AMENDED);
  await page.goto(district.url + ALLOWANCE);
  await offlineReady(page);
  await expect(page.locator("#app .doc-meta")).toContainText("示例〔2026〕1号");
  await expect(page.locator("#app .amount").first()).toHaveText("75 元至 600 元/月");
  await expect(page.locator("#app .aside")).toContainText("2027年1月1日起换成新的版本");
  await page.getByRole("link", { name: "看改了什么" }).click();
  const changes = page.locator("#app #changes");
  const renumbered = changes.locator(".difference", { hasText: "第八条（原第七条）" });
  await expect(renumbered.locator("ins")).toHaveText("在10个工作日内");
  // Renumbered alone is no change of the text.
  await expect(changes).toContainText("其中 2 条只改了条号");
  // What is decided on the device goes by what applies today.
  await page.goto(district.url + ALLOWANCE + "@2027-06-01");
  await expect(page.locator("#app")).toContainText("这个版本从2027年1月1日起施行，现在还没有生效。");
  await expect(page.locator("#app #art-4")).toContainText("每月650元");
  await page.goto(district.url + ALLOWANCE + "@2020-01-01");
  await expect(page.locator("#app")).toContainText("2020年1月1日还没有这份文件的任何版本");
});

test("without scripts the same versions stand at the same addresses", async ({ browser, district }) => {
  await district.publish(AMENDED);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(district.url + HOUSING);
  await expect(page.locator(".doc-meta")).toContainText("示例〔2026〕28号");
  await page.locator("#changes a", { hasText: "2026年4月1日至2026年9月30日有效" }).click();
  await expect(page.locator("main")).toContainText("不是现行的");
  await expect(page.locator("#art-3")).toContainText("12个月");
  await page.goto(district.url + ALLOWANCE);
  await expect(page.locator(".aside")).toContainText("2027年1月1日起换成新的版本");
  await expect(page.locator("#art-4")).toContainText("每月600元");
  for (const nowhere of ["@2020-01-01", "@2026-02-30", "@", "@2026-03-01@2026-03-02"]) {
    expect((await page.goto(district.url + HOUSING + nowhere))?.status(), nowhere).toBe(404);
  }
  await context.close();
});

test("a version that is not on the device is fetched by whoever asks for it, and checked", async ({ page, district }) => {
  await district.publish(AMENDED);
  await publishChanged(district, "public-rental-housing", "sample-amended", {
    text: (text) => text.replace("〔2026〕28号", "〔2026〕40号").replace("6个月以上", "3个月以上").replace("2026年10月1日起施行", "2026年11月1日起施行"),
    pack: (pack) => pack.replaceAll("6个月以上", "3个月以上").replaceAll("6 months", "3 months").replace('"at_least": 6', '"at_least": 3').replace('"from": "2026-10-01"', '"from": "2026-11-01"'),
  });
  await page.goto(district.url + HOUSING);
  await offlineReady(page);
  const changes = page.locator("#app #changes");
  await expect(changes.locator(".difference", { hasText: "第三条" }).locator("ins")).toHaveText("3个");
  await changes.locator("summary").click();
  await expect(changes.locator(".versions > li")).toHaveCount(3);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await changes.locator(".versions > li").nth(1).getByRole("button", { name: "这一版改了什么" }).click();
  await expect(changes).toContainText("这一版还没有存到本机");
  expect(asked.filter((path) => path.startsWith("/pack"))).toEqual([]);
  // What is not what the record says is not shown.
  await page.route("**/pack/*", (route) => route.fulfill({ body: "{}", contentType: "application/json" }));
  await changes.getByRole("button", { name: "取来这一版" }).click();
  await expect(changes).toContainText("没有取到");
  await page.unroute("**/pack/*");
  await changes.getByRole("button", { name: "取来这一版" }).click();
  await expect(changes.locator(".difference", { hasText: "第三条" }).locator("del")).toHaveText("12个");
});

test("side by side where there is room", async ({ page, district }) => {
  await district.publish(AMENDED);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(district.url + HOUSING);
  const changes = page.locator("#app #changes");
  await expect(changes.locator(".difference").first()).toBeVisible();
  await expect(changes.getByLabel("左右对照")).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 900 });
  await changes.getByLabel("左右对照").check();
  const third = changes.locator(".difference", { hasText: "第三条" }).locator(".difference-text > div");
  const [old, now] = [await third.nth(0).boundingBox(), await third.nth(1).boundingBox()];
  expect(Math.abs(old!.y - now!.y)).toBeLessThan(2);
  expect(now!.x).toBeGreaterThan(old!.x + 100);
  await expect(third.nth(0).locator("ins")).toHaveCount(0);
  await expect(third.nth(1).locator("del")).toHaveCount(0);
});
