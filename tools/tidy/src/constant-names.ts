import type { Expression } from "oxc-parser";
import { type Finding, isTestCode, lineAt, type SourceFile } from "./source-tree.ts";

/** At least two characters: a type parameter or a React component may be one capital. */
const SCREAMING = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;

/** A constant of a module whose name says something else than its value. */
export interface MisnamedConstant {
  readonly name: string;
  readonly wanted: string;
  readonly start: number;
}

/**
 * Checks the one rule for names of constants: a number, a text, a truth value, a pattern or a list of them that a module
 * holds is in SCREAMING_SNAKE_CASE, everything else (tables, functions, instances) is not. What a call returns may be
 * either, since only its type says what it is.
 */
export function checkConstantNames(file: SourceFile): Finding[] {
  return misnamedConstants(file).map(({ name, wanted, start }) => ({
    path: file.path,
    line: lineAt(file.text, start),
    message: `${name} has to be ${wanted}: fixed values are in SCREAMING_SNAKE_CASE, and nothing else is`,
  }));
}

export function misnamedConstants(file: SourceFile): MisnamedConstant[] {
  if (isTestCode(file.path)) return [];
  return file.parsed.program.body.flatMap((statement) => {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration" || declared.kind !== "const") return [];
    return declared.declarations.flatMap(({ id, init }) => {
      if (id.type !== "Identifier" || init === null) return [];
      const kind = kindOf(init);
      const isScreaming = SCREAMING.test(id.name) && id.name.length > 1;
      if (kind === "unknown" || (kind === "fixed") === isScreaming) return [];
      const wanted = kind === "fixed" ? toScreaming(id.name) : toCamel(id.name);
      return [{ name: id.name, wanted, start: id.start }];
    });
  });
}

type Kind = "fixed" | "structured" | "unknown";

function kindOf(expression: Expression): Kind {
  switch (expression.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "ParenthesizedExpression":
      return kindOf(expression.expression);
    case "Literal":
      return expression.value === null && !("regex" in expression) ? "unknown" : "fixed";
    case "TemplateLiteral":
      return expression.expressions.every(isFixed) ? "fixed" : "unknown";
    case "UnaryExpression":
      return isFixed(expression.argument) ? "fixed" : "unknown";
    case "BinaryExpression":
      return expression.left.type !== "PrivateIdentifier" &&
        isFixed(expression.left) &&
        isFixed(expression.right)
        ? "fixed"
        : "unknown";
    case "Identifier":
      return SCREAMING.test(expression.name) && expression.name.length > 1 ? "fixed" : "unknown";
    case "ArrayExpression":
      return kindOfList(expression.elements);
    case "ObjectExpression":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "ClassExpression":
    case "NewExpression":
      return "structured";
    default:
      return "unknown";
  }
}

function isFixed(expression: Expression): boolean {
  return kindOf(expression) === "fixed";
}

type Elements = Extract<Expression, { type: "ArrayExpression" }>["elements"];

/** An empty list is filled later, or says nothing of what it would hold. */
function kindOfList(elements: Elements): Kind {
  const kinds = elements.map((element) => {
    if (element === null) return "unknown";
    return kindOf(element.type === "SpreadElement" ? element.argument : element);
  });
  if (kinds.includes("structured")) return "structured";
  return kinds.length > 0 && kinds.every((kind) => kind === "fixed") ? "fixed" : "unknown";
}

function toScreaming(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (capital) => `_${capital}`).toUpperCase();
}

function toCamel(name: string): string {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
