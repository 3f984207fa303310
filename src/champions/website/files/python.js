// Python for a lesson, ready sooner. JupyterLite's kernel asks for this file in place of pyodide.js,
// inside its worker. Pyodide is started once, whoever asks first.
"use strict";

self.champions ??= (() => {
  const OPTIONS = {{ options }};
  // The packed packages: for every lesson, and for those that make a PDF. None where browsers fetch
  // them from their makers.
  const [PACKED, PACKED_PDF] = {{ packed }};
  const MAKE_PDF = {{ pdf }};
  const CORE = "{{ core }}";
  const PACKAGES = "/lib/python3.12/site-packages";
  // The name under which this very Python's memory is kept on the device.
  const MEMORY = "memory-{{ digest }}";

  // The first bytes of a field up to the zero that ends it, as text.
  const text = (bytes) => new TextDecoder().decode(bytes.subarray(0, (bytes.indexOf(0) + 1 || bytes.length + 1) - 1));

  // Lay out the files of a tar in Pyodide's own file system, without a copy of each.
  const layOut = (files, bytes) => {
    const made = new Set();
    for (let at = 0; bytes[at]; ) {
      const field = (from, length) => text(bytes.subarray(at + from, at + from + length));
      const [name, folder] = [field(0, 100), field(345, 155)];
      const size = parseInt(field(124, 12), 8);
      const path = `${PACKAGES}/${folder ? `${folder}/` : ""}${name}`;
      const parent = path.slice(0, path.lastIndexOf("/"));
      if (!made.has(parent)) files.mkdirTree(parent);
      made.add(parent);
      files.writeFile(path, bytes.subarray(at + 512, at + 512 + size), { canOwn: true });
      at += 512 + Math.ceil(size / 512) * 512;
    }
  };

  // Browsers from before 2023 may not unpack by themselves. There Python does it, in some seconds.
  const UNPACKS = "DecompressionStream" in self;
  const piece = async (address) => {
    const packed = await fetch(address);
    if (!packed.ok) throw new Error(`${address}: ${packed.status}`);
    if (!UNPACKS) return packed.arrayBuffer();
    const plain = packed.body.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  };

  // The early worker knows its lesson. One that Jupyter starts again does not, and gets all.
  const makesPdf = () => {
    const lesson = new URLSearchParams(self.location?.search).get("lesson");
    return !lesson || MAKE_PDF.includes(lesson);
  };

  let makers; // Pyodide's own way to start it

  // Start Pyodide, as it remembers itself or from the beginning, and lay out the packages.
  const run = async (here, more) => {
    self.champions.HERE = here; // what Python fetches later lies there too
    const core = CORE || here;
    const packed = PACKED ? [PACKED, ...(makesPdf() ? [PACKED_PDF] : [])] : [];
    const files = packed.map((name) => piece(here + name));
    if (!makers) {
      importScripts(`${core}pyodide.js`);
      makers = self.loadPyodide;
      self.loadPyodide = champions.load;
    }
    const python = await makers({
      ...OPTIONS,
      ...more,
      indexURL: core,
      lockFileURL: `${here}pyodide-lock.json`,
      packages: PACKED ? [] : OPTIONS.packages,
    });
    for (const bytes of await Promise.all(files)) {
      if (UNPACKS) layOut(python.FS, bytes);
      else python.unpackArchive(bytes, "gztar", { extractDir: PACKAGES });
    }
    python.runPython("import importlib; importlib.invalidate_caches()");
    return python;
  };

  const store = (here) => caches.open(`python-memory ${here}`);

  // What an earlier visit remembered: Python as it is once it has read what every lesson needs. Only
  // what is whole counts, and no memory from which a start did not come to its end.
  const remembered = async (here) => {
    const kept = await store(here);
    const found = (await kept.match(`${here}trying`)) ? null : await kept.match(here + MEMORY);
    const memory = found && new Uint8Array(await found.arrayBuffer());
    if (memory?.length === Number(found?.headers.get("Content-Length"))) return memory;
    for (const one of await kept.keys()) await kept.delete(one);
    return null;
  };

  const fromMemory = async (here, memory) => {
    const kept = await store(here);
    await kept.put(`${here}trying`, new Response());
    const python = await run(here, { _loadSnapshot: memory });
    champions.began = "from memory";
    await kept.delete(`${here}trying`);
    // Else chance would fall the same way on every visit.
    python.runPython("import random; random.seed()");
    return python;
  };

  const start = async (here) => {
    try {
      const memory = await remembered(here);
      if (memory) return await fromMemory(here, memory);
    } catch (error) {
      console.warn(error); // a browser may refuse; Python then starts from the beginning
    }
    return run(here, {});
  };

  let started;
  return {
    began: "from the beginning",
    MEMORY,
    run,
    store,
    load: ({ lockFileURL }) => (started ??= start(new URL("./", lockFileURL).href)),
  };
})();

// pyodide.js puts its own function here, and each kernel asks again.
self.loadPyodide = champions.load;
