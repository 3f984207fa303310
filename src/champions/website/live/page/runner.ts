// Python for the steps of a lesson, brought when somebody runs one: in a worker of the browser, or the kernel
// behind the course on a computer. The kernel is spoken to by Jupyter's own addresses and messages: five of
// them are needed, and the library that knows all of them is larger than this whole page.

/** Steps to run in order, as pairs of a cell's id and its code; and the question that the last one answers. */
export interface Asked {
  steps: [string, string][];
  question: string;
  /** The sizes in which charts are drawn; where it is left out, that of a screen. */
  sizes?: string[] | undefined;
}

/** What the last step shows, how the answer is, and the record of answers. */
export interface Ran {
  shown: { html?: string; text?: string }[];
  feedback: { state: string; heading: string; messages: string[] } | null;
  record: string;
}

export interface Runner {
  /** Start Python, if it is not there. It fails where it does not come. */
  ready(): Promise<void>;
  run(asked: Asked, record: string): Promise<Ran>;
  /** End what is running. Python then begins anew. */
  stop(): void;
}

/** In a worker of the browser, as the website carries it. */
export function inWorker(course: string, lesson: string): Runner {
  let worker: Worker | null = null;
  let fail: (trouble: Error) => void = () => undefined;
  const told = <T>(message: object): Promise<T> =>
    new Promise<T>((done, failed) => {
      worker ??= new Worker(new URL("static/pyodide/python-steps.js", course));
      const here = worker;
      fail = failed;
      here.onerror = () => failed(new Error("The worker did not start."));
      here.onmessage = ({ data }: MessageEvent<{ told?: T; failed?: string }>) => {
        if (data.failed === undefined) done(data.told as T);
        else failed(new Error(data.failed));
      };
      here.postMessage({ lesson, ...message });
    });
  const stop = () => {
    worker?.terminate();
    worker = null;
    fail(new Error("stopped"));
  };
  const ready = () => told<void>({ ready: true }).catch((trouble: unknown) => {
    stop();
    throw trouble;
  });
  const run = async (asked: Asked, record: string) =>
    JSON.parse(await told<string>({ asked: JSON.stringify(asked), record })) as Ran;
  return { ready, run, stop };
}

const TOLD = "application/vnd.champions.ran+json";
/** A kernel that says nothing for so many milliseconds does not come. */
const PATIENCE = 60_000;

interface Message {
  header: { msg_type: string };
  parent_header: { msg_id?: string };
  content: { data?: { [type: string]: unknown }; execution_state?: string; status?: string; ename?: string };
}

/** What is being stopped: who begins anew waits for its end. */
let stopping: Promise<void> = Promise.resolve();

/** The kernel of the lesson's own notebook: what was run in one is there in the other. */
export function onKernel(jupyter: string, lesson: string): Runner {
  const here = new URL(jupyter);
  const token = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const headers = { "Content-Type": "application/json", "X-XSRFToken": token };
    const answer = await fetch(new URL(path, here), { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  };
  let kernel = "";
  let fail: (trouble: Error) => void = () => undefined;
  /** What ends the request that was sent last, and whether it has ended. */
  let last = { withdraw: () => true, ended: Promise.resolve(), over: true };
  const find = async () => {
    const about = { path: `${lesson}/lesson.ipynb`, name: "lesson.ipynb", type: "notebook", kernel: { name: "python3" } };
    kernel = ((await post("api/sessions", about)) as { kernel: { id: string } }).kernel.id;
  };
  /** One request, on a line of its own: while none is open, the notebook counts as closed. */
  const execute = (code: string): Promise<unknown> =>
    new Promise((done, failed) => {
      const session = crypto.randomUUID?.() ?? String(Math.random());
      const id = `${session}-run`;
      const address = new URL(`api/kernels/${kernel}/channels?session_id=${session}`, here);
      address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
      const line = new WebSocket(address);
      const late = setTimeout(() => {
        failed(new Error("The kernel does not answer."));
        line.close();
      }, PATIENCE);
      let told: unknown;
      fail = failed;
      let over: () => void = () => undefined;
      let withdrawn = false;
      // A line that is closed before it is open is counted by Jupyter as one less than there are.
      const mine = { withdraw: () => (withdrawn = true), ended: new Promise<void>((seen) => (over = seen)), over: false };
      last = mine;
      const end = () => {
        clearTimeout(late);
        mine.over = true;
        over();
        line.close();
      };
      line.onerror = () => failed(new Error("The kernel cannot be reached."));
      line.onclose = () => {
        end();
        failed(new Error("The kernel ended."));
      };
      line.onopen = () => {
        if (withdrawn) {
          line.close();
          return;
        }
        mine.withdraw = () => false; // it is with the kernel now
        const header = { msg_id: id, msg_type: "execute_request", session, username: "", version: "5.3", date: new Date().toISOString() };
        const content = { code, silent: false, store_history: false, user_expressions: {}, allow_stdin: false, stop_on_error: true };
        line.send(JSON.stringify({ header, parent_header: {}, metadata: {}, content, channel: "shell", buffers: [] }));
      };
      line.onmessage = ({ data }: MessageEvent<string>) => {
        const message = JSON.parse(data) as Message;
        if (message.parent_header.msg_id !== id) return;
        clearTimeout(late); // it lives; how long a step takes is the learner's own
        if (message.content.data && TOLD in message.content.data) told = message.content.data[TOLD];
        if (message.header.msg_type === "error") failed(new Error(message.content.ename ?? "error"));
        if (message.header.msg_type === "status" && message.content.execution_state === "idle") {
          done(told);
          end();
        }
      };
    });
  /** Interrupt until the kernel says that the request ended: one that waits to begin is not met by the first. */
  const interrupt = async (sent: typeof last) => {
    if (sent.withdraw()) {
      await sent.ended;
      return;
    }
    for (const until = Date.now() + PATIENCE; !sent.over && Date.now() < until; ) {
      await post(`api/kernels/${kernel}/interrupt`, {}).catch(() => undefined);
      await Promise.race([sent.ended, new Promise((later) => setTimeout(later, 500))]);
    }
  };
  return {
    async ready() {
      await stopping;
      await find();
      await execute("import champions.lesson.in_page");
    },
    async run(asked) {
      const words = JSON.stringify(JSON.stringify(asked));
      const ran = (await execute(`__import__("champions.lesson.in_page").lesson.in_page.tell(${words})`)) as Ran | undefined;
      if (!ran) throw new Error("The kernel told nothing.");
      return ran;
    },
    stop() {
      stopping = interrupt(last);
      fail(new Error("stopped"));
    },
  };
}
