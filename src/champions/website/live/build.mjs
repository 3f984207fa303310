// Makes the built scripts from the TypeScript, and writes beside them from what they were made.
// `npm ci`, then `npm run build`. The same sources give the same bytes.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { saidIn, trees, unsaidIn } from "./words.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const course = join(here, "../../../..");
const out = process.argv[2] ?? here; // a test builds into another folder, and compares

/** What only some lessons ask for comes in scripts of its own, which stand on page.js: the kinds, by their folder. */
const JOINS = {
  turns: /\/(?:turn_\w+|practical_\w+)\//, own: /\/own_data\//, services: /\/service(?:_ramp)?\//,
  games: /\/(?:beads|marbles|choosing|limits_by_hand|small_cells)\//, texts: /\/(?:questions\/written|pdsa|story)\//,
  cards: /\/(?:themes|coding)\//, dots: /\/questions\/dots\//,
};
/** And what only some lessons call, beside their forms. */
const CALLED = {
  sheets: ["aim_sentence", "driver_diagram", "tally_sheet", "compare_codes", "storyboard", "my_folder"], alarms: ["alarm_lab"],
};
const joins = [...Object.entries(JOINS), ...Object.keys(CALLED).map((name) => [name, /^$/])];

/** Each built script: where it begins, the name by which a page finds what it gives, and the kinds that it knows. */
const SCRIPTS = [
  { name: "engine.js", entry: "engine/index.ts", globalName: "ChampionsEngine", knows: () => true },
  ...joins.map(([name, folders]) => ({
    name: `${name}.js`, entry: `page/joins/${name}.ts`, stands: true, knows: (path) => folders.test(path),
  })),
  {
    name: "page.js", entry: "page/page.ts", globalName: "ChampionsPage", gives: true,
    knows: (path) => !joins.some(([, folders]) => folders.test(path)),
  },
  // Brought when somebody runs a step: the page is light without it.
  { name: "runner.js", entry: "page/runner.ts", globalName: "ChampionsRunner" },
];

/** A kind of question is one folder: where it holds a `mark.ts`, the kind works without Python. */
const PLACES = ["questions", "activities", "own_data"].map((name) => join(here, "../..", name));

function scripts() {
  const folders = PLACES.flatMap((place) => [place, ...readdirSync(place).map((name) => join(place, name))]);
  return folders.map((folder) => join(folder, "mark.ts")).filter((path) => existsSync(path)).sort()
    .filter((path) => /export const KINDS/.test(readFileSync(path, "utf8")));
}

const kinds = (knows) => ({
  name: "kinds",
  setup(building) {
    building.onResolve({ filter: /^champions:kinds$/ }, ({ path }) => ({ path, namespace: "kinds" }));
    building.onLoad({ filter: /.*/, namespace: "kinds" }, () => {
      const found = scripts().filter(knows);
      const imports = found.map((path, at) => `import { KINDS as k${at} } from ${JSON.stringify(`./${relative(here, path)}`)};\n`);
      const all = found.map((_, at) => `...k${at}`).join(", ");
      return { contents: `${imports.join("")}export const KINDS = { ${all} };`, resolveDir: here };
    });
  },
});

const nameOf = (path) => relative(join(here, "../.."), path).replace(/\.\w+$/, "");

/** A script that stands on page.js takes from it what is in it; `wanted` collects what that is. */
const standing = (inPage, wanted) => ({
  name: "standing",
  setup(building) {
    building.onResolve({ filter: /^\.{1,2}\// }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === "found" || kind === "entry-point") return undefined;
      const found = await building.resolve(path, { kind, resolveDir, pluginData: "found" });
      if (!inPage.has(found.path)) return undefined;
      wanted.add(found.path);
      return { path: nameOf(found.path), namespace: "in-page" };
    });
    building.onLoad({ filter: /.*/, namespace: "in-page" }, ({ path }) => ({
      contents: `module.exports = ChampionsPage.parts[${JSON.stringify(path)}];`,
    }));
  },
});

/** What page.js gives: what its entry gives, and its parts for the scripts that stand on it. */
function giving(entry, wanted) {
  const all = [...wanted].sort();
  const imports = all.map((path, at) => `import * as p${at} from ${JSON.stringify(path)};\n`);
  const parts = all.map((path, at) => `${JSON.stringify(nameOf(path))}: p${at}`).join(", ");
  return `${imports.join("")}export * from ${JSON.stringify(entry)};\nexport const parts = { ${parts} };\n`;
}

const CHANCES = "src/champions/charts/chances.csv";

/** What chance does on run charts: the rows of the table that the page may ask for. */
const chances = {
  name: "chances",
  setup(building) {
    building.onResolve({ filter: /^champions:chances$/ }, ({ path }) => ({ path, namespace: "chances" }));
    building.onLoad({ filter: /.*/, namespace: "chances" }, () => {
      const lines = readFileSync(join(course, CHANCES), "utf8").trim().split(/\r?\n/);
      const rows = lines.map((line) => line.split(",")).filter(([family, rules]) => family === "run" && rules === "anhoej");
      return { contents: `export const ROWS = ${JSON.stringify(rows.map((row) => row.slice(2).map(Number)))};` };
    });
  },
};

