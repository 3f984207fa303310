// Makes the built scripts from the TypeScript, and writes beside them from what they were made.
// `npm ci`, then `npm run build`. The same sources give the same bytes.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const course = join(here, "../../../..");
const out = process.argv[2] ?? here; // a test builds into another folder, and compares

/** Each built script: where it begins, and the name by which a page finds what it gives. */
const SCRIPTS = [
  { name: "engine.js", entry: "engine/index.ts", globalName: "ChampionsEngine" },
  { name: "page.js", entry: "page/page.ts", globalName: "ChampionsPage" },
];

/** A kind of question is one folder: where it holds a `mark.ts`, the kind works without Python. */
const PLACES = ["questions", "activities", "own_data"].map((name) => join(here, "../..", name));

function scripts() {
  const folders = PLACES.flatMap((place) => [place, ...readdirSync(place).map((name) => join(place, name))]);
  return folders.map((folder) => join(folder, "mark.ts")).filter((path) => existsSync(path)).sort()
    .filter((path) => /export const KINDS/.test(readFileSync(path, "utf8")));
}

const kinds = {
  name: "kinds",
  setup(building) {
    building.onResolve({ filter: /^champions:kinds$/ }, ({ path }) => ({ path, namespace: "kinds" }));
    building.onLoad({ filter: /.*/, namespace: "kinds" }, () => {
      const found = scripts();
      const imports = found.map((path, at) => `import { KINDS as k${at} } from ${JSON.stringify(path)};\n`);
      const all = found.map((_, at) => `...k${at}`).join(", ");
      return { contents: `${imports.join("")}export const KINDS = { ${all} };`, resolveDir: here };
    });
  },
};

const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
const made = {};
for (const { name, entry, globalName } of SCRIPTS) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: course,
    entryPoints: [relative(course, join(here, entry))],
    bundle: true,
    charset: "utf8",
    format: "iife",
    globalName,
    metafile: true,
    minify: true,
    target: "es2020", // Safari 14 and newer, as browsers of 2020
    write: false,
    outfile: name,
    plugins: [kinds],
  });
  const script = outputFiles[0].contents;
  writeFileSync(join(out, name), script);
  const sources = Object.keys(metafile.inputs).filter((path) => /^(?!node_modules\/).*\//.test(path) && !path.startsWith("kinds:")).sort();
  const digests = sources.map((path) => [path, digest(readFileSync(join(course, path)))]);
  made[name] = { script: digest(script), sources: Object.fromEntries(digests) };
}
writeFileSync(join(out, "built.json"), `${JSON.stringify(made, null, 1)}\n`);
