import type { ReactNode } from "react";

/** A drawing for one top category, in one of four variants. */
type Motif = (options: { words: string; variant: number; lines: number }) => ReactNode;

const pick = <T,>(values: readonly [T, T, T, T], variant: number): T => values[variant % 4] ?? values[0];

/** Graphic design: rows of the title's letters, one of them chosen. */
const letters: Motif = ({ words, variant, lines }) => {
  const alphabet = [
    ...new Set(
      words
        .toUpperCase()
        .normalize("NFD")
        .replace(/[^A-Z]/g, "") || "VENDOR",
    ),
  ];
  const letterAt = (row: number, column: number) =>
    alphabet[(row * 5 + column * 3 + variant) % alphabet.length];
  const columns = [26, 74, 122, 170, 218, 266, 314];
  const rows = [62, 110, 158].slice(0, lines > 1 ? 2 : 3);
  const [row, column] = pick(
    [
      [0, 4],
      [1, 5],
      [0, 2],
      [1, 3],
    ] as const,
    variant,
  );
  const x = columns[column] ?? 218;
  const y = 62 + row * 48;
  return (
    <>
      <g className="fill-mid motif-letters">
        {rows.map((rowY, index) => (
          <text key={rowY} x={columns.join(" ")} y={rowY}>
            {columns.map((_, position) => letterAt(index, position)).join("")}
          </text>
        ))}
      </g>
      <circle className="fill-fg" cx={x} cy={y - 12} r="23" />
      <text className="fill-bg motif-letters" x={x} y={y}>
        {letterAt(row, column)}
      </text>
    </>
  );
};

/** Websites: brackets. */
const brackets: Motif = ({ variant }) => (
  <g transform={pick([undefined, "translate(36)", "translate(-64 -28)", "translate(84)"], variant)}>
    <path className="line-mid" strokeWidth="26" d="m176-6-70 69 70 69M252-6l70 69-70 69" />
    <path className="line-fg" strokeWidth="26" d="m236-30-44 162" />
  </g>
);

/** Writing: sheets of paper. */
const paper: Motif = ({ variant }) => (
  <g transform={pick([undefined, "translate(-96)", "translate(28 8)", "translate(-48 -10)"], variant)}>
    <path className="fill-mid" d="m232 2 84 15-18 102-84-15z" />
    <path className="fill-bg" d="M160 22h78l34 34v94H160z" />
    <path className="fill-mid" d="M168 30h70v32h26v82h-96z" />
    <path className="fill-fg" d="M238 30v32h32z" />
    <path className="line-bg" strokeWidth="6" d="M182 84h68M182 102h68M182 120h40" />
  </g>
);

/** Social media: a crowd of dots, one of them heard. */
const dots: Motif = ({ variant }) => {
  const [x, y] = pick(
    [
      [208, 62],
      [118, 98],
      [244, 62],
      [154, 26],
    ] as const,
    variant,
  );
  const rows = [
    [26, 30],
    [62, 24],
    [98, 17],
    [134, 9],
  ] as const;
  return (
    <>
      {rows.map(([rowY, width], index) => (
        <path
          key={rowY}
          className="line-mid"
          strokeLinecap="round"
          strokeWidth={width}
          strokeDasharray="0 36"
          d={`M${index % 2 === 1 ? 28 : 10} ${rowY}h320`}
        />
      ))}
      <circle className="fill-fg" cx={x} cy={y} r="17" />
    </>
  );
};

/** Video and audio: frames. */
const frames: Motif = ({ variant }) => (
  <g transform={pick([undefined, "translate(-84)", "translate(34 10)", "translate(-40 -12)"], variant)}>
    <path className="fill-mid" d="M206-20h170v96H206z" />
    <path className="fill-bg" d="M162 8h176v108H162z" />
    <path className="fill-mid" d="M168 14h170v96H168z" />
    <path className="fill-bg" d="M124 42h156v108H124z" />
    <path className="fill-mid" d="M130 48h150v96H130z" />
    <path className="fill-fg" d="M188 70v52l42-26z" />
  </g>
);

/** Advertising: rings around a target. */
const arcs: Motif = ({ variant }) => {
  const [x, y] = pick(
    [
      [320, 132],
      [320, 12],
      [232, 62],
      [72, 12],
    ] as const,
    variant,
  );
  return (
    <>
      {[46, 92, 138, 184].map((radius) => (
        <circle key={radius} className="line-mid" strokeWidth="23" cx={x} cy={y} r={radius} />
      ))}
      <circle className="fill-fg" cx={x} cy={y} r="20" />
    </>
  );
};

