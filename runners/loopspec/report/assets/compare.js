// A second results file, dropped on the page: what is newly broken, fixed or changed between two runs.

let other = null; // { name, started, results: Map of "target\nid" to result }

const CHANGES = {
  broken: "Held before, broken now",
  fixed: "Broken before, holds now",
  verdict: "Another verdict",
  behaviour: "Same verdict, another behaviour",
  added: "Only in the later run",
  gone: "Only in the earlier run",
};

function parseRun(name, text) {
  const run = { name, started: "", results: new Map() };
  for (const line of text.split("\n")) {
    if (!line.trim()) continue;
    const record = JSON.parse(line);
    if (record.kind === "header") run.started = record.started;
    if (record.kind === "result") run.results.set(`${record.target}\n${record.id}`, record);
  }
  if (!run.started) throw new Error("it has no header");
  return run;
}

// Must agree with behaviour_of() of view_model.py.
const behaviourOf = (events, result) => JSON.stringify([
  events,
  (result.checks ?? []).filter((check) => !check.ok).map((check) => `${check.text} = ${check.got}`).sort(),
  result.observed ?? [],
]);

function changeBetween(before, after) {
  if (!before) return "added";
  if (!after) return "gone";
  if (before.verdict !== after.verdict) {
    if (before.verdict === "pass" && DEVIATES.has(after.verdict)) return "broken";
    if (DEVIATES.has(before.verdict) && after.verdict === "pass") return "fixed";
    return "verdict";
  }
  return before.behaviour === after.behaviour ? "" : "behaviour";
}

// Both runs are known by what can be compared; the earlier one is "before", whichever was dropped.
function changesTo(run) {
  const here = new Map();
  for (const scenario of data.scenarios) {
    for (const target of data.targets) {
      const result = outcome(scenario, target);
      here.set(`${target.name}\n${scenario.id}`, { verdict: result.verdict, behaviour: behaviourOf(eventsOf(result), result) });
    }
  }
  const there = new Map([...run.results].map(([key, result]) =>
    [key, { verdict: result.verdict, behaviour: behaviourOf(result.events, result) }]));
  const later = run.started > data.run.started;
  const [before, after] = later ? [here, there] : [there, here];
  const found = Object.fromEntries(Object.keys(CHANGES).map((kind) => [kind, []]));
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const kind = changeBetween(before.get(key), after.get(key));
    if (!kind) continue;
    const [target, id] = key.split("\n");
    found[kind].push({ target, id, before: before.get(key)?.verdict, after: after.get(key)?.verdict });
  }
  return { found, later };
}

function changeLine({ target, id, before, after }) {
  const scenario = scenarioOfId.get(id);
  const mark = (verdict) => (verdict ? glyph(verdict, scenario?.level) : h("span", { class: "glyph" }, "–"));
  const known = scenario && targetOfName.has(target);
  return h("li", { class: "change" },
    h("span", { class: "change-marks", role: "img", "aria-label": `${before ?? "nothing"}, then ${after ?? "nothing"}` },
      mark(before), "→", mark(after)),
    h("span", { class: "change-target" }, target),
    h("span", { class: "change-rule" },
      known ? h("a", { href: `#open=${id}`, onclick: (event) => {
        event.preventDefault();
        update({ open: id, on: target });
      } }, id) : id,
      scenario ? h("span", { class: "change-says" }, scenario.says) : null));
}

function showChanges() {
  const section = byId("changes");
  section.hidden = !other;
  if (!other) return;
  const { found, later } = changesTo(other);
  const shown = new Set(shownScenarios().map((scenario) => scenario.id));
  const targets = new Set(shownTargets().map((target) => target.name));
  const visible = (change) =>
    (!scenarioOfId.has(change.id) || shown.has(change.id)) && (!targetOfName.has(change.target) || targets.has(change.target));
  const kinds = Object.entries(CHANGES).map(([kind, title]) => [kind, title, found[kind].filter(visible)])
    .filter(([, , changes]) => changes.length);
  section.replaceChildren(
    h("h2", { id: "changes-title" }, `Compared with ${other.name}`),
    h("p", { class: "note" }, `That run is the ${later ? "later" : "earlier"} one, of ${other.started}. `,
      h("button", { type: "button", class: "quiet", onclick: () => {
        other = null;
        showChanges();
      } }, "Stop comparing")),
    ...(kinds.length ? kinds.map(([kind, title, changes]) =>
      h("details", { class: `kind ${kind}`, open: kind !== "added" && kind !== "gone" },
        h("summary", {}, h("h3", {}, title), h("span", { class: "kind-count" }, changes.length)),
        listInPages(changes, changeLine))) : [h("p", { class: "nothing" }, "Nothing has changed between the two runs.")]));
}

// A results file may be compressed, whatever its name.
async function textOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : new TextDecoder().decode(bytes);
}

async function compareWith(file) {
  if (!file) return;
  try {
    other = parseRun(file.name, await textOf(file));
    showChanges();
  } catch (error) {
    other = null;
    byId("changes").hidden = false;
    byId("changes").replaceChildren(h("p", { class: "banner", role: "alert" },
      `${file.name} is not a results file: ${error.message}. Expected what "loopspec run --results FILE" writes.`));
  }
  byId("changes").scrollIntoView();
}

function buildCompare() {
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
