import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { District } from "./district";
import { PushService } from "./push-service";
import { SamplePeople } from "./sample-people";

/** How somebody is told that there is something new. */
interface Push {
  key: string | null;
  devices: number;
  channels: string[];
  chosen: string[];
}

const SAID = {
  zh: { title: "长宁明白", body: "有新消息，打开看看。", lang: "zh-CN" },
  en: { title: "Mingbai Changning", body: "There is something new. Open it to see.", lang: "en" },
};

/** A district that wakes devices at a push service on this machine, at any hour, and writes messages into a folder. */
export class PushedDistrict {
  readonly people: SamplePeople;

  private constructor(
    readonly service: PushService,
    readonly district: District,
    readonly messages: string,
  ) {
    this.people = new SamplePeople(district);
  }

  static async open(): Promise<PushedDistrict> {
    const service = await PushService.open();
    const messages = mkdtempSync(join(tmpdir(), "mingbai-messages-"));
    const district = await District.open({
      environment: {
        PUSH_KEY: randomBytes(32).toString("base64url"),
        PUSH_CONTACT: "mailto:openness@district.example",
        PUSH_HOSTS: service.url,
        PUSH_NIGHTS: "loud",
        CHANNELS: "sms wechat",
        MESSAGES: messages,
      },
    });
    return new PushedDistrict(service, district, messages);
  }

  async close(): Promise<void> {
    await this.district.close();
    this.service.close();
    rmSync(this.messages, { recursive: true, force: true });
  }

  /** How somebody is told, as it stands or after they changed it. */
  async push(who: string, path = "", body?: object): Promise<Push> {
    const answer = await this.people.ask(who, `/api/push${path}`, body);
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as Push;
  }

  /** Writes a notice and has it approved. */
  async sendNotice(number: number): Promise<void> {
    const day = (ahead: number) => new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
    const proposed = await this.people.ask("civil-affairs-administrator", "/api/notices", {
      format: 1, id: `notice-0190f3c2-0000-7000-8000-${String(number).padStart(12, "0")}`, agency: "civil-affairs", sample: true, kind: "news",
      title: { zh: "示例：津贴通知", en: "Sample: about the allowance" }, text: { zh: "示例正文。", en: "A sample text." }, subject: "resident",
      audience: { all: [{ condition: { fact: "birth_date", test: { age_at_least: 65 }, article: "2" } }] },
      policies: ["elderly-allowance"], from: day(0), until: day(30),
    });
    expect(proposed.status, await proposed.clone().text()).toBe(200);
    const { notice, digest } = (await proposed.json()) as { notice: { id: string }; digest: string };
    expect((await this.people.ask("civil-affairs-head", `/api/notices/${notice.id}/approve`, { seen: digest })).status).toBe(200);
  }

  /** All that a device is ever told. */
  said(language: "zh" | "en"): object {
    return { web_push: 8030, notification: { ...SAID[language], navigate: `${this.district.url}/notices` } };
  }
}
