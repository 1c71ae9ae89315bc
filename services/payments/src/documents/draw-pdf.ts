import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import type { Sheet } from "./sheet.ts";

const MARGIN = 56;
const WIDTH = 595 - 2 * MARGIN;
const AMOUNT_WIDTH = 110;
const GREY = "#5b6470";
const INK = "#16202c";

/** The fonts that every PDF reader has know Western Europe's letters; others would come out as noise. */
function readable(text: string): string {
  return text.normalize("NFC").replace(/[^\u0020-\u00ff€œŒšŠžŽŸ–—‘’“”…•]/gu, "?");
}

/** Draws a sheet on a page. The same sheet gives the same bytes. */
export function drawPdf(sheet: Sheet): Promise<Buffer> {
  const page = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    lang: sheet.locale,
    displayTitle: true,
    info: { Title: readable(sheet.title), CreationDate: sheet.at, ModDate: sheet.at },
  });
  const write = (text: string, options: PDFKit.Mixins.TextOptions = {}) => page.text(readable(text), options);
  const small = () => page.font("Helvetica").fontSize(9).fillColor(GREY);
  const normal = () => page.font("Helvetica").fontSize(10).fillColor(INK);
  const strong = () => page.font("Helvetica-Bold").fontSize(10).fillColor(INK);

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

  page.font("Helvetica-Bold").fontSize(22).fillColor(INK);
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
