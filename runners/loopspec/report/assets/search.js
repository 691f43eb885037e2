// The search box: a query, ways to complete it, a fault in it, and help.

const SHOWN_COMPLETIONS = 9;
const EXAMPLES = [
  ["area:lock level:must", "rules of an area, at a level"],
  ["uvloop:fail", "a target, or all whose names begin so, and its result"],
  ["hang -rloop:hang", "some shown target hangs, and that one does not"],
  ["is:different", "the shown targets did not all behave alike"],
  ["deadlock or \"never awaited\"", "a text in rules, details, traces or output"],
  ["id:lock/* not (tag:iterations or level:may)", "ids by a pattern, without some"],
];

let offered = [];
let chosen = -1;
let typing;

// Search for what is in the box: at once, or when typing pauses.
function searchNow() {
  clearTimeout(typing);
  update({ q: byId("search").value.trim() });
}

function searchBox() {
  const search = h("input", {
    type: "search",
    id: "search",
    role: "combobox",
    placeholder: "Search: text, area:lock, uvloop:fail   /",
    "aria-label": "Search by a query",
    "aria-autocomplete": "list",
    "aria-controls": "completions",
    "aria-expanded": "false",
    "aria-describedby": "query-fault",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    oninput: () => {
      offer();
      clearTimeout(typing);
      typing = setTimeout(searchNow, 120);
    },
    onkeydown: searchKey,
    onblur: () => offerNothing(),
  });
  return h("div", { class: "search-box" }, search, h("ul", { id: "completions", role: "listbox", "aria-label": "Ways to go on", hidden: true }));
}

function searchKey(event) {
  const { key } = event;
  if (key === "Escape") {
    if (offered.length) offerNothing();
    else event.target.blur();
    event.preventDefault(); // a browser would empty the box
  } else if (key === "ArrowDown" && !offered.length) {
    offer();
    event.preventDefault();
  } else if ((key === "ArrowDown" || key === "ArrowUp") && offered.length) {
    choose((chosen + (key === "ArrowDown" ? 1 : -1) + offered.length) % offered.length);
    event.preventDefault();
  } else if ((key === "Enter" || key === "Tab") && chosen >= 0) {
    accept(offered[chosen]);
    event.preventDefault();
  } else if (key === "Enter") {
    offerNothing();
    searchNow();
  }
}

// Completions are offered at the end of the text only: in its middle they would be in the way.
function offer() {
  const search = byId("search");
  offered = search.selectionEnd === search.value.length ? completions(search.value).slice(0, SHOWN_COMPLETIONS) : [];
  byId("completions").replaceChildren(...offered.map((one, at) =>
    h("li", {
      role: "option",
      id: `completion-${at}`,
      "aria-selected": "false",
      onmousedown: (event) => event.preventDefault(), // keep the focus in the box
      onclick: () => accept(one),
    }, h("span", { class: "completion-text" }, one.text), h("span", { class: "completion-says" }, one.says))));
  byId("completions").hidden = !offered.length;
  search.setAttribute("aria-expanded", String(offered.length > 0));
  choose(-1);
}

function offerNothing() {
  offered = [];
  byId("completions").replaceChildren();
  byId("completions").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  choose(-1);
}

function choose(at) {
  chosen = at;
  [...byId("completions").children].forEach((item, index) => {
    item.setAttribute("aria-selected", String(index === at));
    if (index === at) item.scrollIntoView({ block: "nearest" });
  });
  if (at < 0) byId("search").removeAttribute("aria-activedescendant");
  else byId("search").setAttribute("aria-activedescendant", `completion-${at}`);
}

function accept({ from, text }) {
  const search = byId("search");
  search.value = search.value.slice(0, from) + text + (text.endsWith(":") ? "" : " ");
  searchNow();
  search.focus();
  if (text.endsWith(":")) offer();
  else offerNothing();
}

function queryHelp() {
  return h("details", { class: "menu query-help" },
    h("summary", { "aria-label": "How to search" }, "?"),
    h("div", { class: "menu-items" },
      h("p", {}, "Words side by side must all be met; ", h("code", {}, "or"), ", ", h("code", {}, "not"), " or ",
        h("code", {}, "-"), ", parentheses and quotes as usual."),
      h("ul", {}, EXAMPLES.map(([query, says]) => h("li", {},
        h("button", { type: "button", onclick: (event) => {
          event.target.closest("details").open = false;
          byId("search").value = query;
          searchNow();
          byId("search").focus();
        } }, query), h("span", {}, says)))),
      h("dl", {}, FIELDS.map((field) => [h("dt", {}, `${field}:`), h("dd", {}, FIELDS_SAY[field])]),
        h("dt", {}, "TARGET:"), h("dd", {}, `${STANDINGS.join(", ")}; after is: also ${AGREEMENT.join(", ")}`),
        h("dt", {}, "a verdict"), h("dd", {}, "of some shown target; in quotes, the word as a text"))));
}

// Show the query of the state, and a fault in it.
function showQuery() {
  const search = byId("search");
  if (document.activeElement !== search) search.value = state.q;
  const { fault } = currentQuery();
  const parts = fault.split("`").map((part, at) => (at % 2 ? h("code", {}, part) : part));
  byId("query-fault").replaceChildren(...(fault ? ["Not searched: ", ...parts, "."] : []));
  byId("query-fault").hidden = !fault;
  search.setAttribute("aria-invalid", String(Boolean(fault)));
}
