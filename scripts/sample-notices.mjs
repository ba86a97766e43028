// Sends the sample notices as people would: an administrator of the agency writes one, its head of office approves it. sample-notices.mjs URL
import { readFileSync, readdirSync } from "node:fs";

const url = process.argv[2];
const folder = new URL("../shared/sample-notices/", import.meta.url);
const day = (ahead) => new Date(Date.now() + 8 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);

async function ask(path, body, cookie = "") {
  const headers = { Origin: url, "Content-Type": "application/json", Cookie: cookie };
  const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function signedIn(person) {
  const answer = await ask("/api/sign-in", { person });
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

for (const file of readdirSync(folder).sort()) {
  const notice = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const dated = { ...notice, from: day(0), until: day(90) };
  const proposed = await ask("/api/notices", dated, await signedIn(`${notice.agency}-administrator`));
  const { digest } = await proposed.json();
  await ask(`/api/notices/${notice.id}/approve`, { seen: digest }, await signedIn(`${notice.agency}-head`));
}
