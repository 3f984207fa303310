"use strict";
// Every page works without this file. It saves presses: dropping, keys for levels, a live progress.

const says = JSON.parse(document.body.dataset.says);
const filled = (sentence, parts) => sentence.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
const counted = (forms, n) => filled(forms[Math.min(Number(says.forms[Math.min(n, 99)]), forms.length - 1)], { n });

const zone = document.querySelector(".drop");
if (zone) {
  const box = zone.querySelector("input[type=file]");
  const said = zone.querySelector("[role=status]");
  const tell = () => {
    const count = box.files.length;
    said.textContent = count ? counted(says.chosen, count) : "";
  };
  box.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) { box.files = event.dataTransfer.files; tell(); }
  });
}

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", () => {
    const press = form.querySelector("button:not([type=button])");
    if (form.dataset.wait) { form.querySelector("[role=status]").textContent = form.dataset.wait; }
    setTimeout(() => { press.disabled = !form.dataset.again; }, 0); // one press, one deed
  });
}
addEventListener("pageshow", () => {
  for (const press of document.querySelectorAll("form button")) { press.disabled = false; }
});

const scoring = document.querySelector("form.scoring");
if (scoring) {
  const reply = scoring.querySelector("textarea");
  addEventListener("keydown", (event) => {
    if (event.target.tagName === "TEXTAREA" || event.ctrlKey || event.altKey || event.metaKey) { return; }
    // Of several texts: the one in which the keyboard is, or the first without a level.
    const parts = [...scoring.querySelectorAll("fieldset[data-levels]")];
    const part = parts.find((one) => one.contains(event.target) && !one.querySelector("input:checked"))
      ?? parts.find((one) => !one.querySelector("input:checked")) ?? parts.find((one) => one.contains(event.target));
    const place = parts.length ? part : scoring;
    const level = place?.querySelector(`input[type=radio][value="${CSS.escape(event.key)}"]`);
    if (level) { level.checked = true; level.focus(); }
  });
  for (const press of scoring.querySelectorAll("[data-say]")) {
    press.addEventListener("click", () => {
      reply.value = (reply.value.trim() ? `${reply.value.trim()} ` : "") + press.dataset.say;
      reply.focus();
    });
  }
}

for (const press of document.querySelectorAll("[data-copy]")) {
  press.addEventListener("click", async () => {
    const text = document.getElementById(press.dataset.copy);
    text.select();
    try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
    press.textContent = says.copied;
  });
}

const meter = document.querySelector("progress[data-from]");
if (meter) {
  const said = document.getElementById("how-far");
  const look = async () => {
    try {
      const told = await (await fetch(meter.dataset.from)).json();
      if (!told.going) { location.reload(); return; }
      if (told.now) {
        said.textContent = told.now;
      } else if (told.of) {
        meter.max = told.of;
        meter.value = told.done;
        said.textContent = filled(told.left ? says.marked_and_left : says.marked, { done: told.done, all: told.of, left: told.left });
      }
    } catch { said.textContent = says.silent; }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
