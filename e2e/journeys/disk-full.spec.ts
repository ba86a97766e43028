import { atTheServer, expectOnce, settled } from "../at-the-server";
import { expect, onDisk as test } from "../faults/fixture";
import { fillRequest, signIn } from "../steps";

test("while the server's disk is full a request waits on the device, and arrives once when there is room", async ({ page, district, disk }) => {
  const both = ["示例：有空间时", "示例：磁盘满时"];
  const answers: number[] = [];
  page.on("response", (answer) => {
    if (answer.request().postData()?.includes(both[1]!)) answers.push(answer.status());
  });
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await fillRequest(page, both[0]!);
  await settled(page, both.slice(0, 1));
  await page.goto(`${district.url}/request`);
  disk.fill();
  await fillRequest(page, both[1]!);

  await test.step("the server says that it failed, and the screen that the request waits", async () => {
    // It is tried again by itself.
    await expect.poll(() => answers.length).toBeGreaterThan(1);
    expect(answers.filter((status) => status < 500)).toEqual([]);
    await expect(page.locator(".receipt .mark")).toHaveText("待发送");
    await page.goto(`${district.url}/requests`);
    await expect(page.getByRole("link", { name: both[1] })).toContainText("待发送");
    await expect(page.getByRole("link", { name: both[0] })).toContainText("已收到");
  });

  await test.step("what is public is served all the same", async () => {
    for (const path of ["/", "/policies", "/d/elderly-allowance", "/log/checkpoint"]) expect((await fetch(district.url + path)).status, path).toBe(200);
  });

  await test.step("with room again it arrives by itself", async () => {
    disk.free();
    await settled(page, both);
    await expect(page.getByRole("link", { name: both[1] })).toContainText("已收到");
    await expectOnce(district, "resident-a", both);
  });
});

test("whoever keeps asking for the number does not put off what waits for it", async ({ page, district, disk }) => {
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  disk.fill("mingbai-agency");
  await fillRequest(page, "示例：机关的磁盘满时");
  await expect(page.locator(".receipt .mark")).toHaveText("已收到");
  // Until delivering has failed often enough for its pauses to be longer than those between two questions.
  await page.waitForTimeout(10_000);
  disk.free();
  let asked = 0;
  const numbered = async () => {
    asked += 1;
    return (await atTheServer(district, "resident-a")).map((one) => one.standing);
  };
  await expect.poll(numbered, { timeout: 30_000, intervals: [250] }).toEqual(["registered"]);
  expect(asked).toBeGreaterThan(1);
  await expectOnce(district, "resident-a", ["示例：机关的磁盘满时"]);
});
