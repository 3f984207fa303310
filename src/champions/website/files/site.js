// The front page and the frame around a lesson. No library, and nothing is sent anywhere.
"use strict";

const { base, module: lesson } = document.currentScript.dataset;
const at = (id) => document.getElementById(id);

// --- In the language of the page ------------------------------------------------------------------

// The words of another language stand within the page, as `told.ts` reads them too.
const WORDS = JSON.parse(document.getElementById("in-words")?.textContent || "null");
const put = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
// A whole sentence with its parts, and whether it had to stay English in a page of another language.
const told = (text, parts = {}) => {
  const found = WORDS?.messages[text];
  return { words: put(found ?? text, parts), english: WORDS !== null && found === undefined };
};
const NOTHING = { words: "", english: false };
const show = (place, { words, english }) => {
  if (place.textContent === words) return;
  place.textContent = words;
  if (!WORDS) return; // a page in English
  place.lang = english ? "en-GB" : WORDS.language;
  place.dir = english ? "ltr" : document.documentElement.dir;
};
const say = (id, said) => show(at(id), said);
const sure = (question) => confirm(question.words);

// --- What is remembered on this device ------------------------------------------------------------

const KEY = `champions-progress:${new URL(base, location.href).pathname}`;
const remembered = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // a browser may refuse; the lesson itself says so
  }
};
const remember = (name, entry) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...remembered(), [name]: entry, last: name }));
    return true;
  } catch {
    return false;
  }
};

// Why lessons cannot be answered here, in words; else null.
const obstacle = () => {
  if (!("serviceWorker" in navigator)) {
    return window.isSecureContext
      ? told("This app or window cannot run the notebook. Open the same address in the browser of your device. Or go back: most steps work without the notebook.")
      : told("The notebook wants an address that begins with https://. Go back: most steps work without the notebook. Or ask the person who gave you the address.");
  }
  try {
    localStorage.getItem(KEY);
  } catch {
    return told("The notebook cannot start here: this browser is set to keep nothing from this site. Allow cookies and site data for this address, or use another browser. Or go back: most steps work without the notebook.");
  }
  return null;
};

// --- Use without a network ------------------------------------------------------------------------

const settled = (worker) =>
  new Promise((done) => {
    const look = () => ["activated", "redundant"].includes(worker.state) && done();
    worker.addEventListener("statechange", look);
    look();
  });

const keepForLater = async (what) => {
  if (obstacle()) return;
  // The same address as JupyterLite's own, so that there is one worker. JupyterLite takes away a
  // worker whose version it has not noted, and without a network it could not come back.
  const address = new URL(`${base}service-worker.js?enableCache=false`, location.href).href;
  try {
    localStorage.setItem(`${address}-version`, "{{ lite }}");
  } catch {
    // a device without room
  }
  const registration = await navigator.serviceWorker.register(address);
  await registration.update().catch(() => undefined); // without a network there is nothing newer
  // Else the worker of the version before would answer for its own files.
  const coming = registration.installing ?? registration.waiting;
  if (coming) await settled(coming);
  const worker = await navigator.serviceWorker.ready;
  worker.active.postMessage(`champions: keep ${what}`);
};

// Once all is kept, which a lesson in the notebook asks for, Python is started a second time, out of sight, and remembered as it is before a
// lesson: the next lesson starts from there, seconds sooner.
const rememberPython = () => {
  const worker = new Worker(`${base}static/pyodide/python-memory.js`);
  worker.onmessage = ({ data }) => {
    document.body.dataset.python = data;
    worker.terminate();
  };
};
const WHILE_READING = 20_000; // milliseconds: not while the lesson's first steps run
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data?.champions) setTimeout(rememberPython, lesson ? WHILE_READING : 0);
});

// What the service worker tells of the whole course.
const EVERYTHING = {
  "kept": told("The whole course is kept on this device. It also works without a network."),
  "not kept": told("The course is not yet kept for use without a network. Open this page again later."),
};

// --- The front page -------------------------------------------------------------------------------

