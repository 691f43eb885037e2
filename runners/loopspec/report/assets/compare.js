// A second run, that of a file or the older one of `loopspec report --against`, held against this one as `loopspec diff`
// holds them; difference.py and signature.py are its model, and a test gives pairs of runs to both and compares the answers.

let dropped = null; // the run of the file that was dropped
let refused = ""; // why the last file was none

// Two runs as the comparison needs them: { name, started, complete, targets, scenarios, results }, of which targets are
// by name, scenarios by id, results by target and id.
const keyOf = (target, id) => `${target}\n${id}`;

// A run of the page's own data, or of those of the older run that the report is held against.
function runOf(name, { run, targets, scenarios, outcomes, cells, traces }) {
  const whole = outcomes.map((result) => ({ ...result, events: traces[result.events] ?? [], expected: traces[result.expected] ?? [] }));
  const results = new Map();
  scenarios.forEach((scenario, row) => targets.forEach((target, column) =>
    results.set(keyOf(target.name, scenario.id), whole[cells[row][column]])));
  return { name, started: run.started, complete: run.complete, results,
    targets: new Map(targets.map((target) => [target.name, target])), scenarios: new Map(scenarios.map((scenario) => [scenario.id, scenario])) };
}

const older = data.against && runOf(data.against.name, { ...data.against,
  scenarios: data.against.scenarios.map((one) => (typeof one === "number" ? data.scenarios[one] : one)) });

const NO_RUN = "none"; // in the address, where a report that has an older run shall not be compared with it

// The run to compare with: the one that the address names, of the file that was dropped and of the older one.
function otherRun() {
  return [dropped, older].find((run) => run && (!state.versus || run.name === state.versus)) ?? null;
}

function parseRun(name, text) {
  const run = { name, started: "", complete: false, targets: new Map(), scenarios: new Map(), results: new Map() };
  const former = new Map();
  let own = null;
  let footer = null;
  let planned = 0;
  let count = 0;
  const lines = text.replace(/\n+$/, "").split("\n");
  lines.forEach((line, at) => {
    let record;
    try {
      record = JSON.parse(line);
    } catch (error) {
      if (at === lines.length - 1 && run.started) return; // the last line of a run that was cut short
      throw error;
    }
    if (record.kind === "header") {
      run.started = record.started;
      run.targets = new Map(record.targets.map((target) => [target.name, target]));
      own = new Set(record.shard ? shareOf(record.shard, record.plan) : record.plan);
      planned = record.plan.length;
    } else if (record.kind === "scenario") {
      const id = presentId(record);
      if (id !== record.id) former.set(record.id, id);
      if (own.has(record.id)) run.scenarios.set(id, { ...record, id });
      else run.elsewhere = (run.elsewhere ?? 0) + 1;
    } else if (record.kind === "result") {
      count++;
      run.results.set(keyOf(record.target, former.get(record.id) ?? record.id), record);
    } else if (record.kind === "footer") footer = record;
  });
  if (!run.started) throw new Error("it has no header");
  run.complete = footer?.results === count && run.scenarios.size + (run.elsewhere ?? 0) === planned;
  const missing = { verdict: "not-run", detail: "no result in the results file", events: [], checks: [], observed: [], ended: "" };
  for (const target of run.targets.keys()) {
    for (const id of run.scenarios.keys()) {
      const key = keyOf(target, id);
      if (!run.results.has(key)) run.results.set(key, missing);
    }
  }
  return run;
}

// A shard "2/3" has every third scenario of the plan, from the second on.
function shareOf(shard, plan) {
  const [number, of] = shard.split("/").map(Number);
  return plan.filter((_, at) => at % of === number - 1);
}

// The id that a scenario of the suite has now, where its subject has moved to another area.
function presentId({ id, file }) {
  const [area, subject, ...rest] = id.split("/");
  const now = data.moved[`${area}/${subject}`];
  return now && file === `spec/${area}/${subject}.yaml` ? [now, ...rest].join("/") : id;
}

