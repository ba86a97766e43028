#!/usr/bin/env bash
# The calendar against two others, day for day: chinesecalendar (Python) and chinese-days (npm). A day on which one of them says otherwise is named.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/cache.sh
FROM=2007-01-01
TO=2026-12-31
if [ ! -x "$CHINESECALENDAR/bin/python" ] || [ ! -d node_modules/chinese-days ]; then
  echo "What it is compared with is missing: scripts/tools.sh test installs it." >&2
  exit 1
fi

said="$(mktemp -d)"
trap 'rm -rf "$said"' EXIT
./mingbai calendar --from $FROM --to $TO >"$said/ours"
"$CHINESECALENDAR/bin/python" - $FROM $TO >"$said/theirs" <<'PYTHON'
import sys
from datetime import date, timedelta
from chinese_calendar import is_workday
day, last = map(date.fromisoformat, sys.argv[1:])
while day <= last:
    print(day, "true" if is_workday(day) else "false")
    day += timedelta(days=1)
PYTHON

# chinese-days takes the weekday from the machine's time zone.
TZ=Asia/Shanghai node - $FROM $TO "$said" <<'NODE'
const { readFileSync } = require("node:fs");
const { isWorkday } = require("chinese-days");
const [first, last, place] = process.argv.slice(2);
const lines = (name) => readFileSync(`${place}/${name}`, "utf8").trim().split("\n");
const ours = new Map(lines("ours").map((line) => JSON.parse(line)).map((day) => [day.date, day.working]));
const theirs = new Map(lines("theirs").map((line) => line.split(" ")).map(([date, works]) => [date, works === "true"]));
const [from, to] = [first, last].map((date) => Date.parse(`${date}T00:00:00Z`));
const word = (works) => (works === true ? "worked" : works === false ? "not worked" : "unknown");
const differ = [];
let days = 0;
for (let at = from; at <= to; at += 86_400_000, days += 1) {
  const date = new Date(at).toISOString().slice(0, 10);
  const [we, python, npm] = [ours.get(date), theirs.get(date), isWorkday(date)];
  if (typeof we !== "boolean" || python !== we || npm !== we) {
    differ.push(`${date}: here ${word(we)}, chinesecalendar ${word(python)}, chinese-days ${word(npm)}`);
  }
}
if (differ.length > 0 || ours.size !== days || theirs.size !== days) {
  console.error([`${days} days, ${differ.length} of them differ:`, ...differ.slice(0, 20)].join("\n"));
  process.exit(1);
}
console.log(`${days.toLocaleString("en")} days: both agree`);
NODE
