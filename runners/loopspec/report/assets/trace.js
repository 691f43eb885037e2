// A trace, two ways: events side by side with those expected, and lanes over time.

function flatten(expected) {
  const lines = [];
  expected.forEach((entry, number) => {
    if (Array.isArray(entry)) lines.push({ lane: entry[0], text: entry[1], group: null });
    else entry.any_order.forEach(([lane, text]) => lines.push({ lane, text, group: number }));
  });
  return lines;
}

const laneNames = (...traces) => [...new Set(traces.flat().map((event) => event.lane))];

function eventCell(event, lanes, extra = {}) {
  if (!event) return h("td", { class: "absent", ...extra }, "–");
  return h("td", extra, h("span", { class: `lane lane-${lanes.indexOf(event.lane) % 6}` }, event.lane), " ", event.text);
}

function sideBySide(expected, observed, at) {
  const lanes = laneNames(expected, observed);
  const rows = [];
  for (let index = 0; index < Math.max(expected.length, observed.length); index++) {
    const wanted = expected[index];
    const grouped = wanted && wanted.group !== null;
    const opens = grouped && expected[index - 1]?.group !== wanted.group;
    const closes = grouped && expected[index + 1]?.group !== wanted.group;
    const first = index === at;
    rows.push(h("tr", { class: first ? "first-difference" : at !== null && index > at ? "after" : "" },
      h("th", { scope: "row" }, index + 1),
      eventCell(wanted, lanes, { class: `${wanted ? "" : "absent"}${grouped ? " any" : ""}${opens ? " opens" : ""}${closes ? " closes" : ""}` }),
      eventCell(observed[index], lanes, { class: observed[index] ? "" : "absent" })));
    if (opens) rows.at(-1).cells[1].append(h("span", { class: "any-mark" }, "any order"));
    if (first) rows.at(-1).cells[2].append(h("span", { class: "difference-mark" }, "first difference"));
  }
  return h("table", { class: "trace" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "#"), h("th", { scope: "col" }, "expected"), h("th", { scope: "col" }, "observed"))),
    h("tbody", {}, rows));
}

const LANE_HEIGHT = 34;
const BAND_HEAD = 24;
const WIDTH = 760;

// The picture of one trace: a line a lane, events numbered as in the table, control passing along a thread.
function band(events, lanes, { top, left, column, at, title, kind }) {
  const x = (index) => left + column * index + 16;
  const y = (lane) => top + BAND_HEAD + LANE_HEIGHT * lanes.indexOf(lane) + 10;
  const parts = [svg("text", { x: 0, y: top + 12, class: "band-title" }, title)];
  for (const lane of lanes) {
    parts.push(
      svg("line", { x1: left, x2: left + column * Math.max(events.length, 1), y1: y(lane), y2: y(lane), class: "lane-line" }),
      svg("text", { x: 0, y: y(lane) + 4, class: "lane-name" }, clip(lane, 14)));
  }
  for (const number of new Set(events.map((event) => event.group))) {
    if (number === null) continue;
    const members = events.filter((event) => event.group === number).length;
    const first = events.findIndex((event) => event.group === number);
    parts.push(svg("rect", {
      x: x(first) - 14, y: top + BAND_HEAD - 7, rx: 8, class: "any-box",
      width: column * members - 4, height: LANE_HEIGHT * lanes.length + 9,
    }));
  }
  if (events.length > 1) {
    parts.push(svg("path", { class: "thread", d: thread(events.map((event, index) => [x(index), y(event.lane)])) }));
  }
  events.forEach((event, index) => {
    const different = index === at ? " different" : "";
    parts.push(svg("g", { class: `dot ${kind} lane-${lanes.indexOf(event.lane) % 6}${different}` },
      svg("title", {}, `${index + 1}. ${event.lane}: ${event.text}`),
      svg("circle", { cx: x(index), cy: y(event.lane), r: 8.5 }),
      svg("text", { x: x(index), y: y(event.lane) + 3.5, class: "dot-number" }, index + 1),
      column >= 64 ? svg("text", { x: x(index) - 8, y: y(event.lane) + 20, class: "dot-text" }, clip(event.text, Math.floor(column / 5.9))) : null));
  });
  return parts;
}

// Along the lane, then across to the next just before its event: so that no text is crossed.
function thread(points) {
  let path = `M${points[0]}`;
  points.slice(1).forEach(([x, y], index) => {
    const from = points[index][1];
    const turn = x - 15;
    const bend = y === from ? 0 : Math.sign(y - from) * 6;
    path += bend
      ? `H${turn - 6}Q${turn},${from} ${turn},${from + bend}V${y - bend}Q${turn},${y} ${turn + 6},${y}H${x}`
      : `H${x}`;
  });
  return path;
}

const clip = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function lanesOverTime(expected, observed, at) {
  const lanes = laneNames(expected, observed);
  const count = Math.max(expected.length, observed.length, 1);
  const left = Math.min(120, 18 + 7 * Math.max(...lanes.map((lane) => lane.length)));
  const column = Math.max(30, Math.min(count > 3 ? 170 : 230, (WIDTH - left) / count));
  const height = BAND_HEAD + LANE_HEIGHT * lanes.length;
  const width = left + column * count;
  const mark = at === null ? null : left + column * at + 1 - Math.min(8, column / 8);
  const label = `Lanes over time. Expected: ${spoken(expected)}. Observed: ${spoken(observed)}.`;
  return h("div", { class: "lanes", tabindex: "0", role: "img", "aria-label": label },
    svg("svg", { width, height: 2 * height + 12, viewBox: `0 0 ${width} ${2 * height + 12}`, "aria-hidden": "true" },
      mark === null ? null : svg("line", { x1: mark, x2: mark, y1: 14, y2: 2 * height + 8, class: "difference-line" }),
      band(expected, lanes, { top: 0, left, column, at: null, title: "expected", kind: "expected" }),
      band(observed, lanes, { top: height + 10, left, column, at, title: "observed", kind: "observed" })));
}

const spoken = (events) => events.map((event) => `${event.lane} ${event.text}`).join(", ") || "nothing";
