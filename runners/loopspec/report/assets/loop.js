// The page of one loop: what it breaks, by severity and by area, what it cannot, and how to see each again.

const SEVERITIES = {
  crash: ["Crashes", "the process died"],
  hang: ["Hangs", "no end within the deadline"],
  silent: ["Breaks a must, silently", "no exception ended the program: it went on with something else than the documentation promises"],
  must: ["Breaks a must, with an exception", "an exception that the documentation does not promise ended the program"],
  should: ["Breaks a should", data.levels.should],
  may: ["Differs at may", data.levels.may],
  known: ["Deviates as is known", "accepted by the list of a gate"],
  blocked: ["Blocked by another deviation", "judged again when that one is mended"],
};

function severityOf(scenario, result) {
  const standing_ = standing(result);
  if (standing_ !== "fail" || scenario.level !== "must") return standing_ === "fail" ? scenario.level : standing_;
  return result.ended ? "must" : "silent";
}

const loopLink = (target) => h("a", { href: viewLink("loop", target.name) }, h("bdi", {}, target.name));

const describe = (target) => [target.version, target.implementation && `on ${target.implementation} ${target.python}`].filter(Boolean).join(" ");

// How many of the results on a target are of each kind: the levels of what it breaks, crash, hang, pass, the rest.
function countsOf(scenarios, target) {
  const count = { must: 0, should: 0, may: 0, crash: 0, hang: 0, pass: 0, known: 0, rest: 0 };
  for (const scenario of scenarios) {
    const result = outcome(scenario, target);
    if (isNew(result)) {
      count[scenario.level]++;
      if (result.verdict !== "fail") count[result.verdict]++;
    } else count[result.verdict === "pass" ? "pass" : DEVIATES.has(result.verdict) ? "known" : "rest"]++;
  }
  return count;
}

const brokenIn = (count) => count.must + count.should + count.may;

const installation = (target) => target.install && target.interpreter ? `${quoted(target.interpreter)} -m ${target.install}` : target.install;

// The commands that show a deviation again; must agree with the commands of loopspec.
function commandsFor(scenario, target) {
  const python = target.interpreter && quoted(target.interpreter);
  const name = quoted(asCommanded(target));
  const [area, subject] = [scenario.area, scenario.subject].map((part) => part.toLowerCase().replaceAll("-", "_"));
  const [, test] = /^(?:async )?def (\w+)/m.exec(scenario.code ?? "") ?? [];
  const onLine = (text) => !/[\x00-\x1f\x7f]/.test(text);
  return [
    ["Install", installation(target)],
    ["Run", reproduce(scenario, target)],
    ["As a script that needs no loopspec", `loopspec show ${quoted(scenario.id)} --script ${name} > case.py && ${python || "python3"} case.py`],
    ["In a debugger", test && `${python ? `${python} -m ` : ""}pytest generated_tests/${area}/test_${area}_${subject}.py::${test} --loop ${quoted(target.loop)} --in-process --pdb`],
  ].filter(([, text]) => text && onLine(text));
}

function reproduction(scenario, target) {
  const body = h("dl", { class: "reproduction" });
  const whole = h("details", { class: "again", ontoggle: () => {
    if (whole.open && !body.childElementCount) {
      body.append(...commandsFor(scenario, target).map(([title, text]) => h("div", {}, h("dt", {}, title), h("dd", {}, command(text)))));
    }
  } }, h("summary", {}, "Reproduce"), body);
  return whole;
}

function deviationEntry(scenario, target) {
  const result = outcome(scenario, target);
  const others = data.targets.filter((other) => other !== target && DEVIATES.has(outcome(scenario, other).verdict)).length;
  const issue = target.issues[scenario.index];
  return h("li", { class: `entry ${scenario.level}` },
    h("div", { class: "entry-rule" },
      h("p", { class: "rule" }, scenario.says),
      h("p", { class: "entry-id" }, h("span", { class: `level ${scenario.level}` }, scenario.level), " ",
        h("a", { href: `#open=${scenario.id}`, onclick: openOn(scenario, target) }, scenario.id))),
    h("div", { class: "entry-happened" },
      h("p", { class: "happened" }, glyph(result.verdict, scenario.level, result.known),
        h("bdi", { class: "class-what" }, result.detail || data.verdicts[result.verdict])),
      whyKnown(result),
      h("p", { class: "beside" },
        issue ? [h("a", { class: "issue", href: issue, rel: "noreferrer", target: "_blank" }, "known issue"), " · "] : null,
        data.targets.length === 1 ? null : others ? `with ${plural(others, "other target")}` : "alone"),
      reproduction(scenario, target)));
}

