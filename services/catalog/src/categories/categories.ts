import type { Category } from "@vc/contracts";

type Name = Category["name"];

/** `id`, French name, English name. */
type Row = readonly [id: string, fr: string, en: string];

/** R4: what is sold here is digital communication, in two levels. Ids are kept for ever: listings name them. */
const rows: readonly { readonly of: Row; readonly children: readonly Row[] }[] = [
  {
    of: ["graphic-design", "Graphisme", "Graphic design"],
    children: [
      ["logo-design", "Logos et identité visuelle", "Logos and visual identity"],
      ["illustration", "Illustration", "Illustration"],
      ["print-design", "Flyers, affiches et brochures", "Flyers, posters and brochures"],
      ["business-cards", "Cartes de visite et papeterie", "Business cards and stationery"],
      ["presentations", "Présentations et infographies", "Presentations and infographics"],
      ["photo-retouching", "Retouche photo", "Photo retouching"],
    ],
  },
  {
    of: ["websites", "Sites internet", "Websites"],
    children: [
      ["website-creation", "Création de sites", "Website creation"],
      ["wordpress", "WordPress", "WordPress"],
      ["online-shops", "Boutiques en ligne", "Online shops"],
      ["web-design", "Webdesign et interfaces", "Web and interface design"],
      ["website-maintenance", "Maintenance et dépannage", "Maintenance and repair"],
      ["mobile-apps", "Applications mobiles", "Mobile apps"],
    ],
  },
  {
    of: ["search-and-writing", "Référencement et rédaction", "Search engines and writing"],
    children: [
      ["seo", "Référencement naturel (SEO)", "Search engine optimisation (SEO)"],
      ["link-building", "Netlinking", "Link building"],
      ["articles", "Articles de blog", "Blog articles"],
      ["web-copy", "Textes de sites et fiches produits", "Website copy and product descriptions"],
      ["press-releases", "Communiqués de presse", "Press releases"],
      ["proofreading", "Relecture et correction", "Proofreading and editing"],
    ],
  },
  {
    of: ["social-media", "Réseaux sociaux", "Social media"],
    children: [
      ["community-management", "Animation de communautés", "Community management"],
      ["social-posts", "Publications et visuels", "Posts and visuals"],
      ["social-profiles", "Création de profils et de pages", "Profile and page creation"],
      ["influencers", "Influence et partenariats", "Influencers and partnerships"],
    ],
  },
  {
    of: ["video-and-audio", "Vidéo et audio", "Video and audio"],
    children: [
      ["video-editing", "Montage vidéo", "Video editing"],
      ["animation", "Animation et motion design", "Animation and motion design"],
      ["voice-over", "Voix off", "Voice-over"],
      ["podcasts", "Podcasts et montage son", "Podcasts and sound editing"],
      ["music", "Musique et jingles", "Music and jingles"],
    ],
  },
  {
    of: ["advertising", "Publicité", "Advertising"],
    children: [
      ["search-ads", "Publicité sur les moteurs de recherche", "Search engine advertising"],
      ["social-ads", "Publicité sur les réseaux sociaux", "Social media advertising"],
      ["banner-ads", "Bannières publicitaires", "Banner advertising"],
      ["emailing", "E-mailing et newsletters", "E-mailing and newsletters"],
    ],
  },
  {
    of: ["translation", "Traduction", "Translation"],
    children: [
      ["document-translation", "Traduction de documents", "Document translation"],
      ["website-localisation", "Traduction de sites", "Website localisation"],
      ["subtitling", "Sous-titrage et transcription", "Subtitling and transcription"],
    ],
  },
  {
    of: ["advice", "Conseil", "Advice"],
    children: [
      ["communication-strategy", "Stratégie de communication", "Communication strategy"],
      ["audits", "Audits de site et de visibilité", "Website and visibility audits"],
      ["training", "Formation et accompagnement", "Training and coaching"],
      ["brand-naming", "Noms de marque et slogans", "Brand names and slogans"],
    ],
  },
];

const named = ([id, fr, en]: Row): { id: string; name: Name } => ({ id, name: { fr, en } });

/** Every category, in the order in which they are shown. */
export const CATEGORIES: readonly Category[] = rows.map(({ of, children }) => ({
  ...named(of),
  children: children.map(named),
}));

const namesByChild = new Map<string, readonly Name[]>(
  CATEGORIES.flatMap(({ name, children }) =>
    children.map((child): [string, readonly Name[]] => [child.id, [child.name, name]]),
  ),
);

const childrenOf = new Map<string, readonly string[]>(
  CATEGORIES.flatMap(({ id, children }): [string, readonly string[]][] => [
    [id, children.map((child) => child.id)],
    ...children.map((child): [string, readonly string[]] => [child.id, [child.id]]),
  ]),
);

/** Whether listings can be in it: those of the second level. */
export function isListingCategory(categoryId: string): boolean {
  return namesByChild.has(categoryId);
}

/** The names of a category of the second level and of the one above it, in both languages. */
export function categoryNames(categoryId: string): string[] {
  return (namesByChild.get(categoryId) ?? []).flatMap(({ fr, en }) => [fr, en]);
}

/** The categories of the second level that a category of either level stands for; `null` when there is none such. */
export function listingCategoriesIn(categoryId: string): readonly string[] | null {
  return childrenOf.get(categoryId) ?? null;
}
