// What is shown lives in the hash of the URL: a link or a bookmark brings the same view back.

const LISTS = ["level", "verdict", "tag", "without", "area", "target"];
const state = { q: "", level: [], verdict: [], tag: [], without: [], area: [], target: [], open: "", on: "", loop: "", docs: "", versus: "", swap: "" };
const listeners = [];

function readHash() {
  const parameters = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
  for (const name of ["q", "open", "on", "loop", "docs", "versus", "swap"]) state[name] = parameters.get(name) ?? "";
  for (const name of LISTS) state[name] = (parameters.get(name) ?? "").split(",").filter(Boolean);
}

function hashOf(values) {
  const parts = Object.entries(values)
    .filter(([, value]) => value.length)
    .map(([name, value]) => [name, encodeURIComponent(Array.isArray(value) ? value.join(",") : value)]);
  return parts.map(([name, text]) => `${name}=${text.replace(/%2F/g, "/").replace(/%2C/g, ",").replace(/%40/g, "@")}`).join("&");
}

// Change part of the state. Opening a scenario is a step that Back undoes; filtering is not.
function update(change) {
  const step = change.open && !state.open;
  Object.assign(state, change);
  history[step ? "pushState" : "replaceState"](null, "", `#${hashOf(state)}`);
  announce();
}

const announce = () => listeners.forEach((listener) => listener());

const onChange = (listener) => listeners.push(listener);

window.addEventListener("hashchange", () => {
  // A plain anchor such as #matrix is a place to go to, not a state.
  if (location.hash && !location.hash.includes("=")) return;
  readHash();
  announce();
});

const shownTargets = () => {
  const chosen = data.targets.filter((target) => state.target.includes(target.name));
  return chosen.length ? chosen : data.targets;
};

function shownScenarios() {
  const query = currentQuery();
  const targets = shownTargets();
  return data.scenarios.filter(
    (scenario) =>
      (!state.level.length || state.level.includes(scenario.level)) &&
      (!state.area.length || state.area.includes(scenario.area)) &&
      (!state.tag.length || state.tag.some((tag) => scenario.tags?.includes(tag))) &&
      !state.without.some((tag) => scenario.tags?.includes(tag)) &&
      (!state.verdict.length ||
        targets.some((target) => state.verdict.includes(standing(outcome(scenario, target))))) &&
      query.matches(scenario)
  );
}
