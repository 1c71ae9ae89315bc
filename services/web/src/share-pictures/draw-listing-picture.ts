import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { renderAsync } from "@resvg/resvg-js";
import type { Listing } from "@vc/client";
import satori, { type Font } from "satori";
import { shortMoney } from "../../app/format/money.ts";
import { meanOfStars } from "../../app/format/numbers.ts";
import type { Language } from "../../app/state/page-context.ts";

/** What networks show of a link: https://ogp.me, and 1.91 to 1 as they crop it. */
const pictureSize = { width: 1200, height: 630 } as const;

/** The cover stands at the right, as wide and high as it is drawn; what is written stands left of it. */
const coverSize = { width: 464, height: 348 } as const;
const MARGIN = 64;
const textSize = {
  width: pictureSize.width - coverSize.width - 3 * MARGIN,
  height: pictureSize.height - 2 * MARGIN,
};

export const HEADING_FONT = "Bricolage Grotesque";

const fontFiles = {
  heading: fileURLToPath(
    import.meta.resolve("@expo-google-fonts/bricolage-grotesque/700Bold/BricolageGrotesque_700Bold.ttf"),
  ),
  text: fileURLToPath(import.meta.resolve("@expo-google-fonts/figtree/500Medium/Figtree_500Medium.ttf")),
};

const colours = {
  paper: "#fbf7f0",
  ink: "#1d2733",
  soft: "#4e5a68",
  pine: "#0a5c55",
  star: "#b86e00",
} as const;

const words = {
  fr: { from: (price: string) => `À partir de ${price}`, by: (name: string) => `par ${name}` },
  en: { from: (price: string) => `From ${price}`, by: (name: string) => `by ${name}` },
} as const satisfies Record<Language, unknown>;

/** As much as a title may have, by the size that it then is drawn in. */
const titleSizes = [
  { upTo: 40, size: 64 },
  { upTo: 80, size: 54 },
  { upTo: 120, size: 46 },
] as const;

/**
 * The picture of a listing that is shown where a link to it is shared: title, price, seller, stars, and its cover.
 *
 * @param cover SVG of 320 by 240
 * @returns a PNG of 1200 by 630
 */
export async function drawListingPicture(
  listing: Listing,
  cover: string,
  language: Language,
): Promise<Buffer> {
  const layout = await satori(layoutOf(listing, language), { ...pictureSize, fonts: await fonts() });
  const [x, y] = [pictureSize.width - coverSize.width - MARGIN, (pictureSize.height - coverSize.height) / 2];
  const placed = cover.replace(
    "<svg ",
    `<svg x="${x}" y="${y}" width="${coverSize.width}" height="${coverSize.height}" `,
  );
  const whole = layout.replace(/<\/svg>$/, () => `${placed}</svg>`);
  const drawn = await renderAsync(whole, {
    background: colours.paper,
    font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles) },
  });
  return drawn.asPng();
}

type Style = Readonly<Record<string, string | number>>;

/** As satori takes it; a part of a picture needs no key. */
const box = (style: Style, children: unknown) => ({
  type: "div",
  key: null,
  props: { style: { display: "flex", ...style }, children },
});

function layoutOf({ title, basePrice, seller }: Listing, language: Language) {
  const text = words[language];
  const price = shortMoney(basePrice, language).replace(/[\u00a0\u202f]/g, " ");
  const size = titleSizes.find(({ upTo }) => title.length <= upTo)?.size ?? titleSizes[2].size;
  const rating =
    seller.rating === null
      ? []
      : [
          box({ alignItems: "center", gap: 8, color: colours.star }, [
            star,
            `${meanOfStars(seller.rating, language)} (${seller.reviewCount})`,
          ]),
        ];
  return box(
    {
      ...textSize,
      flexDirection: "column",
      justifyContent: "space-between",
      padding: MARGIN,
      color: colours.ink,
      fontFamily: "Figtree",
      fontSize: 32,
    },
    [
      box({ color: colours.pine, fontFamily: HEADING_FONT, fontSize: 30 }, "Vendor Consolidation"),
      box(
        {
          fontFamily: HEADING_FONT,
          fontSize: size,
          lineHeight: 1.1,
          lineClamp: 5,
          display: "block",
          wordBreak: "break-word",
        },
        title,
      ),
      box({ flexDirection: "column", gap: 12 }, [
        box({ fontFamily: HEADING_FONT, fontSize: 40 }, text.from(price)),
        box({ gap: 24, color: colours.soft }, [
          box({ display: "block", lineClamp: 1 }, text.by(seller.displayName)),
          ...rating,
        ]),
      ]),
    ],
  );
}

/** Our fonts have no star. */
const star = {
  type: "svg",
  key: null,
  props: {
    viewBox: "0 0 24 24",
    width: 30,
    height: 30,
    children: {
      type: "path",
      key: null,
      props: {
        fill: colours.star,
        d: "m12 1.8 3.2 6.6 7.2 1-5.2 5 1.3 7.2-6.5-3.4-6.5 3.4 1.3-7.2-5.2-5 7.2-1z",
      },
    },
  },
};

/** Read with the first picture, and kept. */
let read: Promise<Font[]> | undefined;

function fonts(): Promise<Font[]> {
  read ??= Promise.all([
    readFile(fontFiles.heading).then((data): Font => ({ name: HEADING_FONT, data, weight: 400 })),
    readFile(fontFiles.text).then((data): Font => ({ name: "Figtree", data, weight: 400 })),
  ]);
  return read;
}
