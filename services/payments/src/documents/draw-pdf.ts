import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { runsOf } from "./font-runs.ts";
import { fonts, type Weight } from "./fonts.ts";
import type { Sheet } from "./sheet.ts";

const MARGIN = 56;
const WIDTH = 595 - 2 * MARGIN;
const AMOUNT_WIDTH = 110;
const GREY = "#5b6470";
const INK = "#16202c";

/** How far the letters of Noto Sans rise above their line, of their size: parts of other fonts stand on the same line. */
const ASCENDER = 1.069;

/** Draws a sheet on a page. The same sheet gives the same bytes. */
export function drawPdf(sheet: Sheet): Promise<Buffer> {
  const page = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    lang: sheet.locale,
    displayTitle: true,
    info: { Title: sheet.title, CreationDate: sheet.at, ModDate: sheet.at },
  });
  const parts = Object.values(fonts).flatMap((font) => [...font.parts, font.lastResort]);
  for (const part of parts) page.registerFont(part.name, part.file);
  let weight: Weight = "normal";
  let size = 0;
  const style = (nextWeight: Weight, nextSize: number, colour: string) => {
    weight = nextWeight;
    size = nextSize;
    page.fontSize(size).fillColor(colour);
  };
  const small = () => style("normal", 9, GREY);
  const normal = () => style("normal", 10, INK);
  const strong = () => style("strong", 10, INK);
  /** Every part of a font draws the letters that it has; together they are one text. */
  const write = (text: string, options: PDFKit.Mixins.TextOptions = {}) => {
    const runs = runsOf(text, fonts[weight]);
    const baseline = -ASCENDER * size;
    for (const [index, run] of runs.entries()) {
      const isLast = index === runs.length - 1;
      const placed = { ...options, baseline };
      page.font(run.part.name).text(run.text, isLast ? placed : { ...placed, continued: true });
    }
  };

  const rule = () => {
    page.moveDown(0.6);
    page
      .moveTo(MARGIN, page.y)
      .lineTo(MARGIN + WIDTH, page.y)
      .lineWidth(0.5)
      .strokeColor("#c9ced6")
      .stroke();
    page.moveDown(0.6);
  };

  /** A label on the left and an amount flush right, on one line. */
  const amountLine = ([label, amount]: readonly [string, string]) => {
    const top = page.y;
    write(amount, { width: WIDTH, align: "right" });
    page.y = top;
    page.x = MARGIN;
    write(label, { width: WIDTH - AMOUNT_WIDTH });
    page.moveDown(0.3);
  };

  style("strong", 22, INK);
  write(sheet.title);
  page.moveDown(0.5);
  for (const [label, value] of sheet.facts) {
    small();
    write(`${label} : `, { continued: true });
    normal();
    write(value);
  }
  page.moveDown(1);
  const top = page.y;
  const column = WIDTH / sheet.parties.length;
  const bottoms = sheet.parties.map(({ label, lines }, index) => {
    page.x = MARGIN + index * column;
    page.y = top;
    small();
    write(label, { width: column - 12 });
    normal();
    for (const line of lines.filter((each) => each !== "")) write(line, { width: column - 12 });
    return page.y;
  });
  page.x = MARGIN;
  page.y = Math.max(...bottoms) + 14;
  small();
  amountLine(sheet.heads);
  rule();
  normal();
  for (const row of sheet.rows) amountLine(row);
  rule();
  for (const [index, total] of sheet.totals.entries()) {
    if (index === sheet.totals.length - 1) strong();
    amountLine(total);
  }
  page.moveDown(2);
  small();
  for (const note of sheet.notes) {
    write(note, { width: WIDTH });
    page.moveDown(0.4);
  }
  page.end();
  return buffer(page);
}