const frontPage = () => {
  const known = remembered();
  for (const item of document.querySelectorAll("[data-module]")) {
    const entry = known[item.dataset.module];
    if (entry) {
      show(item.querySelector(".progress"), told("{right} of {steps} steps right", { right: entry.done, steps: entry.steps }));
    }
  }
  if (known.last) {
    const link = document.querySelector(`[data-module="${CSS.escape(known.last)}"] a`);
    if (link) {
      at("start").href = link.href;
      say("start", told("Go on where you were"));
    }
  }
  let asked = false; // for all: what comes of the lessons alone is then told with it
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if (data?.champions) say("kept", EVERYTHING[data.champions]);
    if (asked) return;
    if (data?.lessons === "kept") say("kept", told("The lessons are kept on this device. They also work without a network."));
    if (data?.lessons === "not kept") say("kept", told("The lessons are not yet kept for use without a network. Open this page again later."));
  });
  at("keep-python").addEventListener("click", () => {
    const why = obstacle();
    say("kept", why ?? told("Fetching the notebook and Python. You may go on meanwhile."));
    asked = !why;
    if (asked) keepForLater("everything");
  });
  at("delete").addEventListener("click", async () => {
    if (!sure(told("Delete all your answers from this device? This cannot be undone."))) return;
    // By name: another course at this address keeps what it has.
    const { host, pathname } = new URL(base, location.href);
    const ours = [`JupyterLite Storage - ${pathname}`, `champions-answers:${host}${pathname}`];
    const gone = ours.map(
      (name) =>
        new Promise((done) => {
          const request = indexedDB.deleteDatabase(name);
          request.onsuccess = () => done(true);
          request.onerror = request.onblocked = () => done(false);
        }),
    );
    const all = (await Promise.all(gone)).every(Boolean);
    if (all) {
      localStorage.removeItem(KEY);
      // Also which file a practical gives here, and whose files had their reading shown.
      const rest = [`champions-device:${pathname}`, `champions-told:${pathname}:`];
      for (const key of Object.keys(localStorage)) {
        if (key === rest[0] || key.startsWith(rest[1])) localStorage.removeItem(key);
      }
    }
    say(
      "deleted",
      all
        ? told("Your answers are deleted from this device.")
        : told("A lesson is still open in another tab. Close it, then press the button again."),
    );
  });
  navigator.storage?.persisted?.().then((promised) => {
    if (promised) say("promised", told("This browser has promised to keep your answers."));
  });
  // Who knows the way opens a lesson at once, and the lesson comes first.
  setTimeout(() => keepForLater("lessons"), 3_000);
};

// --- A lesson -------------------------------------------------------------------------------------

const CUT_OFF = told("A piece of the course could not be fetched. Check that you are online, then reload this page. What came so far is kept, and your answers stay.");
const SLOW = told("This takes long. If nothing happens, check that you are online, then reload this page. Your answers stay.");
const NO_ROOM = told("This device has little room left. Press “Get my file” now and then, and before you close this page.");

