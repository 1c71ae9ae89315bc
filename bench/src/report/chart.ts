export type Bar = { readonly label: string; readonly value: number };
export type BarGroup = { readonly label: string; readonly bars: readonly Bar[] };

const WIDTH = 760;
const LABEL_WIDTH = 210;
const VALUE_WIDTH = 90;
const BAR_HEIGHT = 18;
const GAP = 4;
const GROUP_HEAD = 30;
const HEAD = 44;
const COLOURS = ["#2f6fde", "#8a94a6", "#c9803a", "#4d9e6b", "#9b6bb3", "#b05a5a"];

/**
 * Horizontal bars in groups, as an SVG of its own that reads on light and dark pages. With `logarithmic`, lengths
 * grow by the factor: for figures that lie decades apart. A value that is no number gets no bar and says so.
 */
export function barChart(chart: {
  readonly title: string;
  readonly unit: string;
  readonly groups: readonly BarGroup[];
  readonly logarithmic?: boolean;
}): string {
  const { title, unit, groups, logarithmic = false } = chart;
  const values = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter(Number.isFinite);
  const most = Math.max(1, ...values);
  // A bar of length nothing would mean this; the decade below the least value leaves every bar to be seen.
  const least = 10 ** (Math.floor(Math.log10(Math.max(1e-3, Math.min(1, most, ...values)))) - 1);
  const share = (value: number) =>
    logarithmic ? Math.log10(value / least) / Math.log10(most / least) : value / most;
  const labels = [...new Set(groups.flatMap(({ bars }) => bars.map(({ label }) => label)))];
  const lines: string[] = [];
  let y = HEAD;
  for (const group of groups) {
    lines.push(text(16, y + 18, group.label, "font-weight='600'"));
    y += GROUP_HEAD;
    for (const { label, value } of group.bars) {
      const length = Number.isFinite(value)
        ? Math.max(1, share(value) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH - 16))
        : 0;
      const colour = COLOURS[labels.indexOf(label) % COLOURS.length] ?? "#8a94a6";
      lines.push(text(LABEL_WIDTH - 8, y + 13, label, "text-anchor='end'"));
      if (length > 0) {
        lines.push(
          `<rect x="${LABEL_WIDTH}" y="${y}" width="${length.toFixed(1)}" height="${BAR_HEIGHT}" rx="2" fill="${colour}"/>`,
        );
      }
      lines.push(text(LABEL_WIDTH + length + 6, y + 13, figure(value)));
      y += BAR_HEIGHT + GAP;
    }
    y += GAP;
  }
  const scale = logarithmic ? `${unit}, logarithmic` : unit;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 12}" width="${WIDTH}" font-family="system-ui, sans-serif" font-size="12" fill="#222">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    text(16, 26, `${title} (${scale})`, "font-size='15' font-weight='600'"),
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

/** A figure as a person reads it: three digits that count, and thousands apart. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-GB", { maximumFractionDigits: digits });
}

function text(x: number, y: number, content: string, attributes = ""): string {
  const escaped = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x.toFixed(0)}" y="${y}"${attributes && ` ${attributes}`}>${escaped}</text>`;
}
