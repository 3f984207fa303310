// The steps of a lesson's page, run in a worker: Python comes once, with the course's data beside it.
"use strict";
importScripts("python.js");
const HERE = new URL("./", self.location);
const COURSE = new URL("../../", HERE);

const text = async (name) => {
  const answer = await fetch(new URL(`files/${name}`, COURSE));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.text();
};

// What a lesson reads: the data, and its questions.
const read = async (lesson) => {
  const listing = await fetch(new URL("api/contents/datasets/all.json", COURSE));
  const { content } = await listing.json();
  const folders = content.filter((one) => one.type === "directory" && one.name !== "variants");
  const data = ["datasets/datapackage.json", ...folders.map((one) => `${one.path}/data.csv`)];
  const pairs = data.map(async (name) => [name, await text(name)]);
  const questions = text(`${lesson}/questions.json`).then((all) => [`modules/${lesson}/questions.json`, all]);
  return Object.fromEntries(await Promise.all([...pairs, questions]));
};

let started;
const start = async (lesson) => {
  const python = self.loadPyodide({ lockFileURL: new URL("pyodide-lock.json", HERE).href });
  const files = await read(lesson);
  return { python: await python, files };
};

self.onmessage = async ({ data: { lesson, record, asked } }) => {
  try {
    started ??= start(lesson);
    const here = await started;
    if (!asked) {
      here.python.runPython("import champions.lesson.in_page");
      postMessage({});
      return;
    }
    const given = here.python.toPy([lesson, record, here.files, asked]);
    here.files = {}; // they are laid out once
    here.python.globals.set("_champions_given", given);
    postMessage({ told: here.python.runPython("champions.lesson.in_page.run_here(*_champions_given)") });
  } catch (error) {
    started = undefined;
    postMessage({ failed: String(error) });
  }
};
