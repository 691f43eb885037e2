// The view by documentation: page, anchor, the sentence promised, its rules, and which targets keep it.

// Must agree with support_of() of compat.py.
function supportOf(rules, target) {
  const verdicts = new Set(rules.map((rule) => outcome(rule, target).verdict));
  if ([...verdicts].some((verdict) => DEVIATES.has(verdict))) return "deviate";
  if (!verdicts.size || verdicts.has("error") || verdicts.has("not-run")) return "unknown";
  if (verdicts.has("pass")) return "pass";
  return verdicts.has("missing") ? "missing" : "unsupported";
}

// page -> anchor -> { sentences: Map of sentence to rules, unused }, by name; must agree with documentation() of compat.py.
function documentationOf(scenarios) {
  const pages = new Map();
  const api = (page, anchor) => {
    if (!pages.has(page)) pages.set(page, new Map());
    if (!pages.get(page).has(anchor)) pages.get(page).set(anchor, { sentences: new Map(), unused: [] });
    return pages.get(page).get(anchor);
  };
  for (const scenario of scenarios) {
    const text = (kind) => scenario.basis.find((source) => source.kind === kind)?.text;
    const place = text("docs");
    if (place === undefined) continue;
    const [page, anchor = ""] = [place.split("#")[0], place.split("#").slice(1).join("#")];
    const sentence = (text("quote") ?? "").split(/\s+/).filter(Boolean).join(" ");
    const { sentences } = api(page, anchor);
    sentences.set(sentence, [...(sentences.get(sentence) ?? []), scenario]);
  }
  for (const one of data.documentation.without_rule) api(one.page, one.anchor).unused.push(one);
  const byName = ([a], [b]) => (a < b ? -1 : a > b ? 1 : 0);
  return new Map([...pages].sort(byName).map(([page, apis]) => [page, new Map([...apis].sort(byName))]));
}

let documented = null;
const documentationHere = () => (documented ??= documentationOf(data.scenarios));

const titleOfPage = (page) => page.replace(/^library\//, "").replace(/\.html$/, "");

const supports = new WeakMap(); // by the list of rules, which lives as long as the page

function supportOfAll(rules) {
  if (supports.has(rules)) return supports.get(rules);
  const found = { pass: [], deviate: [], unsupported: [], missing: [], unknown: [] };
  for (const target of data.targets) found[supportOf(rules, target)].push(target);
  supports.set(rules, found);
  return found;
}

function countPromises(apis) {
  const count = { apis: apis.size, promises: 0, kept: 0, broken: 0, unjudged: 0, unused: 0 };
  for (const { sentences, unused } of apis.values()) {
    count.unused += unused.length;
    for (const [sentence, rules] of sentences) {
      if (!sentence) continue;
      const support = supportOfAll(rules);
      count.promises++;
      count[support.deviate.length ? "broken" : support.pass.length ? "kept" : "unjudged"]++;
    }
  }
  return count;
}

const DOCUMENTATION_COLUMNS = [["apis", "places"], ["promises", "promises"], ["kept", "kept by all judged"], ["broken", "broken by some"], ["unused", "without a rule"]];

function documentationIndex() {
  const pages = [...documentationHere()].map(([page, apis]) => [page, countPromises(apis)]);
  const total = pages.reduce((sum, [, count]) => Object.fromEntries(Object.keys(count).map((key) => [key, (sum[key] ?? 0) + count[key]])), {});
  const known = data.documentation.without_rule.length;
  return [
    h("h1", { tabindex: "-1" }, "What the documentation promises, and who keeps it"),
    h("p", { class: "standfirst" }, `The rules rest on ${plural(total.promises ?? 0, "sentence")} of ${plural(pages.length, "page")}. `
      + `${total.broken ?? 0} of these promises are broken by some target, ${total.kept ?? 0} are kept by all that were judged${total.unjudged ? `, ${total.unjudged} were judged on none` : ""}.`),
    pages.length ? h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Pages" }, h("table", { class: "areas" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "page"), DOCUMENTATION_COLUMNS.map(([, title]) => h("th", { scope: "col", class: "number" }, title)))),
      h("tbody", {}, pages.map(([page, count]) => h("tr", {},
        h("th", { scope: "row" }, h("a", { href: viewLink("docs", page) }, titleOfPage(page))),
        DOCUMENTATION_COLUMNS.map(([key]) => h("td", { class: `number ${key} ${count[key] ? "some" : "none"}` }, count[key]))))))) : h("p", { class: "nothing" }, "No rule of this run rests on a page of the documentation."),
    h("p", { class: "note" }, known ? "A part of the interface without a rule is listed where the page has it, with the reason."
      : "Parts of the interface without a rule are not known to this report; --coverage FILE tells them.",
    " The same as data: --compat FILE."),
  ];
}

