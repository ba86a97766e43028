/**
 * The facts of shared/src/facts/vocabulary.rs, with bounds that policies set. A name that the app does not know ends the run: its own side checks every
 * rule and every profile.
 */

export type Kind =
  | { kind: "yes_no" }
  | { kind: "choice"; names: string[] }
  /** A number, with what is typical of it. */
  | { kind: "number"; bounds: number[] }
  | { kind: "birth" }
  | { kind: "births"; ages: number[]; oldest: number }
  /** A day that is past, and bounds in months. */
  | { kind: "since"; months: number[] }
  | { kind: "until" }
  | { kind: "code" };

const yesNo: Kind = { kind: "yes_no" };
const choice = (...names: string[]): Kind => ({ kind: "choice", names });
const number = (...bounds: number[]): Kind => ({ kind: "number", bounds });
const since = (...months: number[]): Kind => ({ kind: "since", months });
const DISTRICT = choice("changning", "other_district", "elsewhere");
/** In fen. */
const WAN = 1_000_000;

export const FACTS: Record<"resident" | "firm", Record<string, Kind>> = {
  resident: {
    birth_date: { kind: "birth" },
    hukou: choice("shanghai", "elsewhere"),
    residence_district: DISTRICT,
    residence_permit: yesNo,
    sex: choice("female", "male"),
    employment: choice("employed", "flexible", "founder", "unemployed", "student", "retired"),
    unemployed_since: since(3, 6, 12, 24),
    land_requisitioned: yesNo,
    children: { kind: "births", ages: [3, 6, 14, 16, 18], oldest: 30 },
    child_in_school: yesNo,
    parents: { kind: "births", ages: [60, 65, 70, 75, 80], oldest: 95 },
    only_child: yesNo,
    pays_income_tax: yesNo,
    pension_insured: yesNo,
    insured_months: number(1, 3, 6, 9, 12),
    graduated_on: since(12, 24, 36, 60),
    employment_hardship: yesNo,
    low_income: yesNo,
    disabled: yesNo,
    works_in_district: yesNo,
    contract_months: number(6, 12, 18, 24, 36),
    owns_home: yesNo,
    home_area: number(10, 15, 17, 20, 25, 30),
    special_support: yesNo,
    firm_founded_on: since(12, 24, 36, 60),
    unemployed_before_founding: yesNo,
    had_founder_subsidy: yesNo,
  },
  firm: {
    registered_on: since(6, 12, 24, 36, 60),
    registered_district: DISTRICT,
    tax_district: DISTRICT,
    industry_code: { kind: "code" },
    restricted_industry: yesNo,
    revenue: number(100 * WAN, 1_000 * WAN, 2_000 * WAN, 40_000 * WAN),
    taxpayer_kind: choice("small_scale", "general"),
    monthly_sales: number(5 * WAN, 10 * WAN, 15 * WAN, 50 * WAN, 200 * WAN),
    taxable_income: number(50 * WAN, 100 * WAN, 300 * WAN, 1_000 * WAN),
    employees: number(10, 20, 50, 100, 300, 1_000),
    insured_employees: number(10, 20, 30, 100, 300, 500),
    assets: number(500 * WAN, 1_000 * WAN, 5_000 * WAN, 20_000 * WAN),
    has_research: yesNo,
    high_tech_until: { kind: "until" },
    specialised: choice("none", "city", "little_giant"),
    unemployment_insurance_months: number(6, 12, 24, 36),
    layoff_rate: number(10, 30, 50, 55, 200),
    graduates_hired: number(1, 2, 5, 10),
    unemployed_youth_hired: number(1, 2, 5, 10),
    hires_contract_months: number(6, 12, 24, 36),
    hires_insured_months: number(1, 3, 6, 12),
    had_expansion_subsidy: yesNo,
    has_loan: yesNo,
  },
};

/** What they are, whoever's they are. */
export const KINDS: Record<string, Kind> = { ...FACTS.resident, ...FACTS.firm };
