// Keeps this version of the site on the device. JupyterLite's own worker, which lets Python read
// the lesson's files, goes on behind it.
"use strict";

// The lessons that need no Python, which every visit keeps; and what Python needs, which is large.
const LESSONS = {{ lessons }};
const FILES = new Set([...LESSONS, ...{{ files }}]);
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

const kept = async (name) => {
  const store = await caches.open(STORE);
  const address = new URL(name, HOME).href;
  const found = await store.match(address);
  if (found) return filled(name, found);
  const fresh = await fetch(asking(name)).catch(async (error) => {
    if (!onUse(name)) await tell({ cutOff: true }); // Python can make those itself
    throw error;
  });
  if (fresh.ok) {
    // A full device must not stop a lesson: it only cannot be opened without a network.
    await store.put(address, fresh.clone()).catch(() => undefined);
  }
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

// Keep these on the device, as far as they are not there. False where some could not come.
const keepAll = async (names) => {
  const store = await caches.open(STORE);
  const there = new Set((await store.keys()).map((request) => request.url));
  const missing = names.filter((name) => !there.has(new URL(name, HOME).href));
  try {
    for (let from = 0; from < missing.length; from += 6) {
      await store.addAll(missing.slice(from, from + 6).map(asking));
    }
    return true;
  } catch {
    return false;
  }
};

const keepLessons = async () => {
  await tell({ lessons: (await keepAll(LESSONS)) ? "kept" : "not kept" });
};

const keepEverything = async () => {
  const kept = await keepAll([...FILES]);
  const said = kept
    ? "The whole course is kept on this device. It also works without a network."
    : "The course is not yet kept for use without a network. Open this page again later.";
  await tell({ champions: said });
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
  if (event.data === "champions: keep lessons") event.waitUntil(keepLessons());
  if (event.data === "champions: keep everything") event.waitUntil(keepEverything());
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
