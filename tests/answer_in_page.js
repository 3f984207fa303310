// Answers one question of a live page rightly, in any browser: presses, choices and words, as a hand gives them.
// words: the question's id, its kind, the right answer, and more that the kind needs.

const [id, kind, right, more] = given;
const form = document.querySelector(`[data-question="${id}"]`);
const all = (selector) => [...form.querySelectorAll(selector)];
// A page in another language carries its words: a button is found by what it says there.
const inWords = JSON.parse(document.getElementById("in-words")?.textContent ?? '{"messages":{}}').messages;
const press = (name) => {
  const said = inWords[name] ?? name;
  const button = all("button").find((one) => one.textContent === said && !one.disabled);
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

if (kind.startsWith("turn-") || kind.startsWith("practical-")) {
  const numbered = ["Chart number {number}.", "File number {number}."].map((one) => (inWords[one] ?? one).split("{number}"));
  const named = numbered.map(([before]) => form.textContent.split(before)[1]).find((one) => one !== undefined);
  const number = /^\d+/.exec(named)[0];
  const answer = more[Number(number) - 1];
  for (const [row, now] of Object.entries(answer.mend ?? {})) {
    const there = all(".file-row")[Number(row) - 1];
    if (now === "out") there.querySelector("button").click();
    else set(there.querySelector("input"), now === "gap" ? "" : now, "change");
  }
  const boxes = () => all("input[type=text]").slice(all(".file-row").length);
  Object.values(answer.numbers).forEach((one, at) => set(boxes()[at], String(one), "change"));
  const cells = () => all(".moves button.cell");
  for (const at of Array.isArray(answer.marked) ? answer.marked : [cells().length]) cells()[at - 1].click();
  for (const part of ["means", "then"]) form.querySelector(`input[value="${answer[part]}"][name$="-${part}"]`).click();
  press("Check my answer");
} else if (kind === "own-numbers") {
  set(form.querySelector("select"), "tally", "change");
  set(form.querySelector("textarea"), "6 January 2025: 24\n13 January 2025: 26\n20 January 2025: 22");
  press("Read my tally");
  press("Yes, this is right. Draw my chart");
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
} else if (kind === "service-ramp") {
  const [change, size, weeks, predicted, shows, decided] = all("select");
  const choose = (list, value) => set(list, value, "change");
  const plan = (one) => {
    choose(change, one.change);
    choose(size, one.size);
    if (one.weeks) choose(weeks, String(one.weeks));
    choose(predicted, one.predicted);
    press("Do it");
  };
  plan(more[0].tests[0]); // so that the desk's number is kept; the first test is the same at each desk
  const name = ChampionsPage.nameFor(location.host + new URL("../", location.href).pathname);
  const asked = (one) => new Promise((done) => (one.onsuccess = () => done(one.result)));
  await new Promise((done) => setTimeout(done, 500));
  const base = await asked(indexedDB.open(name));
  const lesson = JSON.parse(document.getElementById("module").textContent);
  const record = JSON.parse(await asked(base.transaction("records").objectStore("records").get(lesson)));
  base.close();
  more[record.answers[id].answer.variant - 1].tests.forEach((one, at) => {
    if (at) plan(one);
    choose(shows, one.shows);
    choose(decided, one.decided);
    press("Decide");
  });
  press("Check my tests");
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