// stable() of signature.py: a text without what changes from run to run.

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const UNPRINTABLE = /(?! )[\p{C}\p{Z}]/gu;
const W = "[\\p{L}\\p{N}_]";
const D = "\\p{Nd}";
const [START, END] = [`(?<!${W})(?=${W})`, `(?<=${W})(?!${W})`];
const CHANGING = [
  [`${START}0x[0-9a-fA-F]+`, "<address>"],
  ["(?<![\\p{L}\\p{N}_/.<])(?:[A-Za-z]:\\\\|\\/)(?:[\\p{L}\\p{N}_.+@~\\-]+[\\/\\\\])+[\\p{L}\\p{N}_.+@~\\-]*", "<path>"],
  [`${START}${D}{4}-${D}{2}-${D}{2}(?:[T ]${D}{2}:${D}{2}(?::${D}{2}(?:\\.${D}+)?)?)?|${START}${D}{2}:${D}{2}:${D}{2}(?:\\.${D}+)?`, "<time>"],
  [`${START}${D}+(?:\\.${D}{3,}(?:e-?${D}+)?|(?:\\.${D}+)?e-${D}+)${END}`, "<number>"],
  [`${START}Task-${D}+`, "Task-<n>"],
].map(([pattern, instead]) => [new RegExp(pattern, "gu"), instead]);
const LONGEST = 160;

function stable(text) {
  let plain = text.replace(SPACES, " ").replace(/^ | $/g, "").replace(UNPRINTABLE, " ");
  for (const [pattern, instead] of CHANGING) plain = plain.replace(pattern, instead);
  const letters = [...plain];
  return letters.length <= LONGEST ? plain : `${letters.slice(0, LONGEST - 3).join("").trimEnd()}...`;
}

// Many results of a run are one object, so their lines are made once.
const linesOf = (result) => (result.lines ??= [
  ...result.events.map(([lane, text]) => `${lane}: ${text}`),
  ...(result.checks ?? []).filter((check) => !check.ok).map((check) => `${check.text}: got ${check.got}`).sort(),
  ...(result.observed ?? []).map(([text, value]) => `${text}: observed ${value}`),
]);

function sameBehaviour(one, two) {
  if ((one.ended ?? "") !== (two.ended ?? "")) return false;
  const [first, second] = [linesOf(one), linesOf(two)];
  return first.length === second.length && first.every((line, at) => line === second[at] || stable(line) === stable(second[at]));
}

const UNJUDGED = new Set(["error", "not-run"]);

// _kind() of difference.py: the name of a kind of change, empty where there is none.
function changeBetween(before, after, level) {
  const [old, now] = [before.verdict, after.verdict];
  if (old === now) return sameBehaviour(before, after) ? "" : "changed";
  if (UNJUDGED.has(now)) return UNJUDGED.has(old) ? "other" : "unjudged";
  if (level === "may") return "other";
  if (DEVIATES.has(old) && DEVIATES.has(now)) return old === "fail" ? "worse" : "other";
  if (DEVIATES.has(now)) return "broken";
  if (old === "pass") return "lost";
  return DEVIATES.has(old) && now === "pass" ? "fixed" : "other";
}

function compareRuns(old, now) {
  const changes = Object.fromEntries(Object.keys(data.changes).map((kind) => [kind, []]));
  let compared = 0;
  for (const target of now.targets.keys()) {
    for (const scenario of now.scenarios.values()) {
      const key = keyOf(target, scenario.id);
      if (!old.targets.has(target) || !old.scenarios.has(scenario.id)) continue;
      compared++;
      const [before, after] = [old.results.get(key), now.results.get(key)];
      const kind = changeBetween(before, after, scenario.level);
      if (kind) changes[kind].push({ target, id: scenario.id, scenario, before: before.verdict, after: after.verdict,
        rewritten: old.scenarios.get(scenario.id).code !== scenario.code });
    }
  }
  const only = (one, two) => [...one.keys()].filter((name) => !two.has(name));
  return { changes, compared, targets: { gone: only(old.targets, now.targets), added: only(now.targets, old.targets) },
    scenarios: { gone: only(old.scenarios, now.scenarios), added: only(now.scenarios, old.scenarios) } };
}

