// The matrix, scenarios by targets: one body of rows an area, drawn when the area is opened.

const AREA_ROWS_OPEN = 120;
const openAreas = new Map();

function headCell(target) {
  return h("th", { scope: "col" }, h("span", { class: "column-name" }, target.name));
}

function areaCell(scenarios, target) {
  const count = { pass: 0, deviates: 0, may: 0, known: 0, rest: 0 };
  for (const scenario of scenarios) {
    const { verdict, known } = outcome(scenario, target);
    const broken = known ? "known" : scenario.level === "may" ? "may" : "deviates";
    count[verdict === "pass" ? "pass" : DEVIATES.has(verdict) ? broken : "rest"]++;
  }
  const label = `${target.name}: ${count.pass} hold, ${count.deviates} deviate, ${count.may} deviate at may, ${count.known} as is known, ${count.rest} not judged`;
  return h("td", { class: "area-count", title: label },
    h("span", { class: "area-pass" }, count.pass),
    count.deviates ? h("span", { class: "area-deviates" }, `−${count.deviates}`) : null,
    count.may ? h("span", { class: "area-deviates may" }, `−${count.may}`) : null,
    count.known ? h("span", { class: "area-deviates known" }, `−${count.known}`) : null);
}

function scenarioRow(scenario, targets) {
  const classes = classesOf(scenario, targets).filter((each) => each.result.behaviour !== undefined);
  const cells = targets.map((target) => {
    const result = outcome(scenario, target);
    // Letters distinguish targets that have the same verdict and did not do the same.
    const rivals = classes.filter((each) => each.result.verdict === result.verdict);
    const way = rivals.length > 1 ? "abcdefghijklmnopqrst"[rivals.findIndex((each) => each.targets.includes(target))] : "";
    return h("td", {
      role: "gridcell",
      tabindex: "-1",
      "data-target": target.index,
      title: [`${target.name}: ${result.verdict}`, result.detail, result.known && `${result.known.as}: ${result.known.reason}`].filter(Boolean).join("\n"),
      "aria-label": `${target.name}: ${result.verdict}${result.known ? `, ${result.known.as}` : ""}${way ? `, way ${way}` : ""}`,
    }, glyph(result.verdict, scenario.level, result.known), way ? h("sup", {}, way) : null);
  });
  return h("tr", { "data-scenario": scenario.index, class: scenario.level },
    h("th", { scope: "row", title: scenario.says },
      h("span", { class: "row-line" },
        h("span", { class: `level-dot ${scenario.level}`, title: scenario.level, role: "img", "aria-label": scenario.level }),
        h("span", {}, h("span", { class: "row-subject" }, `${scenario.subject}/`), scenario.name),
        h("span", { class: "row-says" }, scenario.says))),
    cells);
}

function areaBody(area, scenarios, targets, open) {
  const body = h("tbody", { "data-area": area });
  const draw = () => body.append(...scenarios.map((scenario) => scenarioRow(scenario, targets)));
  const button = h("button", { type: "button", "aria-expanded": open, onclick: () => {
    const now = button.getAttribute("aria-expanded") !== "true";
    openAreas.set(area, now);
    button.setAttribute("aria-expanded", now);
    if (now) draw();
    else body.replaceChildren(head);
    rove();
  } }, area, h("span", { class: "area-size" }, scenarios.length));
  const head = h("tr", { class: "area" }, h("th", { scope: "rowgroup" }, button),
    targets.map((target) => areaCell(scenarios, target)));
  body.append(head);
  if (open) draw();
  return body;
}

function showMatrix(scenarios) {
  const targets = shownTargets();
  const byArea = AREAS.map((area) => [area, scenarios.filter((scenario) => scenario.area === area)])
    .filter(([, members]) => members.length);
  const openByDefault = scenarios.length <= AREA_ROWS_OPEN;
  const table = h("table", { class: "matrix", role: "grid", "aria-label": "Scenarios by targets" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, "scenario"), targets.map(headCell))),
    byArea.map(([area, members]) => areaBody(area, members, targets, openAreas.get(area) ?? openByDefault)));
  table.classList.toggle("many", targets.length > 8);
  byId("matrix-scroll").replaceChildren(table);
  rove();
  fitMatrix();
}

// Where the table is wider than its place it scrolls in a window of its own.
function fitMatrix() {
  const place = byId("matrix-scroll");
  const bar = document.querySelector(".toolbar");
  const sticks = getComputedStyle(bar).position === "sticky";
  document.documentElement.style.setProperty("--head-top", `${sticks ? bar.offsetHeight - 1 : 0}px`);
  place.classList.remove("scrolls");
  const table = place.firstElementChild;
  if (table) place.classList.toggle("scrolls", table.offsetWidth > place.clientWidth + 1);
}

const matrixCells = () => [...byId("matrix-scroll").querySelectorAll("tr[data-scenario]")];

// One cell of the grid is in the tab order; the arrow keys move from it.
function rove(cell = byId("matrix-scroll").querySelector("td[role=gridcell]")) {
  byId("matrix-scroll").querySelector("td[tabindex='0']")?.setAttribute("tabindex", "-1");
  cell?.setAttribute("tabindex", "0");
}

function openCell(cell) {
  const scenario = data.scenarios[cell.parentElement.dataset.scenario];
  update({ open: scenario.id, on: data.targets[cell.dataset.target].name });
}

function matrixKey(event) {
  const cell = event.target.closest("td[role=gridcell]");
  if (!cell) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    openCell(cell);
    return;
  }
  const rows = matrixCells();
  const row = rows.indexOf(cell.parentElement);
  const column = cell.cellIndex;
  const last = cell.parentElement.cells.length - 1;
  const [toRow, toColumn] = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 1],
    End: [row, last],
    PageUp: [Math.max(0, row - 10), column],
    PageDown: [Math.min(rows.length - 1, row + 10), column],
  }[event.key] ?? [null, null];
  if (toRow === null) return;
  event.preventDefault();
  const next = toColumn >= 1 ? rows[toRow]?.cells[toColumn] : undefined;
  if (!next) return;
  rove(next);
  next.focus();
}

function buildMatrix() {
  const place = byId("matrix-scroll");
  place.addEventListener("keydown", matrixKey);
  place.addEventListener("click", (event) => {
    const cell = event.target.closest("td[role=gridcell]");
    if (cell) {
      rove(cell);
      cell.focus();
      openCell(cell);
    }
  });
  window.addEventListener("resize", fitMatrix);
  byId("legend").append(...VERDICTS.map((verdict) =>
    h("span", { title: data.verdicts[verdict] }, glyph(verdict), verdict)));
  if (data.outcomes.some((each) => each.known)) {
    byId("legend").append(h("span", { title: "a deviation that the gate's list accepts" }, glyph("fail", "", true), "known"));
  }
}
