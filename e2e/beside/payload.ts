// The same documents and writes for everyone, made from a seed in the page and in the server alike.

export const DOCUMENTS = 1_000;
export const MORE = 10;
export const WRITES = 1_000;

export interface Document {
  id: string;
  title: string;
  body: string;
  revision: number;
}

export interface Write {
  id: string;
  matter: string;
  body: string;
}

const SEED = 0x6d696e67;
const WORDS =
  "居民 申请 补贴 材料 身份证 户口本 街道 社区 受理 审核 公示 发放 老年人 高龄 津贴 残疾人 护理 住房 公积金 租房 保障 医疗 保险 报销 就业 创业 培训 稳岗 企业 个体工商户 子女 入学 学位 登记 变更 注销 期限 工作日 窗口 线上 办理 咨询 电话 依据 条例 规定 通知 办法 实施 细则 符合 条件 对象 标准 每月 元 一次性 提交 补正 复核 异议 申诉 机关 部门 民政局 人社局 卫健委 教育局 应当 可以 不得 自 之日起 至 年度 本区 范围 情形 以下 同时 另行 说明 清单 原件 复印件".split(" ");

/** mulberry32: small, and the same in every engine. */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Sentences of `length` characters in all; a character is three bytes in UTF-8. */
function text(next: () => number, length: number): string {
  let out = "";
  while (out.length < length) {
    for (let words = 4 + Math.floor(next() * 8); words > 0; words--) out += WORDS[Math.floor(next() * WORDS.length)];
    out += next() < 0.3 ? "。" : ",";
  }
  return out.slice(0, length);
}

/** The document of that number: 2.4 kB as JSON. */
export function document(number: number): Document {
  const next = chance(SEED + number);
  return { id: `doc-${String(number).padStart(5, "0")}`, title: text(next, 20), body: text(next, 784), revision: 1 };
}

export function documents(from: number, count: number): Document[] {
  return Array.from({ length: count }, (_, at) => document(from + at));
}

/** The write of that number: about 1 kB as JSON. */
export function write(number: number): Write {
  const next = chance(~SEED + number);
  return { id: writeId(number), matter: text(next, 12), body: text(next, 300) };
}

export function writeId(number: number): string {
  return `write-${String(number).padStart(5, "0")}`;
}

/** How many of the first `promised` writes are among these ids. */
export function among(promised: number, ...ids: Iterable<string>[]): number {
  const here = new Set(ids.flatMap((some) => [...some]));
  let count = 0;
  for (let number = 0; number < promised; number++) if (here.has(writeId(number))) count++;
  return count;
}
