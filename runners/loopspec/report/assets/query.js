// The query language of the search box. loopspec/scenarios/query.py is the same parser for -k, docs/queries.md describes
// both, and tests/queries.yaml holds them to the same answers.

const FIELDS = ["area", "level", "tag", "id", "is", "text"];
const STANDINGS = ["pass", "fail", "crash", "hang", "unsupported", "missing", "error", "not-run",
  "deviates", "known", "blocked", "judged", "unjudged"];
const AGREEMENT = ["different", "same"];
const DEEPEST = 100;
const TOKEN = /\s*(?:([()])|(-?(?:[^\s()'"[]+:)?)(?:'([^']*)'|"([^"]*)")|([^\s()'"[]+(?:\[.*?\](?=[\s()]|$))?|\S))/g;
const NEGATION = /^(?:-|not:)(?=.)/;

class QueryError extends Error {}

// A term is { field, value, quoted }; the rest of a tree is { not: query }, { and: [query] } and { or: [query] }.
function parseQuery(text) {
  const tokens = [...text.trim().matchAll(TOKEN)].map(([, parenthesis, before, single, double, word]) =>
    (single ?? double) === undefined ? { text: parenthesis ?? word, before: null } : { text: single ?? double, before });
  let at = 0;
  let depth = 0;
  const is = (...words) => at < tokens.length && tokens[at].before === null && words.includes(tokens[at].text);
  const take = (...words) => is(...words) && Boolean(++at);
  const goesOn = () => at < tokens.length && !is("or", ")");
  const refusal = (expected) =>
    new QueryError(`expected ${expected}, got ${at < tokens.length ? `\`${tokens[at].text}\`` : "the end"}`);

  function deeper(read) {
    if (++depth > DEEPEST) throw new QueryError(`nested too deeply (limit: ${DEEPEST})`);
    const found = read();
    depth--;
    return found;
  }

  function either() {
    const parts = [both()];
    while (take("or")) parts.push(both());
    return parts.length === 1 ? parts[0] : { or: parts };
  }

  function both() {
    const parts = [one()];
    while (take("and") || goesOn()) parts.push(one());
    return parts.length === 1 ? parts[0] : { and: parts };
  }

  function one() {
    if (take("not", "-", "not:")) return { not: deeper(one) };
    if (take("(")) {
      const inner = deeper(either);
      if (!take(")")) throw refusal("`)`");
      return inner;
    }
    if (!goesOn() || is("and")) throw refusal("a word, `not` or `(`");
    const token = tokens[at];
    if (is("'", '"')) throw new QueryError(`expected a closing ${token.text}`);
    at++;
    return token.before === null ? term(token.text) : quotedTerm(token.before, token.text);
  }

  function term(word) {
    if (NEGATION.test(word)) return { not: deeper(() => term(word.replace(NEGATION, ""))) };
    const colon = word.indexOf(":");
    if (colon < 0 || word.slice(0, colon).includes("[")) return { field: "", value: word, quoted: false };
    const first = word.slice(0, colon).toLowerCase();
    const split = FIELDS.includes(first) ? colon : word.lastIndexOf(":");
    const field = FIELDS.includes(first) ? first : word.slice(0, split);
    return { field, value: given(word.slice(split + 1), word.slice(0, split)), quoted: false };
  }

  function quotedTerm(before, value) {
    const negation = /^(?:-|not:)/;
    if (negation.test(before)) return { not: deeper(() => quotedTerm(before.replace(negation, ""), value)) };
    const field = before.replace(/:$/, "");
    if (!field) return { field, value, quoted: true };
    return { field: FIELDS.includes(field.toLowerCase()) ? field.toLowerCase() : field, value: given(value, field), quoted: true };
  }

  const found = either();
  if (at < tokens.length) throw refusal("`and`, `or` or the end");
  return found;
}

function given(value, field) {
  if (!value) throw new QueryError(`expected a value after \`${field}:\``);
  return value;
}

// A tree in words, as query.py writes it.
function queryText(query) {
  if (query.not) return `(not ${queryText(query.not)})`;
  if (query.and || query.or) return `(${query.and ? "and" : "or"} ${(query.and ?? query.or).map(queryText).join(" ")})`;
  const value = query.quoted ? JSON.stringify(query.value) : query.value;
  return query.field ? `${query.field}:${value}` : value;
}

let lastRead = { key: "", query: null };

// The query of the search box: { matches: scenario => boolean, fault: text }. One that cannot be read lets all pass, and says why.
function currentQuery() {
  const key = JSON.stringify([state.q, state.target]);
  if (lastRead.key !== key) lastRead = { key, query: readQuery(state.q) };
  return lastRead.query;
}

function readQuery(text) {
  const plain = text.trim().toLowerCase();
  if (!plain) return { matches: () => true, fault: "" };
  try {
    const verbatim = !VERDICTS.includes(plain) && !plain.startsWith("-") && standsInAnId(plain);
    return { matches: verbatim ? textMatcher(plain) : matcherOf(parseQuery(text)), fault: "" };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return { matches: () => true, fault: error.message };
  }
}

const standsInAnId = (text) => data.scenarios.some((scenario) => scenario.id.toLowerCase().includes(text));

function matcherOf(query) {
  if (query.not) {
    const negated = matcherOf(query.not);
    return (scenario) => !negated(scenario);
  }
  if (query.and || query.or) {
    const parts = (query.and ?? query.or).map(matcherOf);
    return query.and
      ? (scenario) => parts.every((matches) => matches(scenario))
      : (scenario) => parts.some((matches) => matches(scenario));
  }
  const value = query.value.toLowerCase();
  if (!query.field) return !query.quoted && VERDICTS.includes(value) ? standsSo(value, shownTargets()) : textMatcher(value);
  if (query.field === "text") return textMatcher(value);
  if (query.field === "id") return idMatcher(value);
  if (query.field === "area") {
    const areas = namedBy(value, AREAS);
    if (!areas.length) throw new QueryError(`no area \`${query.value}\`; expected one of ${AREAS.join(", ")}`);
    return (scenario) => areas.includes(scenario.area);
  }
  if (query.field === "level") {
    if (!LEVELS.includes(value)) throw new QueryError(`no level \`${query.value}\`; expected one of ${LEVELS.join(", ")}`);
    return (scenario) => scenario.level === value;
  }
  if (query.field === "tag") {
    if (!TAGS.includes(value)) throw new QueryError(`no tag \`${query.value}\`; expected ${TAGS.length ? `one of ${TAGS.join(", ")}` : "none: no scenario here has one"}`);
    return (scenario) => scenario.tags?.includes(value) ?? false;
  }
  if (query.field === "is") {
    if (AGREEMENT.includes(value)) return agreementMatcher(value === "same");
    if (STANDINGS.includes(value)) return standsSo(value, shownTargets());
    throw new QueryError(`no kind of result \`${query.value}\`; expected one of ${[...STANDINGS, ...AGREEMENT].join(", ")}`);
  }
  const targets = namedBy(query.field.toLowerCase(), data.targets, (target) => target.name);
  if (targets.length && STANDINGS.includes(value)) return standsSo(value, targets);
  const written = `${query.field}:${query.value}`.toLowerCase();
  if (standsInAnId(written)) return textMatcher(written);
  if (targets.length) throw new QueryError(`no kind of result \`${query.value}\`; expected one of ${STANDINGS.join(", ")}`);
  throw new QueryError(`no field \`${query.field}\` and no target; expected one of ${FIELDS.join(", ")}, a target such as ${data.targets[0]?.name}, or a text with a colon in quotes`);
}

// The one of a name, or those that begin with it.
function namedBy(name, all, nameOf = (one) => one) {
  const exact = all.filter((one) => nameOf(one).toLowerCase() === name);
  return exact.length ? exact : all.filter((one) => nameOf(one).toLowerCase().startsWith(name));
}

function standsSo(word, targets) {
  const tests = {
    deviates: isNew,
    judged: (result) => result.behaviour !== undefined,
    unjudged: (result) => result.behaviour === undefined,
  };
  const test = tests[word] ?? ((result) => standing(result) === word);
  const fits = data.outcomes.map(test);
  return (scenario) => targets.some((target) => fits[data.cells[scenario.index][target.index]]);
}

function agreementMatcher(same) {
  const targets = shownTargets();
  return (scenario) => {
    const behaviours = new Set(targets.map((target) => outcome(scenario, target).behaviour));
    behaviours.delete(undefined);
    return same ? behaviours.size === 1 : behaviours.size > 1;
  };
}

// A word with * or ? is a pattern for the id as a whole.
function idMatcher(word) {
  if (!/[*?]/.test(word)) return (scenario) => scenario.id.toLowerCase().includes(word);
  const parts = [...word].map((char) => ({ "*": "[^]*", "?": "[^]" })[char] ?? char.replace(/[\\^$.|+()[\]{}/-]/, "\\$&"));
  const pattern = new RegExp(`^${parts.join("")}$`);
  return (scenario) => pattern.test(scenario.id.toLowerCase());
}

// Text of a rule, its id and sources, or of a result of a shown target: detail, trace, checks, values, output.
function textMatcher(word) {
  const targets = shownTargets();
  const fitsId = /[*?]/.test(word) ? idMatcher(word) : () => false;
  const holds = outcomesThatHold(word);
  return (scenario) => scenario.haystack.includes(word) || fitsId(scenario)
    || targets.some((target) => holds[data.cells[scenario.index][target.index]]);
}

// Outcomes and traces are shared by many results: each is searched once a word.
function outcomesThatHold(word) {
  const inText = (...texts) => texts.some((text) => text && text.toLowerCase().includes(word));
  const inEvent = ([lane, text]) => `${lane}: ${text}`.toLowerCase().includes(word);
  const inTrace = data.traces.map((trace) =>
    trace.some((entry) => (Array.isArray(entry) ? inEvent(entry) : entry.any_order.some(inEvent))));
  return data.outcomes.map((result) =>
    Boolean(inTrace[result.events] || inTrace[result.expected] || inText(result.detail, result.output)
      || result.checks?.some((check) => inText(check.text, check.got, check.expected))
      || result.observed?.some(([text, value]) => inText(text, value))));
}

// Ways to go on at the end of a text, as [{ from, text, says }]: the text replaces what stands from there on.
function completions(text) {
  const [, sign, word] = /(?:^|[\s(])((?:-|not:)*)([^\s()"']*)$/.exec(text) ?? [];
  if (word === undefined) return [];
  const from = text.length - word.length;
  const all = word.includes(":") ? valuesAfter(word.slice(0, word.lastIndexOf(":"))) : beginnings(!sign);
  const typed = word.toLowerCase();
  const bare = (one) => one.text.toLowerCase().replaceAll('"', "");
  return all.filter((one) => bare(one).startsWith(typed) && bare(one) !== typed).map((one) => ({ from, ...one }));
}

const FIELDS_SAY = {
  area: "an area, or its beginning",
  level: "must, should or may",
  tag: "a tag of the rule",
  id: "part of an id, or a pattern such as lock/*",
  is: "a result of some shown target, or how they agree",
  text: "any text of the rule and of its results",
};

function beginnings(atStart) {
  return [
    ...FIELDS.map((field) => ({ text: `${field}:`, says: FIELDS_SAY[field] })),
    ...data.targets.map((target) => ({ text: `${target.name}:`, says: "a result of this target" })),
    ...VERDICTS.map((verdict) => ({ text: verdict, says: data.verdicts[verdict] })),
    ...(atStart ? [{ text: "not", says: "the opposite of what follows" }, { text: "or", says: "either side" }] : []),
  ];
}

const STANDINGS_SAY = {
  deviates: "fail, crash or hang that no gate knows",
  known: "a deviation that the gate knows",
  blocked: "blocked by another deviation",
  judged: "pass, fail, crash or hang",
  unjudged: "unsupported, missing, error or not run",
  different: "the shown targets did not all behave alike",
  same: "all shown targets that were judged behaved alike",
};

function valuesAfter(field) {
  const values = {
    area: AREAS.map((area) => [area, ""]),
    level: LEVELS.map((level) => [level, data.levels[level]]),
    tag: TAGS.map((tag) => [tag, ""]),
    is: [...AGREEMENT, ...STANDINGS].map((word) => [word, STANDINGS_SAY[word] ?? data.verdicts[word]]),
    id: [],
    text: [],
  }[field.toLowerCase()] ?? STANDINGS.map((word) => [word, STANDINGS_SAY[word] ?? data.verdicts[word]]);
  return values.map(([value, says]) => ({ text: `${field}:${/[\s()"']/.test(value) ? `"${value}"` : value}`, says }));
}
