import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SUBJECTS, type Subject } from "../parameters.ts";

export { markdownTable as table } from "@vc/dev";

const docs = join(import.meta.dirname, "../../../docs");
const file = join(docs, "benchmarks.md");
const chartsFolder = join(docs, "benchmarks");

const HEAD = `# Benchmarks

Written by \`npm run bench\`, which replaces the section of each subject that it measured: edit the benchmark in \`bench/\`, not
this file. Compare figures only within one section: all its contestants ran in the same run, in turns, on the same servers. Each
contestant's file in \`bench/\` documents its setup.
`;

/** One subject's part of the document, with its charts. */
export type Part = { readonly markdown: string; readonly charts: Readonly<Record<string, string>> };

/** Puts the part in the place of the subject's last one; the others stay as they were measured. */
export async function writePart(subject: Subject, part: Part): Promise<void> {
  const known = await readFile(file, "utf8").catch(() => "");
  const parts = new Map(SUBJECTS.map((each) => [each, partOf(known, each)]));
  parts.set(subject, part.markdown.trim());
  await mkdir(chartsFolder, { recursive: true });
  for (const [name, svg] of Object.entries(part.charts)) await writeFile(join(chartsFolder, name), svg);
  const measured = [...parts].filter(([, text]) => text !== "");
  await writeFile(
    file,
    [HEAD, ...measured.map(([name, text]) => `${begin(name)}\n${text}\n${end(name)}\n`)].join("\n"),
  );
}

function partOf(document: string, subject: Subject): string {
  const from = document.indexOf(begin(subject));
  const to = document.indexOf(end(subject));
  return from < 0 || to < 0 ? "" : document.slice(from + begin(subject).length, to).trim();
}

function begin(subject: Subject): string {
  return `<!-- measured: ${subject} -->`;
}

function end(subject: Subject): string {
  return `<!-- end of ${subject} -->`;
}
