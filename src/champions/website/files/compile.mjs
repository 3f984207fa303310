// Run compile.py in Pyodide: node compile.mjs PYODIDE-FOLDER compile.py FOLDER-OF-PACKAGES
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [home, program, folder] = process.argv.slice(2);
const { loadPyodide } = createRequire(import.meta.url)(join(home, "pyodide.js"));
const python = await loadPyodide({ indexURL: home, args: [] });
python.FS.mkdirTree("/packages");
python.mountNodeFS("/packages", resolve(folder));
python.runPython("import sys; sys.argv = ['compile.py', '/packages']");
python.runPython(readFileSync(program, "utf-8"));