function bySeverity(target) {
  const found = Object.fromEntries(Object.keys(SEVERITIES).map((kind) => [kind, []]));
  for (const scenario of data.scenarios) {
    const result = outcome(scenario, target);
    if (DEVIATES.has(result.verdict)) found[severityOf(scenario, result)].push(scenario);
  }
  for (const scenarios of Object.values(found)) {
    scenarios.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.index - b.index);
  }
  const kinds = Object.entries(SEVERITIES).filter(([kind]) => found[kind].length);
  if (!kinds.length) return [h("p", { class: "nothing" }, "It breaks no rule on which it was judged.")];
  return kinds.map(([kind, [title, meaning]]) =>
    h("details", { class: `kind severity ${kind}`, open: !["may", "known", "blocked"].includes(kind) || kinds.length === 1 },
      h("summary", {}, h("h3", {}, title), h("span", { class: "kind-count" }, found[kind].length), h("span", { class: "kind-levels" }, meaning)),
      listInPages(found[kind], (scenario) => deviationEntry(scenario, target))));
}

function areasTable(target) {
  const rows = AREAS.map((area) => [area, countsOf(data.scenarios.filter((scenario) => scenario.area === area), target)]);
  const broken = rows.filter(([, count]) => brokenIn(count) + count.known).sort(([, a], [, b]) => brokenIn(b) - brokenIn(a));
  const holding = rows.filter(([, count]) => !(brokenIn(count) + count.known) && count.pass).map(([area]) => area);
  const columns = ["must", "should", "may", "crash", "hang", ...(broken.some(([, count]) => count.known) ? ["known"] : []), "pass", "rest"];
  const titles = { pass: "holds", rest: "not judged" };
  return [
    broken.length ? h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Areas" }, h("table", { class: "areas" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "area"), columns.map((column) => h("th", { scope: "col", class: "number" }, titles[column] ?? column)))),
      h("tbody", {}, broken.map(([area, count]) => h("tr", {},
        h("th", { scope: "row" }, h("a", { href: `#${hashOf({ area: [area], target: [target.name] })}` }, area)),
        columns.map((column) => h("td", { class: `number ${column} ${count[column] ? "some" : "none"}` }, count[column] || (column === "pass" ? 0 : "")))))))) : null,
    holding.length ? h("p", { class: "note" }, `It breaks nothing on which it was judged in ${plural(holding.length, broken.length ? "other area" : "area")}: ${holding.join(", ")}.`) : null,
  ];
}

const NEEDS = "needs ";
const NOT_ASKED = /^(holds (from|until) Python |does not hold on Python |judges the namespace)/;
const meaningOf = (capability) => data.targets.map((target) => target.lacks[capability]).find(Boolean) ?? "";

// What was not judged: capabilities that it lacks, then every other reason, each with the number of its rules.
function cannot(target) {
  const lacking = new Map(Object.keys(target.lacks).map((name) => [name, 0]));
  const reasons = new Map();
  for (const scenario of data.scenarios) {
    const { verdict, detail = "" } = outcome(scenario, target);
    if (verdict === "pass" || DEVIATES.has(verdict)) continue;
    const names = verdict === "unsupported" && detail.startsWith(NEEDS) ? detail.slice(NEEDS.length).split(", ") : [];
    for (const name of names) lacking.set(name, (lacking.get(name) ?? 0) + 1);
    if (!names.length) {
      const key = `${verdict}\n${detail || data.verdicts[verdict]}`;
      reasons.set(key, [...(reasons.get(key) ?? []), scenario]);
    }
  }
  const here = target.lacks_at || target.home;
  const own = Object.keys(target.lacks).length
    ? h("p", { class: "note" }, "It lacks these by its design and says so itself", target.notes ? [": ", h("q", {}, target.notes)] : "", " ",
      here ? h("a", { href: here, rel: "noreferrer", target: "_blank" }, here) : null) : null;
  const rules = (scenarios) => scenarios.slice(0, 200).map((scenario) =>
    h("li", {}, h("a", { href: `#open=${scenario.id}`, onclick: openOn(scenario, target) }, scenario.id)));
  const tell = ([key, scenarios]) => {
    const [verdict, reason] = key.split("\n");
    const list = h("ul", { class: "rule-ids" });
    const whole = h("details", { class: "reason", ontoggle: () => {
      if (whole.open && !list.childElementCount) list.append(...rules(scenarios));
    } }, h("summary", {}, glyph(verdict), h("bdi", {}, reason), h("span", { class: "kind-count" }, scenarios.length)), list);
    return whole;
  };
  const sorted = [...reasons].sort(([, a], [, b]) => b.length - a.length);
  const asked = sorted.filter(([key]) => !NOT_ASKED.test(key.split("\n")[1])).map(tell);
  const notAsked = sorted.filter(([key]) => NOT_ASKED.test(key.split("\n")[1])).map(tell);
  if (!lacking.size && !sorted.length) return [h("p", { class: "nothing" }, "Every rule was judged on it.")];
  return [
    lacking.size ? h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Capabilities" }, h("table", { class: "areas lacks" },
      h("thead", {}, h("tr", {}, ["capability", "which is", "rules that need it"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, [...lacking].sort(([, a], [, b]) => b - a).map(([name, count]) => h("tr", {},
        h("th", { scope: "row" }, name), h("td", {}, meaningOf(name)), h("td", { class: "number" }, count)))))) : null,
    own,
    asked,
    notAsked.length ? [h("h3", { class: "not-asked" }, "Not asked of it: rules of other versions of Python, or not about a loop"), notAsked] : null,
  ];
}

