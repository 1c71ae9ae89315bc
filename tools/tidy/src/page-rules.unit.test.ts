import { expect, it } from "vitest";
import { checkPageWords } from "./page-rules.ts";
import { sourceFile } from "./source-tree.ts";

const findings = (text: string, path = "services/web/app/market/a.tsx") =>
  checkPageWords(sourceFile(path, text)).map(({ message }) => message);

it("finds words that a page says by itself, read or heard", () => {
  const page = 'const a = <p title="Tip" className="mt-4">Hello <b>{"you"}</b> {name} · 4 €</p>;';
  expect(findings(page)).toEqual([
    expect.stringContaining("“Tip”"),
    expect.stringContaining("“Hello”"),
    expect.stringContaining("“you”"),
  ]);
});

it("lets words from elsewhere, names of classes and punctuation pass", () => {
  expect(findings('const a = <p title={words.tip} className="mt-4">{words.hello}{" "}·{", "}</p>;')).toEqual(
    [],
  );
  expect(findings("const a = <p>Hello</p>;", "services/web/app/words/fr/a.tsx")).toEqual([]);
});
