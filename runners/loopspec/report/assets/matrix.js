// The matrix, scenarios by targets: one body of rows an area. A large one has only the rows in view, between spacers.

const AREA_ROWS_OPEN = 120;
const WHOLE = 3000; // cells up to which all open rows are drawn
const MOST = 30000; // cells that are drawn together on request, or to be printed
const BEYOND = 400; // pixels above and below the view in which rows are drawn already
const LONG_NAME = 21; // letters of a target's name from which on names are written upwards

const openAreas = new Map();

// The table that is shown: its bodies, each { area, scenarios, element, head, open, rows: Map of index to row }.
const matrix = { bodies: [], targets: [], whole: true, rowHeight: 31, at: { body: 0, row: 0, column: 0 } };

function headCell(target) {
  const only = state.target.length === 1 && state.target[0] === target.name;
  return h("th", { scope: "col" }, h("button", {
    type: "button",
    class: "column-name",
    tabindex: "-1", // the menu of targets does the same
    title: only ? "Show all targets" : `Show only ${target.name}`,
    onclick: () => update({ target: only ? [] : [target.name] }),
  }, target.name));
}

// A count that leads to the scenarios that it counts.
function countLink(area, target, count, text, kind, filter) {
  if (!count) return null;
  const link = hashOf({ ...state, open: "", on: "", area: [area], target: [target.name], level: state.level, ...filter });
  return h("a", { class: kind, href: `#${link}`, tabindex: "-1" }, text);
}

function areaCell(area, scenarios, target) {
  const count = { pass: 0, deviates: 0, may: 0, known: 0, rest: 0 };
  for (const scenario of scenarios) {
    const { verdict, known } = outcome(scenario, target);
    const broken = known ? "known" : scenario.level === "may" ? "may" : "deviates";
    count[verdict === "pass" ? "pass" : DEVIATES.has(verdict) ? broken : "rest"]++;
  }
  const label = `${target.name}: ${count.pass} hold, ${count.deviates} deviate, ${count.may} deviate at may, ${count.known} as is known, ${count.rest} not judged`;
  const broken = { verdict: [...DEVIATES] };
  return h("td", { class: "area-count", role: "gridcell", tabindex: "-1", title: label, "aria-label": label },
    count.pass ? countLink(area, target, count.pass, count.pass, "area-pass", { verdict: ["pass"] }) : h("span", { class: "area-pass" }, 0),
    countLink(area, target, count.deviates, `−${count.deviates}`, "area-deviates", { ...broken, level: ["must", "should"] }),
    countLink(area, target, count.may, `−${count.may}`, "area-deviates may", { ...broken, level: ["may"] }),
    countLink(area, target, count.known, `−${count.known}`, "area-deviates known", { verdict: ["known", "blocked"] }));
}

// a to z, then aa, ab ...: as many as there are classes.
const letters = (index) => (index < 26 ? "" : letters(Math.floor(index / 26) - 1)) + "abcdefghijklmnopqrstuvwxyz"[index % 26];

function scenarioRow(scenario, targets, number) {
  const classes = classesOf(scenario, targets).filter((each) => each.result.behaviour !== undefined);
  const cells = targets.map((target) => {
    const result = outcome(scenario, target);
    // Letters distinguish targets that have the same verdict and did not do the same.
    const rivals = classes.filter((each) => each.result.verdict === result.verdict);
    const way = rivals.length > 1 ? letters(rivals.findIndex((each) => each.targets.includes(target))) : "";
    return h("td", {
      role: "gridcell",
      tabindex: "-1",
      "data-target": target.index,
      title: [`${target.name}: ${result.verdict}`, result.detail, result.known && `${result.known.as}: ${result.known.reason}`].filter(Boolean).join("\n"),
      "aria-label": `${target.name}: ${result.verdict}${result.known ? `, ${result.known.as}` : ""}${way ? `, way ${way}` : ""}`,
    }, glyph(result.verdict, scenario.level, result.known), way ? h("sup", {}, way) : null);
  });
  return h("tr", { "data-scenario": scenario.index, class: scenario.level, "aria-rowindex": number },
    h("th", { scope: "row", title: `${scenario.id}\n${scenario.says}` },
      h("span", { class: "row-line" },
        h("span", { class: `level-dot ${scenario.level}`, title: scenario.level, role: "img", "aria-label": scenario.level }),
        h("a", { class: "row-name", href: `#${hashOf({ ...state, open: scenario.id, on: "" })}`, tabindex: "-1" },
          h("span", { class: "row-subject" }, `${scenario.subject}/`), scenario.name),
        h("span", { class: "row-says" }, scenario.says))),
    cells);
}