const lessonPage = () => {
  const frame = at("living");
  const path = `${lesson}/lesson.ipynb`;
  const app = () => frame.contentWindow?.jupyterapp;
  const panel = () => {
    const page = app()?.shell?.currentWidget;
    return page?.context?.isReady ? page : null;
  };
  let wanted = false;
  let awake = false;

  const open = async () => {
    say("state", told("Starting the lesson…"));
    frame.inert = false;
    document.body.classList.add("started");
    frame.focus();
    const step = /^#cell-id=(.+)$/.exec(decodeURIComponent(location.hash)); // where the reader comes from
    if (step) await app().commands.execute("champions:go-to-step", { cell: step[1] });
    await app().commands.execute("champions:start-lesson");
    say("state", told("Your answers are kept on this device as you go."));
  };

  at("start").addEventListener("click", () => {
    navigator.storage?.persist?.(); // some browsers ask the reader: only after a press
    wanted = true;
    if (awake) open();
    else say("state", told("The lesson is getting ready. It starts by itself in a moment."));
  });

  const getReady = async () => {
    const slow = setTimeout(() => say("news", SLOW), 60_000);
    for (;;) {
      await new Promise((done) => setTimeout(done, 200));
      const page = panel();
      at("ready").value = page ? 3 : app() ? 2 : 1;
      if (page && (await takeNewVersion(page).catch(() => say("news", NO_ROOM)))) return;
      if (page) await bringFromPage();
      const kernel = page?.sessionContext.session?.kernel;
      if (kernel) {
        await kernel.info;
        break;
      }
    }
    clearTimeout(slow);
    if (at("news").textContent === SLOW.words) say("news", NOTHING);
    at("ready").value = 4;
    awake = true;
    for (const button of ["save", "file-out", "bring"]) at(button).disabled = false;
    if (wanted) await open();
    else say("state", told("Ready. Press “Start lesson” when you like."));
    keepForLater("everything"); // last: fetching the rest of the course must not slow this lesson down
  };

  const keep = () => app().commands.execute("docmanager:save").catch(() => undefined);

  at("save").addEventListener("click", async () => {
    await keep();
    if (!panel().context.model.dirty) say("state", told("Saved on this device."));
  });

  at("file-out").addEventListener("click", () => {
    keep();
    // From the page itself: on a full device what is kept may be older.
    const content = panel().context.model.toJSON();
    const work = JSON.stringify(content, null, 1);
    const blob = new Blob([work], { type: "application/x-ipynb+json" });
    const link = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(blob),
      download: fileName(lesson, answersIn(content).learner),
    });
    link.click();
    say("state", told("Saved as {file}, in your downloads. Send this one file to your trainer.", { file: link.download }));
  });

  at("bring").addEventListener("click", () => at("file-in").click());
  at("file-in").addEventListener("change", async () => {
    const file = at("file-in").files[0];
    at("file-in").value = "";
    let content = null;
    try {
      content = JSON.parse(await file.text());
    } catch {
      // said below: it is not a lesson
    }
    if (content?.metadata?.champions?.module !== lesson) {
      say("state", told("This file is not your work from this lesson. Nothing was changed."));
      return;
    }
    if (!sure(told("Put the work from this file in place of the work on this device?"))) return;
    try {
      const book = { type: "file", format: "text", content: JSON.stringify(answersIn(content), null, 1) };
      await app().serviceManager.contents.save(`${lesson}/my-answers.json`, book);
      await replaceWith(content);
    } catch {
      say("state", told("This device has no room for the work in this file. Make some room, and try again. The file itself is unchanged."));
    }
  });

  // "06-run-charts LC-17.ipynb": a trainer sees at once whose it is. In Jupyter the same is done by the
  // extension champions-lesson. Without a code the lesson alone stands in the name.
  const fileName = (name, code) => {
    const plain = code.normalize("NFC").replace(/[^\p{L}\p{M}\p{N} ._@'-]+/gu, "-").replace(/\s+/g, " ");
    const said = [...plain].slice(0, 40).join("").replace(/^[ ._@'-]+|[ ._@'-]+$/g, "");
    return `${said ? `${name} ${said}` : name}.ipynb`;
  };

  // The answers in a notebook's outputs, as the small file beside a lesson holds them. Python alone
  // could come too late: a lesson that starts clears its outputs, and the page may save meanwhile.
  const answersIn = (content) => {
    const book = { format: 1, module: lesson, learner: "", answers: {} };
    for (const { data } of content.cells.flatMap((cell) => cell.outputs ?? [])) {
      let one = data?.["application/vnd.champions.answer+json"];
      if (typeof one === "string") one = JSON.parse(one);
      if (one?.module !== lesson) continue;
      book.learner ||= one.learner ?? "";
      const before = book.answers[one.question];
      if (one.question && one.record && !(before?.edits >= one.record.edits)) {
        book.answers[one.question] = one.record;
      }
    }
    return book;
  };

  // Put a notebook in place of the one on this device, and open it afresh.
  const replaceWith = async (content) => {
    // The page must not save its older text over it.
    await panel().context.sessionContext.shutdown();
    panel().context.model.dirty = false;
    await app().serviceManager.contents.save(path, { type: "notebook", format: "json", content });
    location.reload();
  };

  // What was answered on the lesson's own page, on this device: Python reads it when the lesson starts.
  let brought = false;
  const bringFromPage = async () => {
    if (brought) return;
    brought = true;
    try {
      const fromPage = JSON.parse(await recordOfPage());
      const { contents } = app().serviceManager;
      const name = `${lesson}/my-answers.json`;
      const here = await contents.get(name, { content: true }).then(textOf, () => null);
      const book = (typeof here === "string" ? JSON.parse(here) : here) ?? fromPage;
      for (const [id, record] of Object.entries(fromPage.answers ?? {})) {
        if (!(book.answers[id]?.edits >= record.edits)) book.answers[id] = record;
      }
      book.learner ||= fromPage.learner;
      await contents.save(name, { type: "file", format: "text", content: JSON.stringify(book, null, 1) });
    } catch {
      // nothing was answered there, or this browser keeps nothing
    }
  };
  // Python writes the file as bytes, which come as base64.
  const textOf = ({ content, format }) =>
    format === "base64" ? new TextDecoder().decode(Uint8Array.from(atob(content), (one) => one.charCodeAt(0))) : content;
  const recordOfPage = async () => {
    const { host, pathname } = new URL(base, location.href);
    const name = `champions-answers:${host}${pathname}`;
    const all = await indexedDB.databases();
    if (!all.some((one) => one.name === name)) return "";
    const asked = (request) =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const database = await asked(indexedDB.open(name));
    try {
      return await asked(database.transaction("records").objectStore("records").get(lesson));
    } finally {
      database.close();
    }
  };

  // A new version of the site with old work on the device: new words, the champion's own answers.
  let compared = false;
  const takeNewVersion = async (page) => {
    if (compared) return false;
    compared = true;
    const answer = await fetch(`${base}files/${path}`).catch(() => null);
    if (!answer?.ok) return false;
    const fresh = await answer.json();
    const old = page.context.model.toJSON();
    if (old.metadata.champions?.version === fresh.metadata.champions?.version) return false;
    const before = new Map(old.cells.map((cell) => [cell.id, cell]));
    for (const cell of fresh.cells) {
      const mine = before.get(cell.id);
      if (mine?.cell_type !== cell.cell_type) continue;
      if (cell.metadata.nbgrader?.solution) cell.source = mine.source;
      if (cell.cell_type === "code") cell.outputs = mine.outputs; // answers to forms live here too
    }
    const { contents } = app().serviceManager;
    const backup = `${lesson}/lesson-before-${old.metadata.champions?.version ?? "now"}.ipynb`;
    await contents.save(backup, { type: "notebook", format: "json", content: old });
    try {
      sessionStorage.setItem("champions-said", "a new version");
    } catch {
      // only the sentence is lost
    }
    await replaceWith(fresh);
    return true;
  };

  // A device that has no room: Python, which waits for the worker's answer, is told so.
  const tellPython = () => {
    const channel = new BroadcastChannel("/sw-api.v1");
    channel.postMessage({ champions: "failed" });
    channel.close();
    say("news", NO_ROOM);
  };
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("unhandledrejection", ({ reason }) => {
      if (reason?.name === "QuotaExceededError") tellPython();
    });
  });

  const watchProgress = () => {
    const bar = frame.contentDocument?.querySelector(".champions-progress progress");
    if (bar && !remember(lesson, { done: bar.value, steps: bar.max })) say("news", NO_ROOM);
  };
  navigator.storage?.estimate?.().then(({ quota, usage }) => {
    if (quota - usage < 50e6) say("news", NO_ROOM); // many browsers promise more than there is
  });
  // The service worker says so, and on a first visit the frame, whose Python starts before there is one.
  const cutOff = ({ data }) => {
    if (data?.cutOff) say("news", CUT_OFF);
  };
  navigator.serviceWorker?.addEventListener("message", cutOff);
  window.addEventListener("message", cutOff);
  try {
    const said = sessionStorage.getItem("champions-said");
    sessionStorage.removeItem("champions-said");
    if (said) say("news", told("This lesson has a new version. Your answers are kept."));
  } catch {
    // only the sentence is lost
  }

  const stop = (why) => {
    say("state", why);
    at("start").disabled = true;
    at("ready").hidden = true;
    frame.remove();
  };
  const live = () => {
    getReady();
    setInterval(watchProgress, 1000);
    return new Promise(() => undefined); // the lesson is held until this page is closed
  };
  const why = obstacle();
  if (why) stop(why);
  else if (!navigator.locks) live(); // an old browser cannot tell that the lesson is open twice
  // A lesson that is open twice would write over itself.
  else {
    navigator.locks.request(`champions:${KEY}:${lesson}`, { ifAvailable: true }, (lock) =>
      lock ? live() : stop(told("This lesson is already open in another tab. Go on there, and close this one.")),
    );
  }
};

if (lesson) lessonPage();
else frontPage();
