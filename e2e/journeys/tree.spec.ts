import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";
import { answer, fillRequest, signIn } from "../steps";

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForLoadState("networkidle");
}

const readOut = (page: Page, tree: string) => expect(page.locator("body")).toMatchAriaSnapshot(tree);

// What a screen reader is told, in its order: roles, names, states. A line that is missing here may still be there; what stands here must be, in this order.

test("read out: the home page on a first visit", async ({ page, district }) => {
  await open(page, district.url);
  await readOut(page, `
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
        - group "您现在的就业状况是？":
          - button "在单位上班"
          - button "灵活就业"
          - button "自己创业"
          - button "登记失业"
          - button "在校学生"
          - button "退休"
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
  await open(page, `${district.url}/d/elderly-allowance`);
  await readOut(page, `
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
  await open(page, `${district.url}/request`);
  await page.getByTestId("next").click();
  await readOut(page, `
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

test("read out: the firm's page", async ({ page, district }) => {
  await open(page, `${district.url}/firm`);
  await readOut(page, `
    - main:
      - heading "企业专属网页" [level=1]
      - region "先看三个例子 3":
        - list:
          - listitem:
            - heading /示例/ [level=3]:
              - link
      - region /可确定/:
        - group "企业注册在哪里？":
          - button "长宁区"
          - button "以后再说"
      - region "新发布 5"
  `);
});

test("read out: all policies, and what is looked for among them", async ({ page, district }) => {
  await open(page, `${district.url}/policies`);
  await readOut(page, `
    - main:
      - heading "政策" [level=1]
      - searchbox "输入词语，查标题和正文"
      - status: /共 \\d+ 件/
      - heading /住房 \\d/ [level=2]
      - list:
        - listitem:
          - link /示例/
  `);
  await page.getByRole("searchbox").fill("津贴");
  await expect(page.locator("main").getByRole("status")).toHaveText(/^\d 件里找到 \d+ 处$/);
  await readOut(page, `
    - main:
      - searchbox
      - group: 筛选
      - status: /\\d 件里找到 \\d+ 处/
      - list:
        - listitem:
          - heading /老年综合津贴/ [level=2]:
            - link /老年综合津贴/
          - list:
            - listitem:
              - link /第\\d条|要点|标题/:
                - mark: 津贴
  `);
  await page.getByRole("searchbox").fill("没有这样的词");
  await readOut(page, `
    - main:
      - searchbox
      - status: /没有找到“没有这样的词”/
      - paragraph:
        - link "向机关申请公开"
  `);
});

test("read out: what one said, and the choices of the device", async ({ page, district }) => {
  await open(page, `${district.url}/me`);
  await answer(page, "hukou", "shanghai");
  await readOut(page, `
    - main:
      - heading "我的" [level=1]
      - list:
        - listitem:
          - link "我的申请"
        - listitem:
          - link "办事提醒"
      - region "我说过的 说了 1 项":
        - heading "我说过的 说了 1 项" [level=2]
        - list:
          - listitem:
            - group "您的出生日期是哪一天？":
              - textbox "您的出生日期是哪一天？"
          - listitem:
            - group "您的户籍在哪里？":
              - button "忘掉：户籍"
              - button "上海户籍" [pressed]
              - button "外省市户籍"
      - group:
        - heading "企业的情况 说了 0 项" [level=2]
      - region "换手机":
        - heading "换手机" [level=2]
        - paragraph:
          - button "存成文件"
        - button "从文件读入"
      - region "登录":
        - heading "登录" [level=2]
        - paragraph:
          - link "登录"
      - region "语言和显示":
        - paragraph:
          - button "中文" [pressed]
          - button "English"
        - paragraph:
          - button "改用长者版"
      - region "资料在哪里":
        - paragraph:
          - button "忘掉我说过的"
          - button "清空这台设备"
  `);
});

test("read out: no request yet, then one with its number and its way", async ({ page, district }) => {
  await open(page, `${district.url}/requests`);
  await readOut(page, `
    - main:
      - heading "我的申请" [level=1]
      - paragraph: 还没有申请。
      - paragraph:
        - link "写一份申请"
      - paragraph:
        - link "登录"
  `);
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await fillRequest(page, "示例：2025年老年综合津贴的发放人数");
  await expect(page.getByTestId("receipt-number")).toContainText("第1号");
  await page.waitForLoadState("networkidle");
  await readOut(page, `
    - main:
      - paragraph: /民政局/
      - heading "申请公开政府信息" [level=1]
      - status: /已收到/
      - paragraph: 收件编号
      - paragraph: /第1号-收件/
      - region "接下来":
        - list:
          - listitem: /期限/
      - region "经过":
        - list:
          - listitem: /机关收件/
          - listitem: /存在本机/
      - group: 发送的内容
  `);
});

test("read out: the sign-in, and the cases of an agency", async ({ page, district }) => {
  await open(page, `${district.url}/sign-in`);
  await readOut(page, `
    - main:
      - heading "登录" [level=1]
      - region "示例登录":
        - heading "示例登录" [level=2]
      - heading "市民" [level=2]
      - list:
        - listitem:
          - button "示例市民甲 市民"
      - heading "企业" [level=2]
      - heading "机关工作人员" [level=2]
  `);
  await signIn(page, district, "resident-a");
  await page.goto(`${district.url}/request`);
  await fillRequest(page, "示例：2025年老年综合津贴的发放人数");
  await expect(page.getByTestId("receipt-number")).toContainText("第1号");
  await signIn(page, district, "civil-affairs-officer");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${district.url}/staff`);
  await expect(page.getByTestId("case-row")).toHaveCount(1);
  await readOut(page, `
    - main:
      - heading "收到的申请" [level=1]
      - navigation "职责":
        - list:
          - listitem:
            - link "申请办理"
          - listitem:
            - link "公开目录"
      - button "快速打开"
      - table "共 1 件":
        - rowgroup:
          - row:
            - columnheader "收件编号"
        - rowgroup:
          - row /第1号-收件/:
            - cell /第1号-收件/
  `);
});

test("read out: an address at which there is nothing", async ({ page, district }) => {
  await open(page, `${district.url}/no-such-page`);
  await readOut(page, `
    - main:
      - heading "没有找到这个页面" [level=1]
      - paragraph:
        - link "回首页"
        - link "看政策列表"
  `);
});

test("read out: 长者版, with its voice, its sizes and its way out first", async ({ page, district }) => {
  await open(page, `${district.url}/?elder`);
  await readOut(page, `
    - banner:
      - link "明白，首页"
      - button "听"
      - button "字小" [disabled]
      - button "字大"
      - button "普通版"
      - link "市民"
      - link "企业"
    - main:
      - heading "市民主页" [level=1]
      - region "先看三个例子 3":
        - list:
          - listitem:
            - heading /示例/ [level=3]
            - paragraph:
              - link /打电话问/
    - navigation "主要页面":
      - link "首页"
      - link "政策"
      - link "申请"
      - link "我的"
  `);
});