function areaBody(area, scenarios, targets, open) {
  const body = { area, scenarios, open, rows: new Map(), before: 0 };
  const button = h("button", { type: "button", "aria-expanded": open, onclick: () => {
    body.open = !body.open;
    openAreas.set(area, body.open);
    button.setAttribute("aria-expanded", body.open);
    settle();
  } }, area, h("span", { class: "area-size" }, scenarios.length));
  body.head = h("tr", { class: "area" }, h("th", { scope: "rowgroup" }, button),
    targets.map((target) => areaCell(area, scenarios, target)));
  body.element = h("tbody", { "data-area": area }, body.head);
  return body;
}

function showMatrix(scenarios) {
  const targets = shownTargets();
  const members = new Map(AREAS.map((area) => [area, []]));
  for (const scenario of scenarios) members.get(scenario.area).push(scenario);
  const openByDefault = scenarios.length <= AREA_ROWS_OPEN;
  matrix.targets = targets;
  matrix.bodies = [...members].filter(([, rows]) => rows.length)
    .map(([area, rows]) => areaBody(area, rows, targets, openAreas.get(area) ?? openByDefault));
  const table = h("table", { class: "matrix", role: "grid", "aria-label": "Scenarios by targets" },
    h("colgroup", {}, h("col", {}), targets.map(() => h("col", { class: "cell" }))),
    h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, "scenario"), targets.map(headCell))),
    matrix.bodies.map((body) => body.element));
  const longest = Math.max(0, ...targets.map((target) => target.name.length));
  table.classList.toggle("many", targets.length > 8 || longest > LONG_NAME);
  // Columns have their widths from all names, drawn or not: they stay while rows come and go.
  table.style.setProperty("--letters", Math.max(0, ...scenarios.map(({ subject, name }) => subject.length + 1 + name.length)));
  table.style.setProperty("--target-letters", longest);
  table.style.setProperty("--targets", targets.length);
  matrix.table = table;
  byId("matrix-scroll").replaceChildren(table);
  fitMatrix();
  settle();
}

// Bring the rows in line with the areas that are open, and the place in the tab order with the rows.
function settle() {
  const open = matrix.bodies.filter((body) => body.open);
  const rows = open.reduce((sum, body) => sum + body.scenarios.length, 0);
  let number = 1;
  for (const body of matrix.bodies) {
    body.head.setAttribute("aria-rowindex", ++number);
    body.before = number;
    for (const [index, row] of body.rows) row.setAttribute("aria-rowindex", number + index + 1);
    if (body.open) number += body.scenarios.length;
  }
  matrix.table.setAttribute("aria-rowcount", number);
  matrix.whole = rows * matrix.targets.length <= WHOLE;
  showRowsNote(rows);
  const first = matrix.bodies.findIndex((body) => body.open);
  matrix.at = { body: Math.max(first, 0), row: first < 0 ? -1 : 0, column: 1 };
  drawRows();
  rove();
}

function showRowsNote(rows) {
  const cells = rows * matrix.targets.length;
  byId("matrix-note").hidden = matrix.whole;
  byId("matrix-note").replaceChildren(
    "Of ", String(rows), " rows those in view are in the page, which is what the browser's own search sees. ",
    cells <= MOST
      ? h("button", { type: "button", class: "quiet", onclick: () => {
        matrix.whole = true;
        byId("matrix-note").hidden = true;
        drawRows();
      } }, "Draw all of them")
      : "Search with /, or filter, to find others.");
}

// The rows of a body to draw: those in view, and the one that has the tab stop.
function wantedRows(body, top, bottom, index) {
  const count = body.scenarios.length;
  if (!body.open) return [];
  if (matrix.whole) return [[0, count]];
  const start = body.head.getBoundingClientRect().bottom;
  const clamp = (at) => Math.min(count, Math.max(0, at));
  const from = clamp(Math.floor((top - start) / matrix.rowHeight));
  const to = Math.max(from, clamp(Math.ceil((bottom - start) / matrix.rowHeight)));
  const { row } = matrix.at;
  if (matrix.at.body !== index || row < 0 || (row >= from && row < to)) return [[from, to]];
  return row < from ? [[row, row + 1], [from, to]] : [[from, to], [row, row + 1]];
}

