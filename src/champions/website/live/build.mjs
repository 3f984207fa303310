// Makes the built scripts from the TypeScript, and writes beside them from what they were made.
// `npm ci`, then `npm run build`. The same sources give the same bytes.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const course = join(here, "../../../..");
const out = process.argv[2] ?? here; // a test builds into another folder, and compares

/** Each built script: where it begins, and the name by which a page finds what it gives. */
const SCRIPTS = [{ name: "engine.js", entry: "engine/index.ts", globalName: "ChampionsEngine" }];

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
  });
  const script = outputFiles[0].contents;
  writeFileSync(join(out, name), script);
  const sources = Object.keys(metafile.inputs).filter((path) => !path.startsWith("node_modules/")).sort();
  const digests = sources.map((path) => [path, digest(readFileSync(join(course, path)))]);
  made[name] = { script: digest(script), sources: Object.fromEntries(digests) };
}
writeFileSync(join(out, "built.json"), `${JSON.stringify(made, null, 1)}\n`);
