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
  const change = (make: (kept: string) => string) =>
    new Promise<void>((done, failed) => {
      const work = database.transaction(RECORDS, "readwrite");
      work.oncomplete = () => done();
      work.onabort = work.onerror = () => failed(work.error);
      const records = work.objectStore(RECORDS);
      const before = records.get(lesson);
      before.onsuccess = () => {
        const kept: unknown = before.result;
        records.put(make(typeof kept === "string" ? kept : ""), lesson);
      };
    });
  return { lasting: true, read: () => other(lesson), change, other };
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
  };
}

/** What the notebook edition of this course keeps of a lesson on this device; empty where there is nothing. */
export async function fromNotebook(path: string, lesson: string): Promise<string> {
  const name = `JupyterLite Storage - ${path}`;
  const there = await indexedDB.databases(); // opening one that is not there would make it
  if (!there.some((one) => one.name === name)) return "";
  const database = await asked(indexedDB.open(name));
  try {
    const kept = await asked(database.transaction("files").objectStore("files").get(`${lesson}/my-answers.json`));
    const { content, format } = (kept ?? {}) as { content?: unknown; format?: string };
    if (typeof content !== "string") return content ? JSON.stringify(content) : "";
    if (format !== "base64") return content;
    return new TextDecoder().decode(Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))); // as Python writes it
  } finally {
    database.close();
  }
}
