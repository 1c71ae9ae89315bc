import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { __unstable__loadDesignSystem as loadDesignSystem } from "tailwindcss";
import { expect, it } from "vitest";

const app = join(import.meta.dirname, "../app");

/** Texts of a folder's files of a kind, by their path. */
function filesOf(ending: string): [path: string, text: string][] {
  return readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => [path, readFileSync(join(app, path), "utf8")]);
}

/** Stands for the part of a name that is put together while a page is drawn. */
const PUT_TOGETHER = "\u0000";

/** Names in the class attributes of a page: of plain texts, and of the texts in an expression. */
function classesIn(text: string): string[] {
  const attributes = [...text.matchAll(/\b(?:className|class)=(?:"([^"]*)"|\{((?:[^{}]|\{[^{}]*\})*)\})/g)];
  const texts = attributes.flatMap(([, plain, expression = ""]) =>
    plain === undefined
      ? [...expression.matchAll(/"([^"]*)"|`([^`]*)`/g)].map(
          ([, quoted, template]) => quoted ?? template ?? "",
        )
      : [plain],
  );
  // A name that is put together while it is drawn is checked by what it is put together from.
  return texts
    .flatMap((each) => each.replaceAll(/\$\{[^}]*\}/g, PUT_TOGETHER).split(/\s+/))
    .filter((name) => name !== "" && !name.includes(PUT_TOGETHER));
}

it("uses no class that there is no style for", async () => {
  const styles = filesOf(".css");
  const ours = new Set(
    styles.flatMap(([, text]) => [...text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name)),
  );
  const tokens = styles.find(([path]) => path.endsWith("tokens.css"))?.[1] ?? "";
  const design = await loadDesignSystem(`${tokens}\n@tailwind utilities;`);
  const unknown = filesOf(".tsx").flatMap(([path, text]) =>
    classesIn(text)
      .filter((name) => !ours.has(name) && design.candidatesToCss([name])[0] === null)
      .map((name) => `${path}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

it("knows of Tailwind's classes only those of our own tokens", async () => {
  const tokens = readFileSync(join(app, "styles/tokens.css"), "utf8");
  const design = await loadDesignSystem(`${tokens}\n@tailwind utilities;`);
  const css = design.candidatesToCss(["bg-pine", "mt-24", "bg-blue-500", "mt-5", "text-lg", "made-up"]);
  expect(css.map((each) => each !== null)).toEqual([true, true, false, false, false, false]);
});

it("gives a class its look in one file", () => {
  const owners = new Map<string, string[]>();
  for (const [path, text] of filesOf(".css")) {
    const own = [...text.matchAll(/^\.([a-z][\w-]*)(?= \{|,$)/gm)].map(([, name]) => name ?? "");
    for (const name of new Set(own)) owners.set(name, [...(owners.get(name) ?? []), path]);
  }
  expect([...owners].filter(([, paths]) => paths.length > 1)).toEqual([]);
});
