import type { Page } from "@playwright/test";
import { expectOnce, settled } from "../at-the-server";
import { expect, onDisk as test } from "../faults/fixture";
import { fillRequest, signIn } from "../steps";

// The server answers when what it took in is on its disk. Meanwhile the screen may not say that it has it.

test("on a slow disk a request is said to wait until the server has it for good, and is there once", async ({ page, district, disk }) => {
  const wanted = ["示例：磁盘很慢"];
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await page.waitForLoadState("networkidle");
  await noteMarks(page);
  const answers = answersTo(page, wanted[0]!);
  disk.slow(1500);
  await fillRequest(page, wanted[0]!);
  await expect(page.locator(".receipt .mark")).toHaveText("待发送");
  expect(answers).toEqual([]);
  await expect(page.locator(".receipt .mark")).toContainText("已收到");
  expect(answers).toEqual([200]);
  expect((await marks(page)).slice(0, 2)).toEqual(["待发送", "已收到"]);
  disk.slow(0);
  await settled(page, wanted);
  await expectOnce(district, "resident-a", wanted);
});

/** The statuses of the server's answers to the calls that hand in what has this text. */
function answersTo(page: Page, wanted: string): number[] {
  const answers: number[] = [];
  page.on("response", (answer) => {
    if (answer.request().postData()?.includes(wanted)) answers.push(answer.status());
  });
  return answers;
}

/** Notes what the screen says of the request, one after the other. */
function noteMarks(page: Page): Promise<void> {
  return page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const look = () => {
      const now = document.querySelector("#app .receipt .mark")?.textContent;
      if (now && now !== said.at(-1)) said.push(now);
      requestAnimationFrame(look);
    };
    look();
  });
}

function marks(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { said: string[] }).said);
}
