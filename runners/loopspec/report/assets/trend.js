// The versions of a loop over time, where a report has several of them: what each breaks, and what has changed since the last.

// What comes before a release, the end of a version, and what comes after it, in their order; a number is after all of them.
const STAGES = { dev: -4, alpha: -3, a: -3, beta: -2, b: -2, rc: -1, c: -1, pre: -1, "": 0, post: 1 };

// 1.9 before 1.10, and 1.10rc1 before 1.10.
function compareVersions(one, two) {
  const parts = (text) => text.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  const weight = (part = "") => (/^\d/.test(part) ? 2 + Number(part) : STAGES[part] ?? 1);
  const [first, second] = [parts(one), parts(two)];
  for (let at = 0; at < Math.max(first.length, second.length); at++) {
    const difference = weight(first[at]) - weight(second[at]);
    if (difference) return difference;
  }
  return 0;
}

const versionOf = (target) => target.version || target.python;

// The targets that are versions of one loop on one interpreter, the oldest first.
const versionsOf = (target) => data.targets.filter((other) => other.series === target.series)
  .sort((a, b) => compareVersions(versionOf(a), versionOf(b)));

// How many rules at must and should held in a version and are broken in the next, and the other way round.
function brokenAndMended(before, after) {
  const count = { broken: 0, mended: 0 };
  for (const scenario of data.scenarios) {
    if (scenario.level === "may") continue;
    const [then, now] = [outcome(scenario, before).verdict, outcome(scenario, after).verdict];
    if (then === "pass" && DEVIATES.has(now)) count.broken++;
    if (DEVIATES.has(then) && now === "pass") count.mended++;
  }
  return count;
}

function sinceCells(before, after) {
  const count = before ? brokenAndMended(before, after) : { broken: "", mended: "" };
  const link = before && `#${hashOf({ q: "is:different", level: ["must", "should"], target: [before.name, after.name] })}`;
  return ["broken", "mended"].map((kind) => h("td", { class: `number ${kind} ${count[kind] ? "some" : "none"}` },
    count[kind] ? h("a", { href: link }, count[kind]) : count[kind]));
}

function trend(target) {
  const versions = versionsOf(target);
  if (versions.length < 2) return null;
  const levels = ["must", "should"];
  const counts = versions.map((version) => countsOf(data.scenarios, version));
  const most = Math.max(1, ...counts.flatMap((count) => levels.map((level) => count[level])));
  const countCell = (level, count) => h("td", { class: "trend-count" }, h("span", { class: "trend-number" }, count),
    count ? h("span", { class: `bar ${level}`, style: `--share: ${count / most}`, "aria-hidden": "true" }) : null);
  const column = (name) => h("th", { scope: "col", class: levels.includes(name) ? null : "number" }, name);
  return [h("h2", {}, "Its versions over time"),
    h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Versions over time" }, h("table", { class: "areas trend" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "version"), [...levels, "broken", "mended"].map(column))),
      h("tbody", {}, versions.map((version, at) => h("tr", { "aria-current": version === target ? "true" : null },
        h("th", { scope: "row" }, h("a", { href: viewLink("loop", version.name) }, h("bdi", {}, versionOf(version)))),
        levels.map((level) => countCell(level, counts[at][level])),
        sinceCells(versions[at - 1], version)))))),
    h("p", { class: "note" }, "How many rules at must and should each version breaks, and how many it broke and mended since the version before.")];
}
