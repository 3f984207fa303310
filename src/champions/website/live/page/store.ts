// Where a learner's answers are kept on the device: IndexedDB, a database for each course address, so that two
// courses at one address never touch each other's. Where the browser keeps nothing, the page says so.

const RECORDS = "records";

/** The answers of one lesson, kept on the device or, where that cannot be, while the window is open. */
export interface Store {
  /** False where nothing stays when the window is closed. */
  lasting: boolean;
  /** The record kept before; empty where there is none. */
  read(): Promise<string>;
  /** Keep what `make` gives from the record that is kept now: another window may have written meanwhile. */
  change(make: (kept: string) => string): Promise<void>;
  /** The record of another lesson of this course; empty where there is none. */
  other(lesson: string): Promise<string>;
  /** The lines of code that were typed: question to line. */
  lines(): Promise<{ [question: string]: string }>;
  keepLine(question: string, line: string): Promise<void>;
}

/** The database of a course: its name says where the course is. `site.js` deletes it by this name. */
export function nameFor(course: string): string {
  return `champions-answers:${course}`;
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

function opened(course: string): Promise<IDBDatabase> {
  const request = indexedDB.open(nameFor(course), 1);
  request.onupgradeneeded = () => request.result.createObjectStore(RECORDS);
  return asked(request);
}

export async function open(course: string, lesson: string): Promise<Store> {
  let database: IDBDatabase;
  try {
    database = await opened(course);
    database.transaction(RECORDS, "readonly").abort(); // some browsers refuse only here
  } catch {
    return inMemory();
  }
  database.onversionchange = () => database.close(); // the front page deletes the answers
  const other = async (name: string) => {
    const found: unknown = await asked(database.transaction(RECORDS).objectStore(RECORDS).get(name));
    return typeof found === "string" ? found : "";
  };
  const changeOf = (name: string) => (make: (kept: string) => string) =>
    new Promise<void>((done, failed) => {
      const work = database.transaction(RECORDS, "readwrite");
      work.oncomplete = () => done();
      work.onabort = work.onerror = () => failed(work.error);
      const records = work.objectStore(RECORDS);
      const before = records.get(name);
      before.onsuccess = () => {
        const kept: unknown = before.result;
        records.put(make(typeof kept === "string" ? kept : ""), name);
      };
    });
  const ofLines = `${lesson} lines`;
  const linesIn = (text: string) => JSON.parse(text || "{}") as { [question: string]: string };
  return {
    lasting: true,
    read: () => other(lesson),
    change: changeOf(lesson),
    other,
    lines: async () => linesIn(await other(ofLines)),
    keepLine: (question, line) => changeOf(ofLines)((kept) => JSON.stringify({ ...linesIn(kept), [question]: line })),
  };
}

function inMemory(): Store {
  let kept = "";
  return {
    lasting: false,
    read: () => Promise.resolve(kept),
    change: (make) => {
      kept = make(kept);
      return Promise.resolve();
    },
    other: () => Promise.resolve(""),
    lines: () => Promise.resolve({}),
    keepLine: () => Promise.resolve(),
  };
}

/** A file of a lesson that the notebook edition of this course keeps on this device; empty where there is nothing. */
export async function fromNotebook(path: string, lesson: string, file = "my-answers.json"): Promise<string> {
  const name = `JupyterLite Storage - ${path}`;
  const there = await indexedDB.databases(); // opening one that is not there would make it
  if (!there.some((one) => one.name === name)) return "";
  const database = await asked(indexedDB.open(name));
  try {
    const kept = await asked(database.transaction("files").objectStore("files").get(`${lesson}/${file}`));
    const { content, format } = (kept ?? {}) as { content?: unknown; format?: string };
    if (typeof content !== "string") return content ? JSON.stringify(content) : "";
    if (format !== "base64") return content;
    return new TextDecoder().decode(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))); // as Python writes it
  } finally {
    database.close();
  }
}
