import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixture";

// From nothing to a list that makes sense, by the questions that the page itself asks; compared with the command line, which knows the whole truth.

type Facts = Record<string, string | number | boolean | string[]>;

/** Everything that is true of an invented person. */
const RETIRED: Facts = {
  birth_date: "1945-04-12", sex: "female", hukou: "shanghai", residence_district: "changning", residence_permit: false, employment: "retired", children: [],
  child_in_school: false, parents: [], only_child: false, pays_income_tax: false, pension_insured: true, insured_months: 0, employment_hardship: false,
  low_income: false, disabled: false, works_in_district: false, contract_months: 0, owns_home: true, home_area: 30, special_support: false,
  had_founder_subsidy: false, unemployed_before_founding: false, land_requisitioned: false, graduated_on: "1965-07-01",
};
const SOFTWARE: Facts = {
  registered_on: "2022-05-05", registered_district: "changning", tax_district: "changning", industry_code: "6510", restricted_industry: false,
  revenue: 800_000_000, taxpayer_kind: "small_scale", monthly_sales: 8_000_000, taxable_income: 60_000_000, employees: 24, insured_employees: 22,
  assets: 900_000_000, has_research: true, buys_research_services: true, high_tech_until: "2028-10-31", specialised: "none",
  first_set_certified: false, unemployment_insurance_months: 36, layoff_rate: 0, graduates_hired: 2, unemployed_youth_hired: 0,
  hires_contract_months: 24, hires_insured_months: 3, had_expansion_subsidy: false, had_hiring_subsidy: false, has_loan: true,
};
const HIRES_NOBODY: Facts = { ...SOFTWARE, graduates_hired: 0, hires_contract_months: 0, hires_insured_months: 0 };
/** Money as a firm types it, in 万元. */
const IN_TEN_THOUSANDS = ["monthly_sales", "taxable_income", "revenue", "assets"];

interface Judged {
  policy: string;
  verdict: "eligible" | "unknown" | "not_eligible";
}

/** What the command line says of these facts. */
function judged(facts: Facts): Map<string, Judged["verdict"]> {
  const root = resolve(__dirname, "../..");
  const said = execFileSync(`${root}/mingbai`, ["match", "--policies", `${root}/shared/sample`, "--facts", "-"], { input: JSON.stringify(facts) });
  const lines = said.toString().split("\n").filter(Boolean).map((line) => JSON.parse(line) as Judged);
  return new Map(lines.map(({ policy, verdict }) => [policy, verdict]));
}

/** Answers the question that stands on the page; which it was. */
async function answerNext(page: Page, truth: Facts): Promise<string> {
  const question = page.getByTestId("question");
  const fact = (await question.getAttribute("data-fact"))!;
  const said = truth[fact];
  if (said === undefined) throw new Error(`the person knows nothing of ${fact}`);
  const done = question.locator("button[type=submit]");
  if (Array.isArray(said)) await question.locator('[data-answer="none"]').click();
  else if (typeof said === "boolean") await question.locator(`[data-answer="${said ? "yes" : "no"}"]`).click();
  else if (typeof said === "number" || /^\d/.test(said)) {
    await question.locator("input").first().fill(typeof said === "number" && IN_TEN_THOUSANDS.includes(fact) ? String(said / 1_000_000) : String(said));
    await done.click();
  } else {
    await question.locator(`[data-answer="${said}"]`).click();
  }
  await expect(page.locator(`[data-testid="question"][data-fact="${fact}"]`)).toHaveCount(0);
  return fact;
}

/** The policies that the page says apply. */
const applying = (page: Page) =>
  page.getByTestId("card").locator("h3 a").evaluateAll((links) => links.map((link) => link.getAttribute("href")!.replace("/d/", "")).sort());

for (const { who, path, truth, answers, settled } of [
  { who: "a resident", path: "/", truth: RETIRED, answers: 5, settled: 9 },
  { who: "a firm that hires nobody", path: "/firm", truth: HIRES_NOBODY, answers: 5, settled: 2 },
  { who: "a firm that has what most policies ask for", path: "/firm", truth: SOFTWARE, answers: 5, settled: 2 },
]) {
  test(`${who} has a list that makes sense after ${answers} answers`, async ({ page, district }) => {
    await page.goto(district.url + path);
    await expect(page.getByTestId("question")).toBeVisible();
    const said: Facts = {};
    for (let asked = 0; asked < answers; asked++) {
      const fact = await answerNext(page, truth);
      said[fact] = truth[fact]!;
    }
    expect(Object.keys(said)).toHaveLength(answers);
    const [whole, now] = [judged(truth), judged(said)];
    const of = (verdicts: typeof now, wanted: string) => [...verdicts].filter(([, verdict]) => verdict === wanted).map(([policy]) => policy).sort();
    // The page says what the command line says of the same answers, and nothing that the whole truth takes back.
    expect(await applying(page)).toEqual(of(now, "eligible"));
    for (const [policy, verdict] of now) if (verdict !== "unknown") expect(verdict, policy).toBe(whole.get(policy));
    // Those of the other kind stay open, before and after.
    const [before, left] = [of(judged({}), "unknown").length, of(now, "unknown").length];
    expect(before - left, `${before} open at first, ${left} now`).toBeGreaterThanOrEqual(settled);
    // To the end: what is asked leads there, and then nothing is open that could be said.
    for (let more = 0; more < 30 && (await page.getByTestId("question").count()); more++) {
      const fact = await answerNext(page, truth);
      said[fact] = truth[fact]!;
    }
    expect(await applying(page)).toEqual(of(judged(said), "eligible"));
    expect(of(judged(said), "eligible")).toEqual(of(whole, "eligible"));
    // Of two that nobody has together, one says so where both apply.
    const both = ["expansion-subsidy", "hiring-subsidy"].every((policy) => whole.get(policy) === "eligible");
    await expect(page.getByTestId("card").filter({ hasText: "和《一次性吸纳就业补贴" })).toHaveCount(both ? 1 : 0);
  });
}