function drawRows() {
  const place = byId("matrix-scroll").getBoundingClientRect();
  const scrolls = byId("matrix-scroll").classList.contains("scrolls");
  const top = (scrolls ? Math.max(0, place.top) : 0) - BEYOND;
  const bottom = (scrolls ? Math.min(innerHeight, place.bottom) : innerHeight) + BEYOND;
  // First measure all, then draw: neither has to wait for the other.
  const wanted = matrix.bodies.map((body, index) => wantedRows(body, top, bottom, index));
  matrix.bodies.forEach((body, index) => fillBody(body, wanted[index]));
  const row = matrix.table.querySelector("tr[data-scenario]");
  if (row && !matrix.whole && row.offsetHeight !== matrix.rowHeight) {
    matrix.rowHeight = row.offsetHeight;
    drawRows();
  }
}

function fillBody(body, ranges, count = body.open ? body.scenarios.length : 0) {
  const key = `${JSON.stringify(ranges)} ${matrix.rowHeight}`;
  if (body.key === key) return;
  body.key = key;
  const nodes = [];
  let done = 0;
  const space = (to) => {
    if (to > done) nodes.push(h("tr", { class: "spacer", "aria-hidden": "true" }, h("td", { style: `height: ${(to - done) * matrix.rowHeight}px`, colspan: matrix.targets.length + 1 })));
  };
  const rows = new Map();
  for (const [from, to] of ranges) {
    space(from);
    for (let index = from; index < to; index++) {
      const row = body.rows.get(index) ?? scenarioRow(body.scenarios[index], matrix.targets, body.before + index + 1);
      rows.set(index, row);
      nodes.push(row);
    }
    done = Math.max(done, to);
  }
  space(count);
  // Rows that stay are not touched: one of them may have the focus.
  const staying = new Set(nodes);
  for (const node of [...body.element.children].slice(1)) if (!staying.has(node)) node.remove();
  let next = body.head.nextSibling;
  for (const node of nodes) {
    if (node === next) next = next.nextSibling;
    else body.element.insertBefore(node, next);
  }
  body.rows = rows;
}

let drawing = 0;
function drawRowsSoon() {
  if (matrix.whole || byId("matrix").offsetParent === null) return; // all is drawn, or a view has taken its place
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(() => {
    drawRows();
    rove();
  });
}

// Where the table is wider than its place it scrolls in a window of its own.
function fitMatrix() {
  const place = byId("matrix-scroll");
  const bar = document.querySelector(".toolbar");
  const sticks = getComputedStyle(bar).position === "sticky";
  document.documentElement.style.setProperty("--head-top", `${sticks ? bar.offsetHeight - 1 : 0}px`);
  if (matrix.table) place.classList.toggle("scrolls", parseFloat(getComputedStyle(matrix.table).minWidth) > place.offsetWidth + 1);
}

const atCell = () => {
  const body = matrix.bodies[matrix.at.body];
  const row = matrix.at.row < 0 ? body?.head : body?.rows.get(matrix.at.row);
  return row?.cells[matrix.at.column];
};

// One cell of the grid is in the tab order; the arrow keys move from it.
function rove() {
  const cell = atCell();
  const before = byId("matrix-scroll").querySelector("td[tabindex='0']");
  if (before === cell) return;
  before?.setAttribute("tabindex", "-1");
  cell?.setAttribute("tabindex", "0");
}

function standAt(cell) {
  const index = matrix.bodies.findIndex((body) => body.element.contains(cell));
  const { scenario } = cell.parentElement.dataset;
  const row = scenario === undefined ? -1 : matrix.bodies[index].scenarios.indexOf(data.scenarios[scenario]);
  matrix.at = { body: index, row, column: cell.cellIndex };
  rove();
}

function openCell(cell) {
  const scenario = data.scenarios[cell.parentElement.dataset.scenario];
  if (scenario) update({ open: scenario.id, on: data.targets[cell.dataset.target].name });
  else (cell.querySelector(".area-deviates") ?? cell.querySelector("a"))?.click();
}

