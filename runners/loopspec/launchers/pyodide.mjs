// Speaks the worker's protocol for Pyodide: one interpreter, loaded once, is given case after case.
//
// The npm package is looked for from the current folder and on NODE_PATH. The program ends with its input; the
// supervisor ends it when a case hangs, and replaces it after a case that left something behind.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";

const STACK_SWITCHING = "--experimental-wasm-stack-switching"; // without it `asyncio.run` cannot wait

const TIMERS = ["Timeout", "Immediate"];

const here = path.dirname(fileURLToPath(import.meta.url));

function again() {
  const child = spawn(process.execPath, [STACK_SWITCHING, fileURLToPath(import.meta.url)], { stdio: "inherit" });
  child.on("exit", (code, signal) => process.exit(signal ? 1 : code));
}

function npmPackage(name) {
  try {
    return createRequire(path.join(process.cwd(), "package.json"))(name);
  } catch {
    console.error(`the npm package ${name} is not found; install it here with \`npm install ${name}\``);
    process.exit(1);
  }
}

async function load() {
  const { loadPyodide } = npmPackage("pyodide");
  const say = (text) => process.stderr.write(text + "\n");
  const python = await loadPyodide({ stdout: say, stderr: say });
  for (const folder of ["harness", "launchers"]) {
    python.FS.mkdirTree(`/loopspec/${folder}`);
    python.mountNodeFS(`/loopspec/${folder}`, path.join(here, "..", folder));
  }
  await python.runPythonAsync("import sys; sys.path[:0] = ['/loopspec/launchers', '/loopspec/harness']; import inside");
  return python;
}

async function serve() {
  const python = await load();
  python.globals.set("timers", () => process.getActiveResourcesInfo().filter((name) => TIMERS.includes(name)).length);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    python.globals.set("line", line);
    process.stdout.write((await python.runPythonAsync("inside.answer(line, timers)")) + "\n"); // async: what it calls may wait
  }
  process.exit(0); // a timer that was cancelled would hold node until it is due
}

if (!("Suspending" in WebAssembly) && !process.execArgv.includes(STACK_SWITCHING)) {
  again();
} else {
  await serve();
}
