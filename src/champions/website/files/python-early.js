// The worker that Python runs in, begun before JupyterLite's page has loaded. Once the page knows
// which program its kernel is, that program goes on here.
"use strict";
importScripts("python.js");

let asked = false;
self.onmessage = ({ data }) => {
  asked = true;
  self.onmessage = null;
  importScripts(data.kernel);
};

// Nobody waits for Python yet, so it reads what a lesson asks for next: each part only while the page
// still loads.
const readAhead = (python, [part, ...more]) => {
  if (asked || !part) return;
  python.runPython(part);
  setTimeout(readAhead, 0, python, more);
};
const PARTS = ["exec('from champions import *', {})", "import champions.charts.drawing.plots, matplotlib.backends.backend_agg"];

self.loadPyodide({ lockFileURL: new URL("pyodide-lock.json", self.location).href }).then(
  (python) => setTimeout(readAhead, 0, python, PARTS),
  () => postMessage({ cutOff: true }),
);