/** Translation: the same line, one of them spoken. */
const waves: Motif = ({ variant }) => {
  const spoken = pick([1, 2, 3, 1], variant);
  return [30, 60, 90, 120].map((y, index) => (
    <path
      key={y}
      className={index === spoken ? "line-fg" : "line-mid"}
      strokeWidth="11"
      d={`M-40 ${y}q20-34 40 0t40 0 40 0 40 0 40 0 40 0 40 0 40 0 40 0`}
    />
  ));
};

/** Advice: steps. */
const steps: Motif = ({ variant }) => (
  <>
    <path className="fill-mid" d="M120 240v-64h50v-44h50V88h50V44h60v196z" />
    <path
      className="fill-fg"
      d={pick(["M270 44V0h50v44z", "M220 88V44h50v44z", "M170 132V88h50v44z", "M270 88V44h50v44z"], variant)}
    />
  </>
);

/** The motif of each top category of the catalog, by its id. */
export const motifs: Readonly<Record<string, Motif>> = {
  "graphic-design": letters,
  websites: brackets,
  "search-and-writing": paper,
  "social-media": dots,
  "video-and-audio": frames,
  advertising: arcs,
  translation: waves,
  advice: steps,
};

/** For a category that the catalog got after this was drawn. */
export const plainMotif: Motif = waves;

const strip = (path: (x: number) => string, xs: readonly number[], widths: readonly number[]) =>
  xs.map((x, index) => (
    <path
      key={x}
      className="line-mid"
      strokeLinecap="round"
      strokeWidth={widths[index]}
      strokeDasharray="0 24"
      d={path(index % 2 === 1 ? -6 : 6).replace("X", String(x))}
    />
  ));

/** Letters that are drawn, not read. */
const DRAWN_LETTERS = "AGENT";

/** The same motifs as a strip of 240 by 72, for the folders of the home page. */
export const strips: Readonly<Record<string, ReactNode>> = {
  "graphic-design": (
    <>
      <g className="fill-mid motif-letters">
        <text x="32 78 124 170 216" y="43">
          {DRAWN_LETTERS}
        </text>
      </g>
      <circle className="fill-fg" cx="170" cy="31" r="22" />
      <text className="fill-bg motif-letters" x="170" y="43">
        {DRAWN_LETTERS[3]}
      </text>
    </>
  ),
  websites: (
    <>
      <path className="line-mid" strokeWidth="13" d="m142 2-36 29 36 29M198 2l36 29-36 29" />
      <path className="line-fg" strokeWidth="13" d="m184-8-28 80" />
    </>
  ),
  "search-and-writing": (
    <>
      <path className="fill-mid" d="m126 20 46-10 14 62h-48z" />
      <path className="fill-bg" d="M170 4h38l28 28v40h-66z" />
      <path className="fill-mid" d="M174 8h34v24h24v40h-58z" />
      <path className="fill-fg" d="M208 8v24h24z" />
      <path className="line-bg" strokeWidth="5" d="M184 44h36M184 56h36" />
    </>
  ),
  "social-media": (
    <>
      {strip((y) => `MX ${y}v96`, [76, 98, 120, 142, 164, 186, 208, 230], [4, 6, 9, 12, 15, 18, 20, 22])}
      <circle className="fill-fg" cx="164" cy="30" r="12" />
    </>
  ),
  "video-and-audio": (
    <>
      <path className="fill-mid" d="M72 10h20v62H72zM100 10h20v62h-20zM128 10h88v62h-88zM224 10h16v62h-16z" />
      <path className="fill-fg" d="M162 24v36l30-18z" />
    </>
  ),
  advertising: (
    <>
      {[26, 50, 74, 98].map((radius) => (
        <circle key={radius} className="line-mid" strokeWidth="12" cx="216" cy="30" r={radius} />
      ))}
      <circle className="fill-fg" cx="216" cy="30" r="11" />
    </>
  ),
  translation: (
    <>
      {[12, 32, 52].map((y, index) => (
        <path
          key={y}
          className={index === 1 ? "line-fg" : "line-mid"}
          strokeLinecap="round"
          strokeWidth="7"
          d={`M${[130, 102, 116][index]} ${y}q10-18 20 0t20 0 20 0 20 0 20 0 20 0 20 0 20 0 20 0`}
        />
      ))}
    </>
  ),
  advice: (
    <>
      <path className="fill-mid" d="M100 72V56h35V42h35V28h35V14h35v58z" />
      <path className="fill-fg" d="M170 28V4h35v24z" />
    </>
  ),
};
