// Answers that this browser keeps, in several windows of one lesson: each hears at once what another one wrote.

import { Told, type Followed, type Meeting } from "./changes";
import { nameFor, open as openStore, type Store } from "./store";

/** The answers of a lesson that this browser keeps. */
export async function open(course: string, lesson: string): Promise<Store> {
  const kept = await openStore(course, lesson);
  return kept.lasting ? new Windows(kept, await kept.read(), called(`${nameFor(course)}:${lesson}`)) : kept;
}

/** Where windows call each other; older browsers look when a window is seen again. */
function called(name: string): BroadcastChannel | null {
  return "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
}

class Windows implements Followed {
  readonly lasting = true;
  readonly said = "";
  private readonly told = new Told();

  /** `base` is what this window and the browser both had last. */
  constructor(private readonly kept: Store, private base: string, private readonly channel: BroadcastChannel | null) {}

  read(): Promise<string> {
    return Promise.resolve(this.base);
  }

  other(lesson: string): Promise<string> {
    return this.kept.other(lesson);
  }

  lines(): Promise<{ [question: string]: string }> {
    return this.kept.lines();
  }

  keepLine(question: string, line: string): Promise<void> {
    return this.kept.keepLine(question, line);
  }

  async meet(meeting: Meeting): Promise<void> {
    this.told.meeting = meeting;
    if (this.channel) this.channel.onmessage = () => void this.look();
    await this.look();
  }

  async look(): Promise<void> {
    const there = await this.kept.read().catch(() => this.base);
    if (there !== this.base) this.met(there);
  }

  settled(question: string): void {
    this.told.settled(question);
  }

  async change(make: (kept: string) => string): Promise<void> {
    await this.kept.change((there) => {
      if (there !== this.base) this.met(there);
      this.base = this.told.unasked(make(""), there);
      return this.base;
    });
    this.channel?.postMessage("written");
  }

  private met(there: string): void {
    const before = this.base;
    this.base = there;
    this.told.tell(there, before);
  }
}
