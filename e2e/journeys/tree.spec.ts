import { expect, test } from "../fixture";

// What a screen reader is told, in its order: roles, names, states. A line that is missing here may still be there; what stands here must be, in this order.

test("read out: the home page on a first visit", async ({ page, district }) => {
  await page.goto(district.url);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - link "跳到正文":
      - /url: "#main"
    - banner:
      - link "明白，首页"
      - button "长者版"
      - link "市民"
      - link "企业"
      - button /English/
    - main:
      - heading "市民主页" [level=1]
      - region "先看三个例子 3":
        - heading "先看三个例子 3" [level=2]
        - list:
          - listitem:
            - heading /示例/ [level=3]
      - region /可确定/:
        - group "您的户籍在哪里？":
          - button "上海户籍"
          - button "外省市户籍"
          - paragraph: /答案不会离开手机/
          - button "以后再说"
      - region "新发布 5"
    - navigation "主要页面":
      - link "首页"
      - link "政策"
      - link "申请"
      - link "我的"
  `);
});

test("read out: a document", async ({ page, district }) => {
  await page.goto(`${district.url}/d/elderly-allowance`);
  await page.waitForLoadState("networkidle");
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - main:
      - article:
        - heading "老年综合津贴发放办法（示例）" [level=1]
        - region "与我有关":
          - heading "与我有关" [level=2]
        - navigation "本页内容":
          - link "要点"
          - link "原文"
          - link "问答"
          - link "术语"
        - heading "要点" [level=2]
        - list:
          - listitem:
            - link "第3条"
        - heading "原文" [level=2]
        - heading /第一条/ [level=3]
        - heading "问答" [level=2]
        - heading "术语" [level=2]
        - heading "咨询" [level=2]
        - paragraph:
          - link /021/
  `);
});

test("read out: the first step of the request, and what is wrong with it", async ({ page, district }) => {
  await page.goto(`${district.url}/request`);
  await page.waitForLoadState("networkidle");
  await page.getByTestId("next").click();
  await expect(page.locator("body")).toMatchAriaSnapshot(`
    - main:
      - heading "申请公开政府信息" [level=1]
      - list "步骤":
        - listitem: 要什么
        - listitem: 怎么要
        - listitem: 您是谁
        - listitem: 核对
      - alert "还有 2 处要改":
        - list:
          - listitem:
            - link
          - listitem:
            - link
      - region "要什么":
        - heading "要什么" [level=2]
        - combobox /哪个机关|机关/
        - textbox
      - paragraph:
        - button "下一步"
  `);
});