/** The parts of the page that only some kinds of question use, beside the scripts in their own folders. */
const USED_BY = [
  [/page\/turn\.ts$|your_turn|activities\/practical\//, /^(?:turn|practical)-/], [/page\/dots\.ts$/, /^dots$/], [/page\/own\.ts$|own_data\//, /^own-numbers$/],
  [/page\/cards\.ts$/, /^(?:themes|code-)/], [/page\/games\.ts$/, /^(?:beads|marbles|chart-chooser|limits-by-hand|small-cells)$/],
  [/page\/hand\.ts$/, /^limits-by-hand$/], [/page\/cells\.ts$/, /^small-cells$/],
  [/page\/service\.ts$/, /^service/], [/page\/ramp\.ts$/, /^service-ramp$/], [/page\/written\.ts$/, /^(?:pdsa|story)$/], [/page\/checklist\.ts$/, /^written$/],
  [/run_picture\.ts$|charts\//, /^own-numbers$/],
];

/** The kinds that need a script's words; none: every page does. */
function usedBy(path, kinds) {
  const rule = USED_BY.find(([file]) => file.test(path));
  if (rule) return [...new Set(Object.values(kinds).flat().filter((kind) => rule[1].test(kind)))];
  return kinds[dirname(path)] ?? [];
}

/** The frame around a lesson, and the front page: plain scripts that are not built. */
const FRAME = ["src/champions/website/files/site.js"];
/** What Jupyter's page has of ours. A lesson brings its words, so they are not given to the frame's page. */
const NOTEBOOK = ["src/champions/install/jupyter/labextensions/champions-lesson/static/remoteEntry.js"];

/** Each message that the page's script says, with the kinds of question whose pages need it. */
function saidByPage(sources) {
  const kinds = kindsOf();
  const all = new Map();
  const plain = [];
  const scriptsOf = sources.filter((one) => one.endsWith(".ts"));
  const { made, close } = trees(course, [...scriptsOf, ...FRAME, ...NOTEBOOK]);
  for (const path of [...scriptsOf, ...FRAME, ...NOTEBOOK]) {
    for (const text of unsaidIn(made.get(path))) plain.push([path.replace("src/champions/", ""), text]);
  }
  for (const path of scriptsOf) {
    const used = usedBy(path, kinds);
    for (const message of saidIn(made.get(path))) {
      const key = JSON.stringify(message);
      const before = all.get(key) ?? used;
      all.set(key, used.length && before.length ? [...new Set([...before, ...used])] : []);
    }
  }
  const rows = [...all].map(([key, used]) => [JSON.parse(key), used.sort()]);
  const tables = sources.filter((one) => /\/words\.json$/.test(one)).map((one) => [one, usedBy(one, kinds).sort()]);
  const frame = FRAME.flatMap((path) => saidIn(made.get(path)));
  close();
  return { messages: rows, tables, frame, plain };
}

/** The kinds of question that the script of each folder knows. */
function kindsOf() {
  return Object.fromEntries(scripts().map((path) => {
    const [, table] = /export const KINDS = \{([^}]*)\}/.exec(readFileSync(path, "utf8"));
    return [relative(course, dirname(path)), [...table.matchAll(/(?:"([\w-]+)"|(\w+)):/g)].map((one) => one[1] ?? one[2])];
  }));
}

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** A bundle of one script, with what it was made from. */
function bundled({ name, entry, globalName, gives, stands, knows }, inPage, wanted) {
  const file = relative(course, join(here, entry));
  const from = gives
    ? { stdin: { contents: giving(join(here, entry), wanted), resolveDir: here, sourcefile: "page-and-parts" } }
    : { entryPoints: [file] };
  return build({
    absWorkingDir: course,
    ...from,
    bundle: true,
    charset: "utf8",
    format: "iife",
    globalName,
    metafile: true,
    minify: true,
    target: "es2020", // Safari 14 and newer, as browsers of 2020
    write: false,
    outfile: name,
    plugins: [kinds(knows), chances, ...(stands ? [standing(inPage, wanted)] : [])],
  });
}

const wanted = new Set(); // what the scripts of some kinds take from page.js
const first = await bundled(SCRIPTS.find(({ gives }) => gives), new Set(), wanted);
const isSource = (path) => /^(?!node_modules\/).*\//.test(path) && !/^(?:kinds|chances|in-page):|page-and-parts$/.test(path);
const inPage = new Set(Object.keys(first.metafile.inputs).filter(isSource).map((path) => join(course, path)));
const made = {};
for (const script of SCRIPTS) {
  const { name } = script;
  const { outputFiles, metafile } = await bundled(script, inPage, wanted);
  const bytes = outputFiles[0].contents;
  writeFileSync(join(out, name), bytes);
  const sources = [...Object.keys(metafile.inputs).filter(isSource), CHANCES].sort();
  const digests = sources.map((path) => [path, digest(readFileSync(join(course, path)))]);
  made[name] = { script: digest(bytes), sources: Object.fromEntries(digests) };
}
const page = ["page.js", ...joins.map(([name]) => `${name}.js`)];
const brings = joins.flatMap(([name, folders]) =>
  Object.entries(kindsOf()).flatMap(([folder, all]) => (folders.test(`/${folder}/`) ? all.map((kind) => [kind, `${name}.js`]) : [])));
const brought = [...brings, ...Object.entries(CALLED).flatMap(([name, calls]) => calls.map((call) => [call, `${name}.js`]))];
const { messages, tables, frame, plain } = saidByPage([...new Set([...page, "runner.js"].flatMap((name) => Object.keys(made[name].sources)))].sort());
const rows = (all) => all.map((one) => `\n  ${JSON.stringify(one)}`).join(",");
// "plain" is what a person may read and no call says: a test holds it to what stays as it is, with a reason each.
writeFileSync(join(out, "said.json"), `{\n "messages": [${rows(messages)}\n ],\n "tables": [${rows(tables)}\n ],\n "frame": [${rows(frame)}\n ],\n "plain": [${rows(plain)}\n ]\n}\n`);
writeFileSync(join(out, "built.json"), `${JSON.stringify(made, null, 1)}\n`);
writeFileSync(join(out, "brings.json"), `${JSON.stringify(Object.fromEntries(brought.sort()), null, 1)}\n`);
