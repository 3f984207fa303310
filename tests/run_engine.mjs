// Runs the built engine under Node.js: a command a line on stdin, an answer a line on stdout, both JSON.
//
//     node tests/run_engine.mjs src/champions/website/live/engine.js < commands
//
// ["open", name, questions, record]        a lesson is opened, and called by this name
// ["mark", name, question, answer, history]  feedback on one answer
// ["beside", what, answer]                 what is shown beside a form
// ["tryBeside", what, answer]              the same, with an error as { said: its words }
// ["bring", file, text]                    the file of a variant
// ["bringRecord", name, record]            a record of answers from elsewhere
// ["words", part]                          what the engine holds under this name
// [method, name, ...words]                 any other method of the opened lesson

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import vm from "node:vm";

vm.runInThisContext(readFileSync(process.argv[2], "utf8"));
const engine = vm.runInThisContext("ChampionsEngine");
const lessons = new Map();

function done([what, name, ...words]) {
  if (what === "kinds") return engine.kinds;
  if (what === "open") return void lessons.set(name, engine.open(...words));
  if (what === "bring") return engine.bringVariant(name, ...words);
  if (what === "bringRecord") return lessons.get(name).bring(...words);
  if (what === "words") return engine[name];
  if (what === "beside") return engine.beside[name](...words);
  if (what === "tryBeside") {
    try {
      return engine.beside[name](...words);
    } catch (error) {
      return { said: error.message };
    }
  }
  const lesson = lessons.get(name);
  if (what === "mark") return engine.mark(lesson.question(words[0]), words[1], words[2]);
  return lesson[what](...words);
}

for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = { gave: done(JSON.parse(line)) ?? null };
  } catch (error) {
    said = { raised: String(error.stack) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
