// The build finds every `mark.ts` in the folder of a kind, and puts together the kinds that they give.

declare module "champions:kinds" {
  import type { Asked, Question } from "../../questions/base/mark";

  export const KINDS: { [kind: string]: new (question: Question) => Asked };
}