function badgeBlock(target) {
  const { badge } = target;
  if (!badge) return null;
  const part = (text) => encodeURIComponent(text.replaceAll("-", "--").replaceAll("_", "__"));
  const image = `https://img.shields.io/badge/${part(badge.label)}-${part(badge.message)}-${badge.colour}`;
  const page = location.protocol.startsWith("http") ? location.href : "https://example.org/report.html" + viewLink("loop", target.name);
  const file = `loopspec badge results.jsonl --target ${quoted(target.name)} --svg loopspec.svg`;
  return [h("h2", {}, "Badge"),
    h("p", { class: "badge" }, h("img", { alt: `${badge.label}: ${badge.message}`, title: badge.title, src: `data:image/svg+xml,${encodeURIComponent(badge.svg)}` })),
    h("dl", { class: "reproduction" },
      h("div", {}, h("dt", {}, "In Markdown"), h("dd", {}, command(`[![${badge.label}: ${badge.message}](${image})](${page})`))),
      h("div", {}, h("dt", {}, "As a file, from a results file"), h("dd", {}, command(file))))];
}

function elsewhere(target) {
  const same = data.targets.filter((other) => other.loop === target.loop);
  if (same.length === versionsOf(target).length) return null;
  return [h("h2", {}, "Its versions and interpreters in this report"),
    h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Versions" }, h("table", { class: "areas" },
      h("thead", {}, h("tr", {}, ["target", "version", "Python"].map((text) => h("th", { scope: "col" }, text)),
        ["must", "should", "may", "crash", "hang"].map((text) => h("th", { scope: "col", class: "number" }, text)))),
      h("tbody", {}, same.map((other) => {
        const count = countsOf(data.scenarios, other);
        return h("tr", { "aria-current": other === target ? "true" : null }, h("th", { scope: "row" }, loopLink(other)), h("td", {}, other.version),
          h("td", {}, `${other.implementation} ${other.python}`),
          ["must", "should", "may", "crash", "hang"].map((column) => h("td", { class: "number" }, count[column])));
      }))))];
}

function loopSummary(target) {
  const count = countsOf(data.scenarios, target);
  const judged = count.pass + brokenIn(count) + count.known;
  const broken = LEVELS.filter((level) => count[level]).map((level) => `${count[level]} at ${level}`);
  const grave = [count.crash && plural(count.crash, "crash").replace(/crashs$/, "crashes"), count.hang && plural(count.hang, "hang")].filter(Boolean);
  return [`It holds ${count.pass} of the ${plural(judged, "rule")} on which it was judged`,
    broken.length ? ` and breaks ${broken.join(", ")}` : "", grave.length ? `, with ${grave.join(" and ")}` : "",
    count.known ? `; ${plural(count.known, "deviation")} of it are known` : "",
    count.rest ? `; ${count.rest} were not judged` : "", "."].join("");
}

function loopView(name) {
  const target = targetOfName.get(name);
  const back = h("p", { class: "back" }, h("a", { href: "#targets" }, "All targets"));
  if (!target) return [back, h("h1", { tabindex: "-1" }, "No such target"), h("p", { class: "standfirst" }, `${name} is not in this report.`)];
  const facts = [["version", target.version], ["Python", `${target.implementation} ${target.python}`], ["supports", target.pythons]].filter(([, text]) => text);
  return [back,
    h("h1", { tabindex: "-1" }, h("bdi", {}, target.name)),
    h("p", { class: "standfirst" }, loopSummary(target)),
    h("dl", { class: "facts" },
      facts.map(([title, text]) => h("div", {}, h("dt", {}, title), h("dd", {}, h("bdi", {}, text)))),
      target.home ? h("div", {}, h("dt", {}, "home"), h("dd", {}, h("a", { href: target.home, rel: "noreferrer", target: "_blank" }, target.home))) : null),
    target.notes ? h("p", { class: "notes" }, target.notes) : null,
    target.install ? command(installation(target)) : null,
    h("h2", {}, "What it breaks"), bySeverity(target),
    h("h2", {}, "By area"), areasTable(target),
    trend(target),
    h("h2", {}, "What it cannot"), cannot(target),
    elsewhere(target),
    badgeBlock(target)].flat(Infinity).filter(Boolean);
}
