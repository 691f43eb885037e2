// One scenario in a drawer: the rule, who did what, and the trace of one target.

let shownKey = "";

function sourceLine(source) {
  const text = source.kind === "note" || source.url ? source.text : `${source.kind}: ${source.text}`;
  return h("li", {}, h("span", { class: "source-kind" }, source.kind), " ",
    source.url ? h("a", { href: source.url, rel: "noreferrer", target: "_blank" }, source.text) : text);
}

function block(title, ...children) {
  return h("section", { class: "block" }, h("h3", {}, title), ...children);
}

function classPicker(scenario, classes, target) {
  return h("ul", { class: "ways", "aria-label": "Targets that behave the same" }, classes.map((each) =>
    h("li", { class: each.targets.includes(target) ? "current" : "" },
      glyph(each.result.verdict, scenario.level, each.result.known),
      h("span", { class: "ways-targets" }, each.targets.map((one) => h("button", {
        type: "button",
        "aria-pressed": one === target,
        onclick: () => update({ on: one.name }),
      }, one.name))),
      h("span", { class: "ways-verdict" }, each.result.verdict))));
}

function command(text) {
  const button = h("button", { type: "button", class: "copy", onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(shown); // no clipboard from file:// in some browsers
      document.execCommand("copy");
    }
    button.textContent = "copied";
    setTimeout(() => { button.textContent = "copy"; }, 1500);
  } }, "copy");
  const shown = h("code", {}, text);
  return h("div", { class: "command" }, shown, button);
}

// As in a POSIX shell; must agree with reproduce() of text.py.
const inQuotes = (text) => `'${text.replaceAll("'", `'"'"'`)}'`;
const quoted = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : inQuotes(text));
const asCommanded = (target) => (target.interpreter ? `${target.loop}@${target.interpreter}` : target.loop);
const reproduce = (scenario, target) => `loopspec run ${quoted(asCommanded(target))} -k ${inQuotes(scenario.id)}`;

function checksTable(checks) {
  const rows = [...checks].sort((a, b) => a.ok - b.ok).map((check) =>
    h("tr", { class: check.ok ? "ok" : "first-difference" },
      h("th", { scope: "row" }, check.ok ? "✓" : "✗"),
      h("td", {}, h("code", {}, check.text)), h("td", {}, h("code", {}, check.expected)), h("td", {}, h("code", {}, check.got))));
  return h("table", { class: "checks" },
    h("thead", {}, h("tr", {}, ["held", "check", "expected", "got"].map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows));
}

function traceBlocks(scenario, result) {
  const expected = flatten(expectedOf(scenario, result));
  const observed = eventsOf(result).map(([lane, text]) => ({ lane, text, group: null }));
  if (!expected.length && !observed.length) return [];
  if (result.behaviour === undefined && !observed.length) return [];
  const at = result.at ?? null;
  return [block("Trace", lanesOverTime(expected, observed, at), sideBySide(expected, observed, at))];
}

function conditions(scenario) {
  const bounds = [scenario.since && `since ${scenario.since}`, scenario.until && `until ${scenario.until}`,
    scenario.excepted && `except ${scenario.excepted.join(", ")}`, scenario.tags && `tagged ${scenario.tags.join(", ")}`,
    scenario.needs && `needs ${scenario.needs.join(", ")}`, scenario.judges && `judges the ${scenario.judges}`].filter(Boolean);
  return bounds.length ? h("span", { class: "conditions" }, bounds.join(" · ")) : null;
}

function detailBody(scenario, target) {
  const classes = classesOf(scenario, data.targets);
  const result = outcome(scenario, target);
  const meaning = result.verdict === "fail" && scenario.level === "may" ? "differs where nothing is promised" : data.verdicts[result.verdict];
  const ms = milliseconds(scenario, target);
  const observedValues = (result.observed ?? []).map(([text, value]) => h("tr", {}, h("td", {}, text), h("td", {}, h("code", {}, value))));
  return [
    h("header", { class: "drawer-head" },
      h("p", { class: "crumbs" }, h("span", {}, scenario.area), " / ", scenario.subject, " / ", h("b", {}, scenario.name)),
      h("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => byId("detail").close() }, "✕")),
    h("div", { class: "drawer-body" },
      h("h2", { id: "detail-title", class: "rule" }, scenario.says),
      h("p", { class: "drawer-level" }, h("span", { class: `level ${scenario.level}` }, scenario.level), " ",
        data.levels[scenario.level], ". ", conditions(scenario)),
      h("ul", { class: "sources" }, scenario.basis.map(sourceLine)),
      classPicker(scenario, classes, target),
      h("div", { class: `verdict-line ${standing(result)} ${scenario.level}` },
        h("p", {}, glyph(result.verdict, scenario.level, result.known), h("b", {}, `${target.name}: ${result.verdict}`),
          h("span", { class: "verdict-means" }, ` ${meaning}`, ms ? ` · ${ms >= 1000 ? `${ms / 1000} s` : `${ms} ms`}` : "")),
        result.detail ? h("p", { class: "verdict-detail" }, result.detail) : null,
        whyKnown(result)),
      traceBlocks(scenario, result),
      otherBlocks(scenario, target),
      result.checks ? block("Checks", checksTable(result.checks)) : null,
      observedValues.length ? block("Observed, not judged", h("table", { class: "checks" }, h("tbody", {}, observedValues))) : null,
      result.output ? block("Output", h("pre", { class: "code output", tabindex: "0" }, result.output)) : null,
      block("Reproduce", command(reproduce(scenario, target))),
      block("Scenario", h("p", { class: "where" }, `${scenario.file}:${scenario.line}`), code(scenario.source ?? "", YAML)),
      scenario.code ? block("Rendered test", code(scenario.code, PYTHON)) : null),
  ];
}

function showDetail() {
  const dialog = byId("detail");
  const scenario = scenarioOfId.get(state.open);
  if (!scenario) {
    shownKey = "";
    if (dialog.open) dialog.close();
    return;
  }
  const target = targetOfName.get(state.on) ?? mostTelling(scenario);
  const key = `${scenario.id} ${target.name}`;
  if (key === shownKey) return;
  const sameScenario = shownKey.startsWith(`${scenario.id} `);
  shownKey = key;
  const scrolled = dialog.scrollTop;
  dialog.replaceChildren(...detailBody(scenario, target));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = sameScenario ? scrolled : 0;
  (sameScenario ? dialog.querySelector(".ways button[aria-pressed=true]") : dialog.querySelector(".close")).focus({ preventScroll: true });
}

// Without a target named, the one to look at first is one that deviates.
function mostTelling(scenario) {
  const targets = shownTargets();
  return targets.find((target) => isNew(outcome(scenario, target)))
    ?? targets.find((target) => DEVIATES.has(outcome(scenario, target).verdict)) ?? targets[0];
}

function detailKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("pre, .lanes")) return;
  const scenario = scenarioOfId.get(state.open);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step) {
    const at = (targetOfName.get(state.on) ?? mostTelling(scenario)).index;
    const next = data.targets[(at + step + data.targets.length) % data.targets.length];
    update({ on: next.name });
  }
  const jump = { j: 1, k: -1 }[event.key];
  if (jump) {
    const shown = shownScenarios();
    const next = shown[shown.indexOf(scenario) + jump];
    if (next) update({ open: next.id });
  }
  if (step || jump) event.preventDefault();
}

function buildDetail() {
  const dialog = byId("detail");
  dialog.addEventListener("keydown", detailKey);
  dialog.addEventListener("close", () => {
    shownKey = "";
    if (state.open) update({ open: "", on: "" });
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the backdrop
  });
}
