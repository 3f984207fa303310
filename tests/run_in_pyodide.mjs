// Run a Python program in Pyodide without a browser. It finds a course under /course, and what it
// gives last is written there as found.json.
// node run_in_pyodide.mjs PYODIDE-FOLDER COURSE-FOLDER PROGRAM.py OPTIONS-OF-PYODIDE
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, course, program, options] = process.argv.slice(2);
const home = resolve(folder);
const { packages, env } = JSON.parse(options);
const { loadPyodide } = createRequire(import.meta.url)(join(home, "pyodide.js"));
const python = await loadPyodide({ indexURL: home, packages, env, stdout: () => undefined });
python.FS.mkdirTree("/course");
python.mountNodeFS("/course", resolve(course));
writeFileSync(join(course, "found.json"), await python.runPythonAsync(readFileSync(program, "utf-8")));
