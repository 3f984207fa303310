// The kinds of question that have a script, by the name that a lesson calls each. The others open with Python.

import { CodeFreely } from "../../../activities/coding/mark";
import { PdsaRecord } from "../../../activities/pdsa/mark";
import { Story } from "../../../activities/story/mark";
import { Themes } from "../../../activities/themes/mark";
import type { Asked, Question } from "../../../questions/base/mark";
import { Choice } from "../../../questions/choice/mark";
import { Dots } from "../../../questions/dots/mark";
import { Guess } from "../../../questions/guess/mark";
import { NumberTyped, Share, Value } from "../../../questions/number/mark";
import { Order } from "../../../questions/order/mark";
import { Pick } from "../../../questions/pick/mark";
import { Sort } from "../../../questions/sort/mark";
import { Words } from "../../../questions/words/mark";

export const KINDS: { [kind: string]: new (question: Question) => Asked } = {
  choice: Choice,
  "choose-charts": Sort,
  "code-by-rule": Sort,
  "code-freely": CodeFreely,
  dots: Dots,
  "driver-diagram": Sort,
  fishbone: Sort,
  guess: Guess,
  number: NumberTyped,
  "number-in-code": Value,
  order: Order,
  pdsa: PdsaRecord,
  pick: Pick,
  "read-icons": Sort,
  "share-in-code": Share,
  sort: Sort,
  "stakeholder-map": Sort,
  story: Story,
  themes: Themes,
  words: Words,
};
