// Keeps this version of the site on the device. JupyterLite's own worker, which lets Python read
// the lesson's files, goes on behind it.
"use strict";

// The lessons that need no Python, which every visit keeps; and what Python needs, which is large.
const LESSONS = {{ lessons }};
const FILES = new Set([...LESSONS, ...{{ files }}]);
// The beginning of each file's sha256, in the same order; empty where it is not known.
const SUMS = {{ sums }};
const SUM_OF = new Map([...FILES].map((name, at) => [name, SUMS[at]]));
// Of these a learner needs a few. They are fetched when they are needed, and kept then.
const ON_USE = {{ on_use }};
const onUse = (name) => ON_USE.some((start) => name.startsWith(start));
const HOME = new URL("./", self.location);
// Two courses may stand at one address, each in a folder of its own.
const OURS = `champions ${HOME.pathname} `;
const STORE = `${OURS}{{ version }}`;

// The file of this site that an address means, or null. Queries only tell a page what to open.
const meant = (request) => {
  const url = new URL(request.url);
  if (request.method !== "GET") return null;
  if (FILES.has(url.href)) return url.href; // Pyodide, where the site does not carry it
  if (url.origin !== HOME.origin) return null;
  if (!url.pathname.startsWith(HOME.pathname)) return null;
  let name = decodeURIComponent(url.pathname.slice(HOME.pathname.length));
  if (name === "" || name.endsWith("/")) name += "index.html";
  return FILES.has(name) || onUse(name) ? name : null;
};

// Ours are asked for anew: the browser's own store may still hold those of an earlier version.
const asking = (name) => {
  const address = new URL(name, HOME).href;
  return new Request(address, name === address ? { mode: "cors" } : { cache: "no-cache" });
};

// Whether a file is whole, as the site was built. Each is looked at once while this worker lives.
const looked = new Set();
const isWhole = async (name, response) => {
  const sum = SUM_OF.get(name);
  if (!sum || looked.has(name)) return true;
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const found = [...new Uint8Array(digest)].map((one) => one.toString(16).padStart(2, "0")).join("");
  if (!found.startsWith(sum)) return false;
  looked.add(name);
  return true;
};

// Fetch a file and keep it, if it is whole. One of a newer version, or cut short, is given on and not kept.
const fetched = async (name, store) => {
  looked.delete(name);
  const fresh = await fetch(asking(name));
  if (fresh.ok && (await isWhole(name, fresh))) {
    // A full device must not stop a lesson: it only cannot be opened without a network.
    await store.put(new URL(name, HOME).href, fresh.clone()).catch(() => undefined);
  }
  return fresh;
};

const kept = async (name) => {
  const store = await caches.open(STORE);
  const address = new URL(name, HOME).href;
  const found = await store.match(address);
  if (found && (await isWhole(name, found))) return filled(name, found);
  if (found) await store.delete(address); // damaged: it is fetched anew
  const fresh = await fetched(name, store).catch(async (error) => {
    if (!onUse(name)) await tell({ cutOff: true }); // Python can make those itself
    throw error;
  });
  return filled(name, fresh);
};

// Beside Pyodide's own files elsewhere, the list of wheels must name ours by their whole address.
const filled = async (name, response) => {
  if (name !== "static/pyodide/pyodide-lock.json" || !response.ok) return response;
  const text = (await response.text()).replaceAll("@here@", new URL("static/pyodide/", HOME).href);
  return new Response(text, { headers: { "Content-Type": "application/json" } });
};

const tell = async (message) => {
  const pages = await self.clients.matchAll({ includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
};

// Keep these on the device, as far as they are not there. False where some could not come; null where
// they are of no use any more, and there is nothing to tell.
const keepAll = async (names) => {
  const store = await caches.open(STORE);
  const isKept = async (name) => {
    const found = await store.match(new URL(name, HOME).href);
    return found !== undefined && (await isWhole(name, found));
  };
  const keep = async (name) => {
    if (!(await isKept(name))) await fetched(name, store);
    return isKept(name);
  };
  let whole = true;
  try {
    for (let from = 0; from < names.length; from += 6) {
      // A newer version waits until this one has nothing to do, and keeps files of its own.
      if (self.registration.waiting) return null;
      const some = await Promise.all(names.slice(from, from + 6).map(keep));
      whole = whole && some.every(Boolean);
    }
    return whole;
  } catch {
    return false;
  }
};

const keepAndTell = async (what, names) => {
  const whole = await keepAll(names);
  if (whole !== null) await tell({ [what]: whole ? "kept" : "not kept" });
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(OURS) && name !== STORE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(old());
});
self.addEventListener("message", (event) => {
  if (event.data === "champions: keep lessons") event.waitUntil(keepAndTell("lessons", LESSONS));
  if (event.data === "champions: keep everything") event.waitUntil(keepAndTell("champions", [...FILES]));
});
// Python asks for files here, and the page answers. Where the page cannot, on a full device, nothing
// would ever come, and Python would wait for ever. So it is told, or gives up after a while.
const fromThePage = async (request) => {
  const asked = { ...(await request.json()), pathname: new URL(request.url).pathname };
  const channel = new BroadcastChannel("/sw-api.v1");
  const answer = await new Promise((done) => {
    setTimeout(() => done(null), 30_000);
    channel.addEventListener("message", ({ data }) => {
      if (data.champions === "failed") done(null);
      if (data.browsingContextId === asked.browsingContextId && "response" in data) done(data);
    });
    channel.postMessage(asked);
  });
  channel.close();
  return answer ? new Response(JSON.stringify(answer.response)) : new Response("", { status: 507 });
};

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === HOME.origin && pathname.startsWith(`${HOME.pathname}api/drive`)) {
    event.stopImmediatePropagation();
    event.respondWith(fromThePage(event.request));
    return;
  }
  const name = meant(event.request);
  if (name !== null) {
    event.stopImmediatePropagation();
    event.respondWith(kept(name));
  }
});
importScripts("jupyterlite-worker.js");
