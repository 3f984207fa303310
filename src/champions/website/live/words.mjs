// What the scripts say, read from their syntax: what is given to translators, and what is not.

import { API } from "typescript/unstable/sync";
import { SyntaxKind as Kind } from "typescript/unstable/ast";

/** The calls whose English is given to translators, and at which place in them it stands. */
const SAY = { told: [0], later: [0], retold: [0], laterN: [0, 1], counted: [1, 2], typedWords: [0] };
/** The place of a message's context among what such a call is given; `typedWords` has one of its own. */
const CONTEXT = { told: 2, later: 1, laterN: 2, counted: 4 };
/** What tells words that people type from words that the course says: as `told.ts` has it. */
const TYPED_WORDS = "words that people type";

/** Calls whose texts nobody reads: names in the page, events, keys, patterns, and what goes to the console. */
const UNSEEN = new Set(["querySelector", "querySelectorAll", "getElementById", "addEventListener", "closest", "matches", "RegExp",
  "getAttribute", "setAttribute", "has", "get", "set", "delete", "includes", "startsWith", "endsWith", "split", "indexOf", "error", "warn",
  "createElement", "matchMedia", "press", "toLocaleString", "postMessage", "execCommand", "execute", "objectStore", "transaction"]);

/** Calls whose first text is a name: of an element, or of the state of an answer. */
const NAMED_FIRST = new Set(["node", "feedback"]);

/** The parts of an element that are read out or shown; in all others stand names. */
const SEEN_PARTS = new Set(["aria-label", "title", "placeholder", "alt", "aria-roledescription", "label", "content"]);

/** The scripts of the page, and those of the frame around it, which are plain and not built. */
const PROJECTS = ["tsconfig.json", "src/champions/website/live/tsconfig.frame.json"];

/** Each script's tree, by its path. */
export function trees(course, paths) {
  const api = new API({ cwd: course });
  const projects = PROJECTS.map((name) => `${course}/${name}`);
  const all = api.updateSnapshot({ openProjects: projects }).getProjects();
  const find = (path) => all.map(({ program }) => program.getSourceFile(`${course}/${path}`)).find(Boolean);
  const made = new Map(paths.map((path) => [path, find(path)]));
  const missing = paths.filter((path) => !made.get(path));
  if (missing.length) throw new Error(`Not in tsconfig.json: ${missing.join(", ")}`);
  return { made, close: () => api.close() };
}

const isText = (node) => node.kind === Kind.StringLiteral || node.kind === Kind.NoSubstitutionTemplateLiteral;

/** The texts that an expression may be: pieces that are added are one, and of a choice each is one. */
function texts(node) {
  if (!node) return [];
  if (isText(node)) return [node.text];
  if (node.kind === Kind.ParenthesizedExpression || node.kind === Kind.AsExpression) return texts(node.expression);
  if (node.kind === Kind.ConditionalExpression) return [...texts(node.whenTrue), ...texts(node.whenFalse)];
  if (node.kind === Kind.BinaryExpression && node.operatorToken.kind === Kind.PlusToken) {
    const [before, after] = [texts(node.left), texts(node.right)];
    return before.length === 1 && after.length === 1 ? [before[0] + after[0]] : [];
  }
  return [];
}

function nameOf(call) {
  const { expression } = call;
  if (expression.kind === Kind.Identifier) return expression.text;
  return expression.kind === Kind.PropertyAccessExpression ? expression.name.text : "";
}

/** A call by which a sentence is said: not a method of the same name. */
const says = (node) => node.kind === Kind.CallExpression && node.expression.kind === Kind.Identifier
  && (Object.hasOwn(SAY, node.expression.text) ? SAY[node.expression.text] : null);

/** What a script says: each message as [text], [one, many] or, with a context, [one, many, context]. */
export function saidIn(tree) {
  const found = [];
  const visit = (node) => {
    const places = says(node);
    if (places) {
      const [one, many] = places.map((place) => texts(node.arguments[place]));
      const name = nameOf(node);
      const context = name === "typedWords" ? TYPED_WORDS : texts(node.arguments[CONTEXT[name]])[0];
      one.forEach((each, at) => {
        if (many && !many[at]) return;
        found.push(context ? [each, many ? many[at] : "", context] : many ? [each, many[at]] : [each]);
      });
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** The words of a text that a person may read: without its tags. Empty where it is a name or a sign. */
function read(text) {
  const shown = text.replace(/<[^>]*>/g, " ").replace(/<[^>]*$|^[^<]*>/g, " ").trim();
  return /\p{Lu}\p{Ll}+|\p{L}{2,}.*\s.*\p{L}{2,}/u.test(shown) ? shown : "";
}

/** Where a text stands that nobody reads. */
function aside(node, parent) {
  if (!parent) return false;
  switch (parent.kind) {
    case Kind.ImportDeclaration: case Kind.ExportDeclaration: case Kind.LiteralType: case Kind.ModuleDeclaration:
    case Kind.CaseClause: case Kind.ExpressionStatement: case Kind.ComputedPropertyName:
      return true;
    case Kind.PropertyAssignment: case Kind.PropertySignature:
      if (parent.name === node) return true;
      return inElement(parent) && !SEEN_PARTS.has(parent.name.text);
    case Kind.ElementAccessExpression:
      return parent.argumentExpression === node;
    case Kind.BinaryExpression:
      return /^(?:===?|!==?|in)$/.test(parent.operatorToken.getText());
    case Kind.CallExpression:
      return UNSEEN.has(nameOf(parent)) || (NAMED_FIRST.has(nameOf(parent)) && parent.arguments[0] === node);
    case Kind.NewExpression:
      return UNSEEN.has(nameOf(parent));
    default:
      return false;
  }
}

/** True for a part of an element that is made by `node(name, { … })`. */
function inElement(property) {
  const call = property.parent?.parent;
  return call?.kind === Kind.CallExpression && nameOf(call) === "node" && call.arguments[1] === property.parent;
}

/** The texts of a script that a person may read and that no call says. */
export function unsaidIn(tree) {
  const found = [];
  unsaidNodes(tree, (_node, words) => found.push(words));
  return found;
}

/** The same, each with the place in the tree where it stands. */
export function unsaidNodes(tree, put) {
  const look = (node, text) => {
    const words = read(text);
    if (words) put(node, words);
  };
  const visit = (node) => {
    if (says(node)) {
      // Its first texts are said; what is put into them is looked at.
      const last = Math.max(...says(node));
      node.arguments.forEach((one, at) => at > last && !isText(one) && visit(one));
      return;
    }
    if (node.kind === Kind.TemplateExpression) {
      look(node, [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("…"));
      node.templateSpans.forEach((span) => visit(span.expression));
      return;
    }
    if (isText(node)) {
      if (!aside(node, node.parent)) look(node, node.text);
      return;
    }
    node.forEachChild(visit);
  };
  visit(tree);
}
