// Where the targets disagree, one entry a scenario: the rule, then who did what.

const PAGE = 40;
const openKinds = { verdicts: true, behaviours: true, alike: true, known: false, partly: false, agree: false };

// What to say of a class: its detail, or where a passing one differs from the one beside it.
function whatHappened(each, classes) {
  const { result } = each;
  if (result.detail) return result.detail;
  if (result.verdict !== "pass") return data.verdicts[result.verdict];
  const passing = classes.filter((one) => one.result.verdict === "pass");
  const other = passing.find((one) => one !== each);
  return other ? parting(result, other.result) : "";
}

// Where nearly all of many targets do the same, their number says more than their names.
function namesOf(targets) {
  const shown = shownTargets();
  if (targets.length > 6 && targets.length * 2 > shown.length) {
    return targets.length === shown.length ? `all ${targets.length} targets` : `${targets.length} of ${shown.length} targets`;
  }
  return targets.map((target) => target.name).join(", ");
}

function classLine(scenario, each, classes) {
  const { result, targets } = each;
  const what = whatHappened(each, classes);
  const names = namesOf(targets);
  return h("li", {}, h("button", {
    type: "button",
    class: "class-line",
    onclick: () => update({ open: scenario.id, on: targets[0].name }),
    "aria-label": [`${names}: ${result.verdict}`, result.known?.as, what].filter(Boolean).join(". "),
  },
  glyph(result.verdict, scenario.level, result.known),
  h("span", { class: "class-text" },
    h("span", { class: "class-targets" }, names),
    what ? h("span", { class: "class-what" }, what) : null)),
  whyKnown(result));
}

// Why a gate accepts a deviation, and where that is discussed; nothing for other results.
function whyKnown({ known }) {
  if (!known) return null;
  return h("p", { class: "why-known" }, h("b", {}, known.as), `: ${known.reason} `,
    known.url ? h("a", { href: known.url, rel: "noreferrer", target: "_blank" }, known.url) : null);
}

function differenceEntry(scenario, classes) {
  return h("li", { class: `entry ${scenario.level}` },
    h("div", { class: "entry-rule" },
      h("p", { class: "rule" }, scenario.says),
      h("p", { class: "entry-id" }, h("span", { class: `level ${scenario.level}` }, scenario.level), " ",
        h("a", { href: `#open=${scenario.id}`, onclick: (event) => {
          event.preventDefault();
          update({ open: scenario.id, on: "" });
        } }, scenario.id))),
    h("ul", { class: "classes" }, classes.map((each) => classLine(scenario, each, classes))));
}

function listInPages(entries, render) {
  const list = h("ol", { class: "entries" });
  let shown = 0;
  const more = h("button", { type: "button", class: "more", onclick: () => grow() });
  const grow = () => {
    list.append(...entries.slice(shown, shown + PAGE).map(render));
    shown = Math.min(shown + PAGE, entries.length);
    more.hidden = shown === entries.length;
    more.textContent = `Show ${Math.min(PAGE, entries.length - shown)} more of ${entries.length}`;
  };
  grow();
  return [list, more];
}

function levelCounts(entries) {
  return LEVELS
    .map((level) => [level, entries.filter((each) => each.scenario.level === level).length])
    .filter(([, count]) => count)
    .map(([level, count]) => `${count} ${level}`)
    .join(", ");
}

// What weighs more comes first: a crash, then a hang, then the level; then how many targets deviate.
function severity({ scenario, classes }) {
  const broken = classes.filter((each) => DEVIATES.has(each.result.verdict));
  const has = (verdict) => broken.some((each) => each.result.verdict === verdict);
  const grave = scenario.level === "may" ? 2 : has("crash") ? 0 : has("hang") ? 1 : 2;
  const count = broken.reduce((sum, each) => sum + each.targets.length, 0);
  return [grave, LEVELS.indexOf(scenario.level), -count];
}

// The scenarios by the kind of agreement that the shown targets have on them, each with its classes.
function byKind(scenarios) {
  const targets = shownTargets();
  const kinds = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, []]));
  for (const scenario of scenarios) {
    const classes = classesOf(scenario, targets);
    kinds[kindOf(classes)].push({ scenario, classes });
  }
  return kinds;
}

function showDifferences(kinds) {
  const targets = shownTargets();
  const sections = Object.entries(KINDS).filter(([kind]) => kinds[kind].length).map(([kind, title]) => {
    const entries = kinds[kind].map((each) => [severity(each), each])
      .sort(([a], [b]) => a.map((part, at) => part - b[at]).find(Boolean) ?? 0).map(([, each]) => each);
    const only = targets.length === 1;
    const heading = only && kind === "alike" ? "Breaks the rule" : only && kind === "agree" ? "Holds the rule" : title;
    const body = h("div", {});
    const section = h("details", { class: `kind ${kind}`, open: openKinds[kind] || state.verdict.join() === kind, ontoggle: () => {
      openKinds[kind] = section.open;
      if (section.open && !body.childElementCount) body.append(...listInPages(entries, draw));
    } },
    h("summary", {}, h("h3", {}, heading), h("span", { class: "kind-count" }, entries.length),
      h("span", { class: "kind-levels" }, levelCounts(entries))),
    body);
    const draw = (each) => differenceEntry(each.scenario, each.classes);
    return section;
  });
  byId("differences-list").replaceChildren(
    ...(sections.length ? sections : [h("p", { class: "nothing" }, "No scenario matches the filters.")]));
}

// The headline is about what the filters show.
function showHeadline(scenarios, kinds) {
  const targets = shownTargets();
  const count = Object.fromEntries(Object.entries(kinds).map(([kind, entries]) => [kind, entries.length]));
  byId("differences-title").textContent = targets.length === 1 ? "Where it deviates from the rules" : "Where they disagree";
  byId("standfirst").hidden = targets.length === 1 || !scenarios.length;
  if (!scenarios.length) {
    byId("headline").textContent = "No scenario matches the filters";
    return;
  }
  if (targets.length === 1) {
    const [{ name }] = targets;
    const aside = [count.known && `${count.known} known`, count.blocked && `${count.blocked} blocked`].filter(Boolean).join(" and ");
    const but = count.known ? ` but as is known, in ${count.known}` : aside ? ` beyond the ${aside}` : " on which it was judged";
    byId("headline").textContent = count.alike
      ? `${name} deviates from ${count.alike} of ${plural(scenarios.length, "rule")}${aside ? ` beyond the ${aside}` : ""}`
      : `${name} deviates from no rule${but}`;
    return;
  }
  const differ = count.verdicts + count.behaviours;
  byId("headline").textContent = differ
    ? `${targets.length} targets disagree in ${differ} of ${plural(scenarios.length, "scenario")}`
    : `${plural(targets.length, "target")}, no disagreement found`;
  byId("standfirst").textContent = [
    count.verdicts && `In ${count.verdicts} some hold the rule and some break it`,
    count.behaviours && `in ${count.behaviours} the verdict is the same and the behaviour is not`,
    count.alike && `in ${count.alike} all break the rule in the same way`,
    count.known && `in ${count.known} all that breaks the rule is known`,
    count.blocked && `in ${count.blocked} another deviation blocks the rule`,
    `in ${count.agree} all agree and hold it`,
    count.partly && `${count.partly} were not judged everywhere`,
  ].filter(Boolean).join("; ").replace(/^in/, "In") + ".";
}
