// Files of the rows that the matrix shows: a record for each scenario and target, as CSV or as JSON.

const COLUMNS = ["id", "level", "area", "target", "version", "verdict", "detail"];

function shownRecords() {
  const targets = shownTargets();
  return shownScenarios().flatMap(({ index, id, level, area }) => targets.map((target) => {
    const { verdict, detail = "" } = data.outcomes[data.cells[index][target.index]];
    // A loop of the interpreter's own has the version of the interpreter.
    return { id, level, area, target: target.name, version: target.version || `${target.implementation} ${target.python}`.trim(), verdict, detail };
  }));
}

// A field as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe in front.
function csvField(text) {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const DOWNLOADS = {
  CSV: { type: "text/csv", write: (records) =>
    [COLUMNS, ...records.map(Object.values)].map((row) => `${row.map(csvField).join(",")}\r\n`) },
  JSON: { type: "application/json", write: (records) => [JSON.stringify(records, null, 1), "\n"] },
};

function download(kind) {
  const { type, write } = DOWNLOADS[kind];
  const address = URL.createObjectURL(new Blob(write(shownRecords()), { type }));
  h("a", { href: address, download: `loopspec.${kind.toLowerCase()}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // a browser may ask first where to put it
}

function buildDownload() {
  const button = (kind) => h("button", { type: "button", class: "quiet", "data-download": kind, onclick: () => download(kind) }, kind);
  byId("download").append("Download what the filters show as ", button("CSV"), " or ", button("JSON"));
}