// The place some rows further on, heads of areas included; it stops at either end.
function moved({ body, row, column }, steps) {
  const sizes = matrix.bodies.map((each) => (each.open ? each.scenarios.length : 0) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let at = sizes.slice(0, body).reduce((sum, size) => sum + size, 0) + row + 1;
  at = Math.min(total - 1, Math.max(0, at + steps));
  let index = 0;
  while (at >= sizes[index]) at -= sizes[index++];
  return { body: index, row: at - 1, column };
}

function matrixKey(event) {
  const cell = event.target.closest("td[role=gridcell]");
  if (!cell || event.target !== cell) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    openCell(cell);
    return;
  }
  const all = Number.MAX_SAFE_INTEGER / 2;
  const rows = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 }[event.key] ?? (event.ctrlKey ? { Home: -all, End: all }[event.key] : undefined) ?? 0;
  const last = matrix.targets.length;
  const column = { ArrowLeft: cell.cellIndex - 1, ArrowRight: cell.cellIndex + 1, Home: 1, End: last }[event.key] ?? cell.cellIndex;
  if (!rows && column === cell.cellIndex && !/^(Home|End)$/.test(event.key)) return;
  event.preventDefault();
  matrix.at = { ...moved(matrix.at, rows), column: Math.min(last, Math.max(1, column)) };
  drawRows(); // the row that has the tab stop is drawn wherever it is
  rove();
  atCell()?.focus();
}

function legend() {
  byId("legend").append(...VERDICTS.map((verdict) =>
    h("span", { title: data.verdicts[verdict] }, glyph(verdict), verdict)));
  if (data.outcomes.some((each) => each.known)) {
    byId("legend").append(h("span", { title: "a deviation that the gate's list accepts" }, glyph("fail", "", true), "known"));
  }
  byId("legend").append(
    h("span", { class: "legend-levels" }, LEVELS.map((level) => [h("span", { class: `level-dot ${level}` }), level])),
    h("span", {}, h("span", { class: "legend-ways" }, "a b c"), "same verdict, other behaviour: those with the same letter did the same"));
}

// A printed matrix has all rows that match, as far as paper can bear them, and says how many it leaves out.
function printMatrix() {
  matrix.whole = true;
  let left = Math.max(1, Math.floor(MOST / Math.max(1, matrix.targets.length)));
  let hidden = 0;
  for (const body of matrix.bodies) {
    const count = Math.min(left, body.scenarios.length);
    left -= count;
    hidden += body.scenarios.length - count;
    body.kept = body.open;
    body.open = true;
    fillBody(body, [[0, count]], count);
  }
  byId("print-note").textContent = hidden ? `${plural(hidden, "further row")} left out: filter the report to print them.` : "";
}

function afterPrint() {
  if (!matrix.table) return;
  for (const body of matrix.bodies) body.open = body.kept ?? body.open;
  byId("print-note").textContent = "";
  settle();
}

function buildMatrix() {
  const place = byId("matrix-scroll");
  place.addEventListener("keydown", matrixKey);
  place.addEventListener("focusin", (event) => {
    if (event.target.matches("td[role=gridcell]")) standAt(event.target); // its row stays, however far it is scrolled
  });
  place.addEventListener("click", (event) => {
    const name = event.target.closest(".row-name");
    if (name && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      update({ open: data.scenarios[name.closest("tr").dataset.scenario].id, on: "" });
      return;
    }
    const cell = event.target.closest("td[role=gridcell]");
    if (event.target.closest(".area-count a")) byId("differences").scrollIntoView(); // there is what was counted
    if (!cell || event.target.closest("a")) return;
    cell.focus();
    if (cell.dataset.target !== undefined) openCell(cell);
  });
  // Whatever moves the rows or changes the room for them: scrolling, the window, what stands above, a font.
  document.addEventListener("scroll", drawRowsSoon, { capture: true, passive: true });
  const watch = new ResizeObserver(() => {
    fitMatrix();
    drawRowsSoon();
  });
  watch.observe(place);
  watch.observe(document.body);
  window.addEventListener("resize", drawRowsSoon);
  window.addEventListener("beforeprint", printMatrix);
  window.addEventListener("afterprint", afterPrint);
  legend();
}
