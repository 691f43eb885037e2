// The controls of the filters; they only write the state and show it.

const without = (list, value) => list.filter((each) => each !== value);
const toggled = (list, value) => (list.includes(value) ? without(list, value) : [...list, value]);

function toggleButton(name, value, ...label) {
  return h("button", {
    type: "button",
    class: "toggle",
    "data-filter": name,
    "data-value": value,
    onclick: () => update({ [name]: toggled(state[name], value) }),
  }, ...label);
}

function group(label, ...children) {
  return h("div", { class: "filter-group", role: "group", "aria-label": label }, children);
}

function menu(name, label, values) {
  const items = values.map((value) =>
    h("label", {}, h("input", {
      type: "checkbox",
      "data-filter": name,
      "data-value": value,
      onchange: () => update({ [name]: toggled(state[name], value) }),
    }), value));
  return h("details", { class: "menu", "data-menu": name },
    h("summary", {}, label, h("span", { class: "menu-count" })), h("div", { class: "menu-items" }, ...items));
}

function buildFilters() {
  const present = [...VERDICTS, "known", "blocked"].filter((verdict) => data.outcomes.some((each) => standing(each) === verdict));
  const narrow = h("details", { class: "more-filters" },
    h("summary", {}, "Filters"),
    h("div", { class: "more-filters-body" },
      group("Level", LEVELS.map((level) => toggleButton("level", level, level))),
      group("Verdict", present.map((verdict) => toggleButton("verdict", verdict, !VERDICTS.includes(verdict) ? glyph("fail", "", true) : glyph(verdict), verdict))),
      TAGS.length ? group("Tag", TAGS.map((tag) => toggleButton("tag", tag, tag)),
        TAGS.map((tag) => toggleButton("without", tag, `not ${tag}`))) : null,
      group("Area and target",
        menu("area", "Areas", AREAS),
        menu("target", "Targets", data.targets.map((target) => target.name)))));
  narrow.open = matchMedia("(min-width: 761px)").matches;
  byId("search-place").append(
    searchBox(),
    queryHelp(),
    h("output", { id: "count", "aria-live": "polite" }),
    h("button", { type: "button", id: "clear", class: "quiet", onclick: () =>
      update({ q: "", level: [], verdict: [], tag: [], without: [], area: [], target: [] }) }, "Clear filters"),
    h("p", { id: "query-fault", role: "status" }));
  byId("filters").append(narrow);
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.menu[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
}

function showFilters(scenarios) {
  showQuery();
  for (const control of document.querySelectorAll("[data-filter]")) {
    const on = state[control.dataset.filter].includes(control.dataset.value);
    if (control.type === "checkbox") control.checked = on;
    else control.setAttribute("aria-pressed", on);
  }
  for (const element of document.querySelectorAll("[data-menu]")) {
    const count = state[element.dataset.menu].length;
    element.querySelector(".menu-count").textContent = count ? ` ${count}` : "";
    element.classList.toggle("active", count > 0);
  }
  const active = state.q || LISTS.some((name) => state[name].length);
  byId("clear").hidden = !active;
  byId("count").textContent = active
    ? `${scenarios.length} of ${plural(data.scenarios.length, "scenario")}`
    : plural(data.scenarios.length, "scenario");
  const shown = new Set(shownTargets().map((target) => target.name));
  for (const row of document.querySelectorAll("table.targets tr[data-target]")) {
    row.classList.toggle("off", !shown.has(row.dataset.target));
  }
}
