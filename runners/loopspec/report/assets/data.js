// The results, and what can be said of a scenario from them.

function gunzip(bytes) {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  writer.write(bytes).then(() => writer.close()).catch(() => {}); // the page shows the reader what is wrong with them
  return new Response(stream.readable).text();
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64); // many times as fast, where there is one
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

const packed = byId("results");
const data = JSON.parse(await gunzip(bytesOf(packed.textContent)));
packed.remove();
const LEVELS = Object.keys(data.levels);
const VERDICTS = Object.keys(data.verdicts);
const AREAS = [...new Set(data.scenarios.map((scenario) => scenario.area))];
const TAGS = [...new Set(data.scenarios.flatMap((scenario) => scenario.tags ?? []))].sort();
const DEVIATES = new Set(["fail", "crash", "hang"]);

data.targets.forEach((target, index) => { target.index = index; });
data.scenarios.forEach((scenario, index) => {
  scenario.index = index;
  scenario.haystack = [scenario.id, scenario.says, scenario.basis.map((source) => source.text).join(" ")]
    .join("\n").toLowerCase();
});

const scenarioOfId = new Map(data.scenarios.map((scenario) => [scenario.id, scenario]));
const targetOfName = new Map(data.targets.map((target) => [target.name, target]));

// What a result counts as: a deviation that a gate knows is apart from those that nobody knows.
const standing = (result) => (result.known?.blocked ? "blocked" : result.known ? "known" : result.verdict);
const isNew = (result) => DEVIATES.has(result.verdict) && !result.known;

const outcome = (scenario, target) => data.outcomes[data.cells[scenario.index][target.index]];
const milliseconds = (scenario, target) => data.times[scenario.index][target.index];
const eventsOf = (result) => data.traces[result.events] ?? [];

// A crash or a hang may come without the expectation: every target of the scenario shares it.
function expectedOf(scenario, result) {
  const own = data.traces[result.expected] ?? [];
  if (own.length || result.verdict === "pass" || result.verdict === "fail") return own;
  for (const target of data.targets) {
    const other = data.traces[outcome(scenario, target).expected] ?? [];
    if (other.length) return other;
  }
  return own;
}

// Targets that did the same in a scenario, as [{result, targets}], those who hold the rule first.
function classesOf(scenario, targets) {
  const classes = new Map();
  for (const target of targets) {
    const result = outcome(scenario, target);
    const key = result.kept ??= `${result.behaviour ?? result.verdict + result.detail} ${JSON.stringify(result.known ?? null)}`;
    if (!classes.has(key)) classes.set(key, { result, targets: [] });
    classes.get(key).targets.push(target);
  }
  return [...classes.values()].sort(
    (a, b) => VERDICTS.indexOf(a.result.verdict) - VERDICTS.indexOf(b.result.verdict)
  );
}

// What kind of agreement there is between targets on a scenario.
const KINDS = {
  verdicts: "Some hold the rule, some break it",
  behaviours: "Same verdict, different behaviour",
  alike: "All break the rule in the same way",
  known: "Deviates as is known",
  blocked: "Blocked by another deviation",
  partly: "Not judged everywhere: unsupported, missing, in error or not run",
  agree: "All hold the rule alike",
};

function kindOf(classes) {
  const judged = classes.filter((each) => each.result.behaviour !== undefined);
  const deviating = judged.filter((each) => DEVIATES.has(each.result.verdict));
  if (deviating.length && !deviating.some((each) => isNew(each.result))) {
    return deviating.every((each) => each.result.known.blocked) ? "blocked" : "known";
  }
  if (new Set(judged.map((each) => each.result.behaviour)).size > 1) {
    return deviating.length && deviating.length < judged.length ? "verdicts" : "behaviours";
  }
  if (judged.length && DEVIATES.has(judged[0].result.verdict)) return "alike";
  return judged.length === classes.length ? "agree" : "partly";
}

// Where a class differs from another, in a few words.
function parting(result, other) {
  const events = eventsOf(result);
  const theirs = eventsOf(other);
  for (let at = 0; at < Math.max(events.length, theirs.length); at++) {
    if (String(events[at]) !== String(theirs[at])) {
      return `event ${at + 1}: ${events[at] ? events[at].join(": ") : "the trace has ended"}`;
    }
  }
  const value = (result.observed ?? []).find(([text, got], at) => got !== other.observed?.[at]?.[1]);
  if (value) return `${value[0]} = ${value[1]}`;
  return "";
}
