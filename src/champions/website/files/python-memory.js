// Python as it is once it has read what every lesson needs, remembered on this device, so that the
// next lesson need not read it all again. Nothing of a person is in it: no lesson has run yet.
"use strict";
importScripts("python.js");
const HERE = new URL("./", self.location).href;

const remember = async () => {
  const store = await champions.store(HERE);
  const name = HERE + champions.MEMORY;
  if (await store.match(name)) return "kept before";
  const python = await champions.run(HERE, { _makeSnapshot: true });
  python.runPython({{ memory }});
  for (const old of await store.keys()) await store.delete(old);
  const memory = python.makeMemorySnapshot();
  await store.put(name, new Response(memory, { headers: { "Content-Length": memory.length } }));
  return "kept";
};
remember().then(
  (how) => postMessage(how),
  (error) => postMessage(`not kept: ${error}`), // a full device, say: the next visit starts as this one
);