const SUPPORT_SAYS = {
  deviate: "broken by", pass: "kept by", missing: "a name is missing on", unsupported: "not supported by", unknown: "not judged on",
};

function supportLine(kind, targets, rules) {
  const link = (target) => {
    const rule = rules.find((one) => DEVIATES.has(outcome(one, target).verdict)) ?? rules[0];
    return h("a", { href: `#open=${rule.id}`, onclick: openOn(rule, target) }, h("bdi", {}, target.name));
  };
  const names = targets.flatMap((target, at) => (at ? [", ", link(target)] : [link(target)]));
  const whole = targets.length > 1 && targets.length === data.targets.length;
  const head = [h("span", { class: `support-mark ${kind}`, "aria-hidden": "true" }), `${SUPPORT_SAYS[kind]} ${whole ? "all " : ""}${targets.length}`];
  if (kind === "deviate") return h("li", { class: kind }, head, ": ", names);
  const list = h("span", {});
  const folded = h("details", { ontoggle: () => {
    if (folded.open && !list.childElementCount) list.append(...names);
  } }, h("summary", {}, head), list);
  return h("li", { class: kind }, folded);
}

function promiseEntry(sentence, rules) {
  const support = supportOfAll(rules);
  return h("li", { class: "entry promise" },
    h("div", { class: "entry-rule" },
      sentence ? h("blockquote", { class: "rule" }, sentence) : h("p", { class: "rule unquoted" }, "Rules about this place that quote no sentence of it"),
      h("ul", { class: "rule-ids" }, rules.map((rule) => h("li", {}, h("span", { class: `level ${rule.level}` }, rule.level), " ",
        h("a", { href: `#open=${rule.id}`, title: rule.says, onclick: openOn(rule, mostTelling(rule)) }, rule.id))))),
    h("ul", { class: "support" }, ["deviate", "pass", "missing", "unsupported", "unknown"].filter((kind) => support[kind].length)
      .map((kind) => supportLine(kind, support[kind], rules))));
}

function apiSection(page, anchor, { sentences, unused }) {
  const promises = [...sentences].filter(([sentence]) => sentence);
  const unquoted = sentences.get("");
  const brokenSomewhere = (rules) => supportOfAll(rules).deviate.length > 0;
  const broken = promises.filter(([, rules]) => brokenSomewhere(rules)).length;
  const says = [promises.length && plural(promises.length, "promise"), broken && `${broken} broken by some target`,
    unused.length && `${unused.length} without a rule`].filter(Boolean).join(", ");
  const body = h("div", {});
  const fillBody = () => body.append(
    h("p", { class: "where" }, h("a", { href: `${data.documentation.at}${page}#${encodeURIComponent(anchor)}`, rel: "noreferrer", target: "_blank" }, `${page}#${anchor}`)),
    h("ol", { class: "entries" }, promises.map(([sentence, rules]) => promiseEntry(sentence, rules)), unquoted ? promiseEntry("", unquoted) : null),
    unused.length ? h("ul", { class: "without-rule" }, unused.map((one) => h("li", {}, h("b", {}, "no rule: "), h("code", {}, one.says), " ", one.reason || "a gap"))) : "");
  const section = h("details", { class: "kind api", id: `docs-${anchor}`, ontoggle: () => {
    if (section.open && !body.childElementCount) fillBody();
  } }, h("summary", {}, h("h2", {}, anchor || "the page"), h("span", { class: "kind-levels" }, says)), body);
  section.classList.toggle("broken", broken > 0);
  section.open = broken > 0 || state.docs === `${page}#${anchor}`;
  return section;
}

function documentationView(place) {
  const [page, ...rest] = place.split("#");
  if (place === "all") return [h("p", { class: "back" }, h("a", { href: "#targets" }, "All targets")), ...documentationIndex()];
  const back = h("p", { class: "back" }, h("a", { href: "#docs=all" }, "All pages"));
  const apis = documentationHere().get(page);
  if (!apis) return [back, h("h1", { tabindex: "-1" }, "No such page"), h("p", { class: "standfirst" }, `No rule of this report rests on ${place}.`)];
  const count = countPromises(apis);
  return [back,
    h("h1", { tabindex: "-1" }, titleOfPage(page)),
    h("p", { class: "standfirst" }, `${plural(count.promises, "promise")} at ${plural(count.apis, "place")}: ${count.broken} broken by some target, ${count.kept} kept by all that were judged`
      + `${count.unjudged ? `, ${count.unjudged} judged on none` : ""}${count.unused ? `; ${count.unused} parts of the interface without a rule` : ""}.`),
    h("p", { class: "note" }, h("a", { href: `${data.documentation.at}${page}`, rel: "noreferrer", target: "_blank" }, `${data.documentation.at}${page}`)),
    ...[...apis].map(([anchor, api]) => apiSection(page, anchor, api))];
}
