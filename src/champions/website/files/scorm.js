// Tells a learning platform how far a learner is, by SCORM 1.2: the share of steps that are right, and
// "completed" once all are. The answers themselves stay in the browser and in the learner's file.
(function () {
  "use strict";
  // The platform's window is this one, one that holds it, or the one that opened it.
  function api() {
    for (const start of [window, window.opener]) {
      let at = start;
      for (let steps = 0; at && steps < 20; steps += 1) {
        try { if (at.API) return at.API; } catch { break; }
        if (at.parent === at) break;
        at = at.parent;
      }
    }
    return null;
  }
  const platform = api();
  const frame = document.getElementById("lesson");
  const began = Date.now();
  let last = "";
  let open = platform !== null && String(platform.LMSInitialize("")) === "true";
  let status = open ? platform.LMSGetValue("cmi.core.lesson_status") : "";

  function tell(done, steps) {
    const now = done + "/" + steps;
    if (!open || !steps || now === last) return;
    last = now;
    platform.LMSSetValue("cmi.core.score.min", "0");
    platform.LMSSetValue("cmi.core.score.max", "100");
    platform.LMSSetValue("cmi.core.score.raw", String(Math.round(100 * done / steps)));
    // What was completed stays so, also when somebody starts anew on another device.
    if (status !== "completed" && status !== "passed") {
      status = done === steps ? "completed" : "incomplete";
      platform.LMSSetValue("cmi.core.lesson_status", status);
    }
    platform.LMSCommit("");
  }

  function look() {
    const inside = frame.contentDocument;
    const bar = inside && inside.getElementById("progress");
    if (bar) tell(bar.value, bar.max);
  }

  // The package holds one lesson: what leads to others, or to a notebook, is taken away.
  frame.addEventListener("load", () => {
    const links = frame.contentDocument.querySelectorAll('a[href^="../"]');
    for (const link of links) link.remove();
  });

  function time(seconds) {
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
    return parts.map((part) => String(part).padStart(2, "0")).join(":");
  }

  window.addEventListener("pagehide", () => {
    if (!open) return;
    look();
    platform.LMSSetValue("cmi.core.session_time", time((Date.now() - began) / 1000));
    platform.LMSSetValue("cmi.core.exit", "suspend");
    platform.LMSFinish("");
    open = false;
  });
  setInterval(look, 1000);
})();