let compared = null; // the last comparison, which filters only show in part

function comparison(other) {
  if (compared?.other !== other || compared.swap !== state.swap) {
    const here = compared?.here ?? runOf("this report", data);
    const [old, now] = inOrder(here, other);
    compared = { other, swap: state.swap, here, old, now, found: compareRuns(old, now) };
  }
  return compared;
}

// [old, new]: the run that the report is held against is the old one, of others the one that began first; or they are swapped.
function inOrder(here, there) {
  const olderIsHere = there !== older && here.started <= there.started;
  return olderIsHere === (state.swap === "") ? [here, there] : [there, here];
}

function changeLine({ target, id, scenario, before, after, rewritten }) {
  const mark = (verdict) => glyph(verdict, scenario.level);
  const known = scenarioOfId.has(id) && targetOfName.has(target);
  return h("li", { class: "change", "data-target": target, "data-id": id },
    h("span", { class: "change-marks", role: "img", "aria-label": `${before}, then ${after}` }, mark(before), "→", mark(after)),
    h("bdi", { class: "change-target" }, target),
    h("span", { class: "change-rule" },
      known ? h("a", { href: `#open=${id}`, onclick: (event) => {
        event.preventDefault();
        update({ open: id, on: target });
      } }, id) : id, " ",
      h("span", { class: `level ${scenario.level}` }, scenario.level), rewritten ? " the scenario has changed too" : "",
      h("span", { class: "change-says" }, scenario.says)));
}

// The versions that are compared: a row a target of both runs.
function versionsTable(old, now) {
  const both = [...now.targets.values()].filter((target) => old.targets.has(target.name));
  const version = (target) => [target.version, `${target.implementation} ${target.python}`].filter((text) => text.trim()).join(", ");
  const rows = both.map((target) => {
    const [before, after] = [version(old.targets.get(target.name)), version(target)];
    return h("tr", { class: before === after ? "" : "different" }, h("th", { scope: "row" }, h("bdi", {}, target.name)),
      h("td", {}, h("bdi", {}, before)), h("td", {}, h("bdi", {}, after)));
  });
  const runName = (run) => [h("bdi", {}, run.name), h("span", { class: "run-started" }, run.started.replace("T", " ").replace("+00:00", " UTC"))];
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Versions compared" }, h("table", { class: "areas versions" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "target"),
      h("th", { scope: "col" }, "old: ", runName(old)), h("th", { scope: "col" }, "new: ", runName(now)))),
    h("tbody", {}, rows)));
}

function foldedNames(title, names) {
  if (!names.length) return null;
  return h("details", { class: "kind only-one" }, h("summary", {}, h("h3", {}, title), h("span", { class: "kind-count" }, names.length)),
    listInPages(names, (name) => h("li", {}, h("bdi", {}, name))));
}

function stopComparing() {
  dropped = null;
  refused = "";
  update({ versus: older ? NO_RUN : "", swap: "" });
  showChanges();
}

