// The lesson's own buttons, as a JupyterLab extension that needs no build.
//
// JupyterLab loads an extension from a container with the two functions init and get; a bundler
// usually writes it. These few lines are that container, so nobody needs Node.js to change them.
"use strict";

(() => {
  // What a lesson in another language brings for the page around it: English to its own words, and the language.
  let brought = { language: "en-GB", buttons: {} };
  const told = (english) => brought.buttons?.[english] ?? english;
  // What was told, as the text of an element. It says so where it is English among words of another language.
  const put = (node, said) => {
    node.textContent = said;
    node.lang = Object.values(brought.buttons ?? {}).includes(said) ? brought.language : "en-GB";
    return node;
  };
  const FROM_THE_RIGHT = ["ar", "fa", "he", "ps", "sd", "ug", "ur"];
  const speak = (page) => {
    brought = page?.context.isReady ? page.context.model.toJSON().metadata.champions ?? {} : {};
    document.documentElement.lang = brought.language ?? "en-GB";
    if (!page || !brought.buttons) return;
    page.content.node.lang = brought.language;
    if (FROM_THE_RIGHT.includes(brought.language.split("-")[0])) page.content.node.dir = "rtl";
    nameButtons(page.node);
  };
  const nameButtons = (node) => {
    for (const label of node.querySelectorAll?.(".jp-ToolbarButtonComponent-label") ?? []) {
      if (told(label.textContent) !== label.textContent) put(label, told(label.textContent));
    }
    // What is read out of one, and what is shown when the pointer rests on it.
    for (const part of ["aria-label", "title"]) {
      for (const button of node.querySelectorAll?.(`.jp-NotebookPanel-toolbar [${part}]`) ?? []) {
        const english = button.getAttribute(part);
        if (told(english) !== english) button.setAttribute(part, told(english));
      }
    }
  };
  // After a break a form is asleep until the lesson is started. Jupyter calls that an error.
  const SLEEPING = "Error displaying widget";
  const explain = (node) => {
    if (node.classList?.contains("jupyter-widgets") && node.textContent.startsWith(SLEEPING)) {
      put(node, told("Press “Start lesson” above to open this form again."));
    }
    // Jupyter's boxes for code have no name that a screen reader could say.
    for (const box of node.querySelectorAll?.(".cm-content:not([aria-label])") ?? []) {
      box.setAttribute("aria-label", told("The code of this step. Press Escape, then Tab, to leave it."));
    }
    for (const box of document.querySelectorAll(".jp-Dialog")) notKept(box);
    if (brought.buttons) nameButtons(node);
    reachable(node);
  };
  // A full disk, or a browser that keeps nothing: Jupyter shows a box with the error of the system.
  const notKept = (box) => {
    const title = box.querySelector(".jp-Dialog-header");
    const body = box.querySelector(".jp-Dialog-body");
    if (!body || !title?.textContent.startsWith("File Save Error")) return;
    put(title, told("Your last answers are not kept yet"));
    const about = told(
      "There may be no room left on this device. Your answers are still on this page. " +
        "Close this box and press “Get my file”, so that you have them in a file. " +
        "Then make room on the device.",
    );
    put(body, about);
  };
  // Jupyter takes its buttons, and its boxes for code, out of the Tab key's way. Here Tab reaches
  // every button, and every box that a champion may write in.
  const REACHED =
    ".jp-NotebookPanel-toolbar jp-button, " +
    ".jp-CodeCell .cm-content:not([aria-readonly], [data-left])";
  const reachable = (node) => {
    const within = node.querySelectorAll?.(REACHED) ?? [];
    for (const one of node.matches?.(REACHED) ? [node, ...within] : within) {
      if (one.getAttribute("tabindex") !== "0") one.setAttribute("tabindex", "0");
    }
  };
  // The code that a champion typed: the lesson's own output holds it.
  const learnerIn = (content) => {
    for (const { data } of content.cells.flatMap((cell) => cell.outputs ?? [])) {
      let one = data?.["application/vnd.champions.answer+json"];
      try {
        if (typeof one === "string") one = JSON.parse(one);
      } catch {
        continue; // no answer of ours
      }
      if (typeof one?.learner === "string" && one.learner) return one.learner;
    }
    return "";
  };
  // "06-run-charts LC-17.ipynb": a trainer sees at once whose it is. On the website site.js does the
  // same. Without a code the lesson alone stands in the name.
  const fileName = (name, code) => {
    const plain = code.normalize("NFC").replace(/[^\p{L}\p{M}\p{N} ._@'-]+/gu, "-").replace(/\s+/g, " ");
    const said = [...plain].slice(0, 40).join("").replace(/^[ ._@'-]+|[ ._@'-]+$/g, "");
    return `${said ? `${name} ${said}` : name}.ipynb`;
  };
  // After Escape the focus is just before the box. The box steps aside until the focus is elsewhere,
  // so that Tab goes on and not back in.
  const leaveBox = (event) => {
    const box = event.key === "Escape" && event.target.closest?.(".jp-CodeCell .cm-content");
    if (!box) return;
    const cell = box.closest(".jp-CodeCell");
    box.dataset.left = "";
    box.setAttribute("tabindex", "-1");
    const back = ({ target }) => {
      if (target === cell || target.closest(".jp-Notebook") === target) return;
      document.removeEventListener("focusin", back);
      delete box.dataset.left;
      reachable(box);
    };
    document.addEventListener("focusin", back);
  };
  const explainAsTheyCome = () => {
    const watch = { attributes: true, attributeFilter: ["class", "tabindex"], childList: true, subtree: true };
    const watcher = new MutationObserver((changes) => changes.forEach((one) => explain(one.target)));
    watcher.observe(document.body, watch);
  };

  const element = (tag, text, attributes) =>
    Object.assign(document.createElement(tag), { textContent: text }, attributes);

  // A word's meaning opens below the line it stands in, so that nobody loses their place. A second
  // press closes it.
  const openWord = (event) => {
    const link = event.target.closest?.('a[href^="#Word:"][title]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation(); // or Jupyter goes to the list of words at the end
    const line = link.closest("p, li, td") ?? link.parentElement;
    const open = line.querySelector(":scope > .champions-word");
    open?.remove();
    for (const other of line.querySelectorAll("[aria-expanded]")) {
      other.setAttribute("aria-expanded", "false");
    }
    if (open?.dataset.word === link.hash) return;
    const meaning = element("span", "", { className: "champions-word" });
    meaning.dataset.word = link.hash;
    meaning.setAttribute("role", "note");
    meaning.append(element("strong", link.textContent), `: ${link.title}`);
    line.append(meaning);
    link.setAttribute("aria-expanded", "true");
  };

  // "06-run-charts" is shown as "6. Run charts".
  const spoken = (folder) => {
    const [, number, topic] = /^(\d+)-(.+)$/.exec(folder);
    const words = topic.replaceAll("-", " ");
    return `${Number(number)}. ${words[0].toUpperCase()}${words.slice(1)}`;
  };

  const showLessons = async (app) => {
    const work = await app.serviceManager.contents.get("", { content: true });
    const folders = work.content
      .filter((item) => item.type === "directory" && /^\d+-./.test(item.name))
      .map((item) => item.name)
      .sort();
    const dialog = element("dialog", "", { className: "champions-lessons" });
    const title = put(element("h2", "", { id: "champions-lessons-title" }), told("All lessons"));
    dialog.setAttribute("aria-labelledby", title.id);
    const list = element("ul", "");
    const base = app.serviceManager.serverSettings.baseUrl;
    for (const folder of folders) {
      const item = element("li", "");
      item.append(
        element("a", spoken(folder), {
          href: `${base}notebooks/${encodeURIComponent(folder)}/lesson.ipynb`,
          lang: "en-GB", // a folder is called in English, whatever language its lesson has
        }),
      );
      list.append(item);
    }
    const close = put(element("button", "", { type: "button" }), told("Stay in this lesson"));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(title, list, close);
    document.body.append(dialog);
    dialog.showModal();
  };

  // The words stay until the promise is kept, so that nobody presses a button and sees nothing.
  const saying = async (words, promise) => {
    const said = put(element("div", "", { className: "champions-getting-ready" }), words);
    said.setAttribute("role", "status");
    document.body.append(said);
    try {
      return await promise;
    } finally {
      said.remove();
    }
  };

  // A press that comes before Python is awake waits for it; Jupyter alone would drop it.
  const awake = async (session) => {
    await session.ready;
    await session.session?.kernel?.info;
  };

  // --- The same step on the lesson's own page, and back ---------------------------------------------

  // Where the pages of lessons are, seen from the notebook; where there are none, no link is made.
  const pageOf = ({ championsPages, championsOnly, baseUrl }, path) => {
    const name = path.split("/").at(-2) ?? "";
    if (!championsPages || (championsOnly && !championsOnly.includes(name))) return "";
    const base = championsPages.startsWith(".") ? location.href : new URL(baseUrl, location.origin);
    return new URL(`${championsPages}${encodeURIComponent(name)}.html`, base).href;
  };
  // A link below each question, and below whatever else a lesson shows without its code.
  const linkSteps = ({ content }, page, keep) => {
    for (const { model, node } of page ? content.widgets : []) {
      const hidden = model.getMetadata("tags")?.includes("hide-input");
      const step = hidden && !/^\s*(start|finish)\(/m.test(model.sharedModel.source);
      if (!step || node.querySelector(":scope > .champions-there")) continue;
      const link = element("a", "", {
        href: `${page}#step-${model.id}`,
        target: "_parent", // on the website the notebook stands within a page of ours
      });
      put(link, told("This step on the lesson’s page"));
      link.addEventListener("click", async (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        await keep(); // or Jupyter asks whether changes may be lost
        window.parent.location.assign(link.href);
      });
      const place = element("p", "", { className: "champions-there" });
      place.append(link);
      node.append(place);
    }
  };
  // "#cell-id=middle-line": JupyterLab knows such addresses, and its notebook page does not look for one.
  const cellIn = (hash) => /^#cell-id=(.+)$/.exec(decodeURIComponent(hash))?.[1] ?? "";
  const goTo = async ({ content }, id) => {
    const at = content.widgets.findIndex(({ model }) => model.id === id);
    if (at < 0) return;
    content.deselectAll();
    content.activeCellIndex = at;
    await content.setFragment(`cell-id=${id}`);
    // From its top: what a tall step shows is read from there.
    content.widgets[at].node.scrollIntoView();
    content.widgets[at].node.focus({ preventScroll: true });
  };

  // Jupyter saves by itself every few seconds, and when a button is pressed. Where the one meets the other
  // on a slow computer, it takes its own file for somebody else's, and asks which of the two to keep.
  const saveInTurn = (context) => {
    const save = context.save.bind(context);
    let last = Promise.resolve();
    context.save = () => (last = last.catch(() => undefined).then(save));
  };

  const plugin = {
    id: "champions-lesson:buttons",
    autoStart: true,
    activate: (app) => {
      // A screen reader needs to know the language; the page that Jupyter sends does not say it. That of
      // a lesson is said when it is read.
      document.documentElement.lang = "en-GB";
      // The menus are for people who write notebooks. Everything a lesson needs is a button. On a
      // JupyterHub, the list of folders keeps them: the list of lessons to fetch is there.
      const about = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
      const { notebookPage, hubUser } = about;
      if (notebookPage !== "tree" || !hubUser) app.shell.menu.hide();
      // Forms speak to Python in turn with the steps. Side by side, in threads, a press overtook a
      // choice and two charts were drawn into each other (jupyterlab issue 19719).
      app.serviceManager.kernels.commsOverSubshells = "disabled";
      explainAsTheyCome();
      document.addEventListener("click", openWord, true);
      document.addEventListener("keydown", leaveBox, true);

      const lesson = () => {
        const page = app.shell.currentWidget;
        return page && page.content && page.content.widgets && page.context ? page : null;
      };

      // A step that the address names is gone to at once, and again when the lesson has started: what came
      // above it has moved it.
      let wanted = cellIn(location.hash);
      const linked = async () => {
        while (!lesson()?.context.isReady) await new Promise((done) => setTimeout(done, 100));
        const page = lesson();
        saveInTurn(page.context);
        speak(page); // the links are told in its language
        const keep = () => app.commands.execute("docmanager:save").catch(() => undefined);
        linkSteps(page, pageOf(about, page.context.path), keep);
        if (wanted) await goTo(page, wanted);
      };
      if (notebookPage !== "tree") app.restored.then(linked);
      window.addEventListener("hashchange", () => {
        wanted = cellIn(location.hash);
        if (wanted && lesson()) goTo(lesson(), wanted);
      });
      app.commands.addCommand("champions:go-to-step", {
        label: "Go to a step",
        execute: async ({ cell }) => {
          wanted = cell;
          if (lesson()?.context.isReady) await goTo(lesson(), cell);
        },
      });

      // Jupyter's own "run all" goes to the end of the page. A person who presses Start stays where
      // they are.
      const runAll = (content) => {
        const here = content.activeCellIndex;
        const scrolled = content.outerNode.scrollTop;
        const run = app.commands.execute("notebook:run-all-cells");
        const stay = () => {
          content.activeCellIndex = here;
          content.deselectAll();
          content.outerNode.scrollTop = scrolled;
        };
        stay();
        requestAnimationFrame(stay);
        return run;
      };

      const opened = () => {
        const page = lesson();
        speak(page);
        page?.context.ready.then(() => speak(lesson()));
      };
      app.shell.currentChanged?.connect(opened);
      opened();

      let starting = false;
      app.commands.addCommand("champions:start-lesson", {
        label: "Start lesson",
        caption: "Start the lesson, or bring it back to life after a break. Your answers stay.",
        isEnabled: () => lesson() !== null,
        execute: async () => {
          if (starting) return;
          starting = true;
          const { content, node, context } = lesson();
          try {
            const ready = awake(context.sessionContext);
            await saying(told("Getting ready. This takes a few seconds."), ready);
            await runAll(content);
            if (wanted) await goTo(lesson(), wanted);
            wanted = "";
          } finally {
            starting = false;
            node.dataset.started = Number(node.dataset.started ?? 0) + 1; // for the tests
          }
        },
      });

      app.commands.addCommand("champions:all-lessons", {
        label: "All lessons",
        execute: () => showLessons(app),
      });

      app.commands.addCommand("champions:get-my-file", {
        label: "Get my file",
        isEnabled: () => lesson() !== null,
        execute: async () => {
          // What was typed a moment ago must be in the file that is sent.
          await app.commands.execute("docmanager:save").catch(() => undefined);
          // Each lesson's file is called lesson.ipynb. What is sent is called after the lesson.
          const { model, path } = lesson().context;
          const name = path.split("/").at(-2) ?? "lesson";
          const content = model.toJSON();
          const text = JSON.stringify(content, null, 1);
          const href = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
          element("a", "", { href, download: fileName(name, learnerIn(content)) }).click();
          setTimeout(() => URL.revokeObjectURL(href), 60_000);
        },
      });
    },
  };

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["champions-lesson"] = {
    init: () => undefined,
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
