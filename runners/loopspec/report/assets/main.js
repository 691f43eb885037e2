// Puts the page together and draws again what depends on the filters.

let drawnFor = null;
let comparedFor = null;

function draw() {
  if (!showView()) drawFiltered();
  showDetail();
}

function drawFiltered() {
  const filters = JSON.stringify([state.q, ...LISTS.map((name) => state[name])]);
  if (filters !== drawnFor) {
    drawnFor = filters;
    const scenarios = shownScenarios();
    const kinds = byKind(scenarios);
    showFilters(scenarios);
    showHeadline(scenarios, kinds);
    showDifferences(kinds);
    showMatrix(scenarios);
  }
  const comparison = JSON.stringify([filters, state.versus, state.swap]);
  if (comparison !== comparedFor) {
    comparedFor = comparison;
    showChanges();
  }
}

function theme() {
  const root = document.documentElement;
  const dark = () => root.dataset.theme === "dark"
    || !root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches;
  try {
    const kept = localStorage.getItem("loopspec-theme");
    if (kept) root.dataset.theme = kept;
  } catch { /* storage may be closed to files */ }
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("loopspec-theme", root.dataset.theme);
    } catch { /* then it lasts until the page is left */ }
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("search").focus();
    byId("search").select();
  }
});

// A count of a target filters by its link; what it shows is further down.
document.querySelector("table.targets").addEventListener("click", (event) => {
  if (event.target.closest("a[href^='#']:not([href^='#loop='])")) byId("differences").scrollIntoView();
});

theme();
readHash();
buildFilters();
buildMatrix();
buildDownload();
buildDetail();
buildCompare();
buildViews();
onChange(draw);
draw();
document.documentElement.dataset.drawn = "";