function showChanges() {
  const section = byId("changes");
  const other = otherRun();
  section.hidden = !(other || refused || (state.versus && state.versus !== NO_RUN));
  if (section.hidden) return;
  const stop = h("button", { type: "button", class: "quiet", onclick: stopComparing }, "Stop comparing");
  const title = h("h2", { id: "changes-title" }, "Compared with ", h("bdi", {}, other?.name ?? state.versus));
  if (refused || !other) {
    section.replaceChildren(...(refused ? [h("p", { class: "banner", role: "alert" }, refused)]
      : [title, h("p", { class: "note" }, "A page cannot open a file by itself: choose it again, or drop it here. ", stop)]));
    return;
  }
  const { old, now, found } = comparison(other);
  if (![...now.targets.keys()].some((name) => old.targets.has(name))) {
    const names = (run) => [...run.targets.keys()].join(", ") || "none";
    section.replaceChildren(title, h("p", { class: "banner", role: "alert" },
      `no target is in both files: the old one has ${names(old)}, the new one ${names(now)} `, stop));
    return;
  }
  const shown = new Set(shownScenarios().map((scenario) => scenario.id));
  const targets = new Set(shownTargets().map((target) => target.name));
  const visible = (change) => shown.has(change.id) && targets.has(change.target);
  const kinds = Object.entries(data.changes).map(([kind, { title: says, worse }]) => [kind, says, worse, found.changes[kind].filter(visible)])
    .filter(([, , , changes]) => changes.length);
  const worse = kinds.reduce((sum, [, , bad, changes]) => sum + (bad ? changes.length : 0), 0);
  const holes = !now.complete || kinds.some(([kind]) => kind === "unjudged");
  const verdict = worse ? `${worse} of ${plural(found.compared, "case")} became worse` : "nothing became worse";
  section.replaceChildren(title,
    h("p", { class: "note" }, h("span", { class: "conclusion" }, `${holes ? "The new run has holes; of what was compared, " : ""}${verdict}. `),
      h("button", { type: "button", class: "quiet", onclick: () => update({ swap: state.swap ? "" : "1" }) }, "Swap old and new"), " ", stop),
    versionsTable(old, now),
    ...kinds.map(([kind, says, , changes]) =>
      h("details", { class: `kind ${kind}`, open: true },
        h("summary", {}, h("h3", {}, says), h("span", { class: "kind-count" }, changes.length)),
        listInPages(changes, changeLine))),
    ...[kinds.length ? null : h("p", { class: "nothing" }, "Nothing has changed between the two runs."),
      foldedNames("scenarios gone", found.scenarios.gone), foldedNames("scenarios added", found.scenarios.added),
      foldedNames("targets gone", found.targets.gone), foldedNames("targets added", found.targets.added)].filter(Boolean));
}

// The same case in the other run, for the drawer of a scenario.
function otherBlocks(scenario, target) {
  const other = otherRun();
  const result = other?.results.get(keyOf(target.name, scenario.id));
  if (!result) return null;
  const events = result.events.map(([lane, text]) => ({ lane, text, group: null }));
  const expected = flatten(result.expected ?? []);
  return block(`In ${other.name}`,
    h("p", { class: "other-run" }, glyph(result.verdict, scenario.level), h("b", {}, result.verdict), h("bdi", {}, ` ${result.detail ?? ""}`)),
    expected.length || events.length ? sideBySide(expected, events, result.at ?? null) : null);
}

// A results file may be compressed, whatever its name.
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : new TextDecoder().decode(bytes);
}

async function compareWith(file) {
  if (!file) return;
  refused = "";
  dropped = null;
  try {
    dropped = parseRun(file.name, await textOf(file));
  } catch (error) {
    refused = `${file.name} is not a results file: ${error.message}. Expected what "loopspec run --results FILE" writes.`;
  }
  update({ versus: dropped ? file.name : "", swap: state.versus === file.name ? state.swap : "", loop: "", docs: "" });
  showChanges();
  byId("changes").scrollIntoView();
}

function buildCompare() {
  if (older) {
    state.versus ||= older.name;
    document.querySelector(".compare").append(". This report is held against ", h("a", { href: `#${hashOf({ versus: older.name })}`, onclick: (event) => {
      event.preventDefault();
      update({ versus: older.name, swap: "", loop: "", docs: "" });
      byId("changes").scrollIntoView();
    } }, h("bdi", {}, older.name)));
  }
  byId("compare-file").addEventListener("change", (event) => {
    compareWith(event.target.files[0]);
    event.target.value = "";
  });
  const wears = (on) => document.body.classList.toggle("dropping", on);
  window.addEventListener("dragover", (event) => {
    event.preventDefault();
    wears(true);
  });
  window.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) wears(false);
  });
  window.addEventListener("drop", (event) => {
    event.preventDefault();
    wears(false);
    compareWith(event.dataTransfer.files[0]);
  });
}
