// Answers one question of a live page rightly, in any browser: presses, choices and words, as a hand gives them.
// words: the question's id, its kind, the right answer, and more that the kind needs.

const [id, kind, right, more] = given;
const form = document.querySelector(`[data-question="${id}"]`);
const all = (selector) => [...form.querySelectorAll(selector)];
const press = (name) => {
  const button = all("button").find((one) => one.textContent === name && !one.disabled);
  if (!button) throw new Error(`${id}: no button ${name}`);
  button.click();
};
const set = (box, value, event = "input") => {
  box.focus();
  box.value = value;
  box.dispatchEvent(new Event(event, { bubbles: true }));
};
const write = () => {
  for (const box of all("textarea")) {
    if (box.checkVisibility()) set(box, "A bench at the bus stop.\nZoë asked for it, for 2 weeks. Adopt it.");
  }
};
const pick = (key) => form.querySelector(`input[value="${key}"]`).click();

if (kind.startsWith("turn-")) {
  const number = /Chart number (\d+)\./.exec(form.textContent)[1];
  const answer = more[Number(number) - 1];
  Object.values(answer.numbers).forEach((one, at) => set(all("input[type=text]")[at], String(one), "change"));
  const cells = all("button.cell");
  for (const at of Array.isArray(answer.marked) ? answer.marked : [cells.length]) cells[at - 1].click();
  for (const part of ["means", "then"]) form.querySelector(`input[value="${answer[part]}"][name$="-${part}"]`).click();
  press("Check my answer");
} else if (kind === "written") {
  set(form.querySelector("textarea"), right);
  press("Check");
} else if (kind === "themes") for (const group of Object.values(right)) press(more[group]);
else if (kind.startsWith("code-")) {
  const items = [...form.querySelector("select").options].map((one) => one.value);
  items.forEach((item, at) => pick(right ? right[item] : more[at]));
  if (right) press("Check");
} else if (kind === "dots") {
  for (const height of [...right.dots, right.line]) {
    set(form.querySelector("input[type=number]"), String(height));
    press("Place it here");
  }
  press("Check my chart");
} else if (kind === "service") {
  const lists = all("select");
  for (let number = 1; number <= 4; number += 1) {
    lists[0].selectedIndex = number;
    set(lists[1], "9-12", "change");
    set(lists[2], "6", "change");
    press("Do it");
    set(lists[3], "adopt", "change");
    press("Decide");
  }
  const name = ChampionsPage.nameFor(location.host + new URL("../", location.href).pathname);
  const asked = (one) => new Promise((done) => (one.onsuccess = () => done(one.result)));
  await new Promise((done) => setTimeout(done, 500));
  const base = await asked(indexedDB.open(name));
  const lesson = JSON.parse(document.getElementById("module").textContent);
  const record = JSON.parse(await asked(base.transaction("records").objectStore("records").get(lesson)));
  base.close();
  const truth = more[record.answers[id].answer.variant - 1];
  Object.keys(truth).forEach((change) => {
    const at = ["text", "call", "map", "late"].indexOf(change);
    set(lists[4 + at], truth[change], "change");
  });
  press("Check what I found");
} else if (kind === "pdsa") {
  write();
  press("Keep my prediction. Now we test.");
  write();
} else if (form.querySelector("input[type=radio]")) pick(right ?? form.querySelector("input[type=radio]").value);
else if (form.querySelector("input[type=text]")) {
  set(form.querySelector("input[type=text]"), String(right), "change");
} else if (form.querySelector("textarea")) write();
else {
  if (form.querySelector("ol")) {
    right.forEach((key, place) => {
      while (!all("li")[place].querySelector(`[data-key="${key}"]`)) form.querySelector(`[data-key="${key}"][data-by="-1"]`).click();
    });
  } else if (Array.isArray(right)) right.forEach(pick);
  else Object.entries(right).forEach(([key, group]) => set(form.querySelector(`select[data-key="${key}"]`), group, "change"));
  press("Check");
}
return form.querySelector(".champions-feedback").className + form.querySelector(".champions-feedback").textContent;
