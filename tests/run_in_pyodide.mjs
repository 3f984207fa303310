// Run a Python program in Pyodide without a browser, started by the site's own script. It finds a
// course under /course, and what it gives last is written there as found.json.
// node run_in_pyodide.mjs PYODIDE-FOLDER-OF-A-SITE COURSE-FOLDER PROGRAM.py
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { runInThisContext } from "node:vm";

const [folder, course, program] = process.argv.slice(2);
const home = `${resolve(folder)}/`;
const require = createRequire(import.meta.url);
// What the script finds in a browser's worker.
globalThis.self = globalThis;
globalThis.importScripts = (path) => Object.assign(globalThis, require(path));
const elsewhere = globalThis.fetch;
globalThis.fetch = async (path) => (String(path).startsWith(home) ? new Response(readFileSync(path)) : elsewhere(path));
if (process.env.OLD_BROWSER) delete globalThis.DecompressionStream;
runInThisContext(readFileSync(join(home, "python.js"), "utf-8"));

const python = await self.champions.run(home, { stdout: () => undefined });
python.FS.mkdirTree("/course");
python.mountNodeFS("/course", resolve(course));
writeFileSync(join(course, "found.json"), await python.runPythonAsync(readFileSync(program, "utf-8")));
