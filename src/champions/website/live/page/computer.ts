// Work that is kept in files on this computer, through the course's own Jupyter: the same record that the
// notebook reads and writes. Whoever writes says which state they had read; who comes second merges.

import { Told, type Followed, type Meeting } from "./changes";
import { open as openStore, type Store } from "./store";

/** The work as the computer has it. */
interface State {
  record: string;
  lines: { [question: string]: string };
  /** Names this state: who writes shows it. */
  seen: string;
  /** A sentence where earlier answers could not be read and were put aside. */
  said: string;
}

function cookie(name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1] ?? "";
}

async function asked(address: string, change?: unknown): Promise<[number, State]> {
  const body = change === undefined ? {} : { method: "PUT", body: JSON.stringify(change) };
  const headers = { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") };
  const answer = await fetch(address, { ...body, headers, credentials: "same-origin", cache: "no-store" });
  if (!answer.ok && answer.status !== 409) throw new Error(`${address}: ${answer.status}`);
  return [answer.status, (await answer.json()) as State];
}

/** The work on a lesson, at the address that the page names. */
export async function open(address: string, course: string, lesson: string): Promise<Followed> {
  const [, first] = await asked(address);
  // Where the computer cannot be reached, the browser keeps the work until it can.
  const meanwhile = await openStore(course, lesson);
  return new Computer(address, first, meanwhile);
}

class Computer implements Followed {
  readonly lasting = true;
  readonly said: string;
  /** What the page and the computer both had last; where they are asked about, from before that. */
  private base: string;
  private agreed: string;
  private readonly told = new Told();
  private toWrite: { [question: string]: string } = {};
  private turn: Promise<void> = Promise.resolve();
  private queued: Promise<void> | null = null;

  constructor(private readonly address: string, private now: State, private readonly meanwhile: Store) {
    this.base = this.agreed = now.record;
    this.said = now.said;
  }

  read(): Promise<string> {
    return Promise.resolve(this.now.record);
  }

  async other(lesson: string): Promise<string> {
    const [, state] = await asked(this.address.replace(/[^/]*$/, lesson));
    return state.record;
  }

  async meet(meeting: Meeting): Promise<void> {
    this.told.meeting = meeting;
    const text = await this.meanwhile.read();
    if (!text) return;
    const kept = JSON.parse(text) as { base: string; mine: string };
    this.agreed = kept.base;
    this.told.tell(kept.mine, kept.base);
    await this.change(() => meeting.mine());
  }

  lines(): Promise<{ [question: string]: string }> {
    return Promise.resolve(this.now.lines);
  }

  keepLine(question: string, line: string): Promise<void> {
    this.toWrite = { ...this.toWrite, [question]: line };
    return this.change(() => this.told.meeting?.mine() ?? this.base);
  }

  settled(question: string): void {
    this.told.settled(question);
  }

  look(): Promise<void> {
    return this.next(async () => {
      const [, there] = await asked(this.address);
      if (there.seen !== this.now.seen) this.met(there);
    }).catch(() => undefined); // the next answer says it
  }

  /** One after the other. Changes that wait are sent as one: it holds them all. */
  change(make: (kept: string) => string): Promise<void> {
    this.queued ??= this.next(async () => {
      this.queued = null;
      await this.send(make);
    });
    return this.queued;
  }

  private next(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private async send(make: (kept: string) => string): Promise<void> {
    try {
      for (;;) {
        const record = this.told.unasked(make(""), this.now.record);
        const lines = this.toWrite;
        const [status, state] = await asked(this.address, { record, lines, seen: this.now.seen });
        if (status !== 409) {
          if (this.toWrite === lines) this.toWrite = {};
          this.now = state;
          this.base = state.record;
          break;
        }
        this.met(state);
      }
    } catch (trouble) {
      await this.keepMeanwhile(make(""));
      throw trouble;
    }
    if (this.told.isAsking) await this.keepMeanwhile(make(""));
    else {
      this.agreed = this.base;
      if (await this.meanwhile.read()) await this.meanwhile.change(() => "");
    }
  }

  /** In the browser, until the computer has it. */
  private keepMeanwhile(mine: string): Promise<void> {
    return this.meanwhile.change(() => JSON.stringify({ base: this.agreed, mine }));
  }

  /** Somebody else wrote meanwhile. */
  private met(there: State): void {
    const [before, lines] = [this.base, this.now.lines];
    for (const [question, line] of Object.entries(there.lines)) {
      if (line === lines[question] || line === this.toWrite[question]) continue;
      const both = question in this.toWrite;
      const { [question]: _mine, ...rest } = this.toWrite; // not written over before somebody chose
      this.toWrite = rest;
      this.told.meeting?.line(question, line, both);
    }
    this.now = there;
    this.base = there.record;
    this.told.tell(there.record, before);
  }
}
