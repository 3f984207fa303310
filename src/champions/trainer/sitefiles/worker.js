// Keeps this version of the site on the device. JupyterLite's own worker, which lets Python read
// the lesson's files, goes on behind it.
"use strict";

const STORE = "champions-@version@";
const FILES = new Set(@files@);
const HOME = new URL("./", self.location);

// The file of this site that an address means, or null. Queries only tell a page what to open.
const meant = (request) => {
  const url = new URL(request.url);
  if (request.method !== "GET") return null;
  if (FILES.has(url.href)) return url.href; // Pyodide, where the site does not carry it
  if (url.origin !== HOME.origin) return null;
  if (!url.pathname.startsWith(HOME.pathname)) return null;
  let name = decodeURIComponent(url.pathname.slice(HOME.pathname.length));
  if (name === "" || name.endsWith("/")) name += "index.html";
  return FILES.has(name) ? name : null;
};

const kept = async (name) => {
  const store = await caches.open(STORE);
  const address = new URL(name, HOME).href;
  const found = await store.match(address);
  if (found) return filled(name, found);
  const fresh = await fetch(address, name === address ? { mode: "cors" } : {});
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

const tell = async (words) => {
  for (const page of await self.clients.matchAll()) page.postMessage({ champions: words });
};

const keepEverything = async () => {
  const store = await caches.open(STORE);
  const there = new Set((await store.keys()).map((request) => request.url));
  const missing = [...FILES].filter((name) => !there.has(new URL(name, HOME).href));
  try {
    for (let from = 0; from < missing.length; from += 6) {
      const some = missing.slice(from, from + 6);
      await store.addAll(some.map((name) => new URL(name, HOME).href));
    }
    await tell("The whole course is kept on this device. It also works without a network.");
  } catch {
    await tell("The course is not yet kept for use without a network. Open this page again later.");
  }
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("champions-") && name !== STORE) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(old());
});
self.addEventListener("message", (event) => {
  if (event.data === "champions: keep everything") event.waitUntil(keepEverything());
});
self.addEventListener("fetch", (event) => {
  const name = meant(event.request);
  if (name !== null) {
    event.stopImmediatePropagation();
    event.respondWith(kept(name));
  }
});
importScripts("jupyterlite-worker.js");
