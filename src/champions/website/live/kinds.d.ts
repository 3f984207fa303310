// The build finds every `mark.ts` in the folder of a kind, and puts together the kinds that they give.

declare module "champions:kinds" {
  import type { Asked, Question } from "../../questions/base/mark";

  export const KINDS: { [kind: string]: new (question: Question) => Asked };
}

// The build takes them out of charts/chances.csv: what is simulated of run charts, by the Anhøj rules.

declare module "champions:chances" {
  /** Baseline, length, share with a signal, and the strengths that 5, 2 and 1 in 100 stable series reach. */
  export const ROWS: [number, number, number, number, number, number][];
}
