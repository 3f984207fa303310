// Python takes seconds to start, and so does JupyterLite's page. They start side by side: the first
// worker that the page's kernel asks for is one that has begun already.
"use strict";
{
  const Plain = window.Worker;
  const [lesson] = new URLSearchParams(location.search).get("path")?.split("/") ?? [];
  const program = new URL("../static/pyodide/python-early.js", location.href);
  if (lesson) program.searchParams.set("lesson", lesson);
  let early = new Plain(program);
  early.addEventListener("message", ({ data }) => {
    if (data?.cutOff) window.parent.postMessage(data, location.origin);
  });
  window.Worker = class Worker extends Plain {
    constructor(address, options) {
      if (early && String(address).includes("/pyodide-kernel-extension/")) {
        const begun = early;
        early = null;
        begun.postMessage({ kernel: String(address) });
        return begun;
      }
      super(address, options);
    }
  };
}
