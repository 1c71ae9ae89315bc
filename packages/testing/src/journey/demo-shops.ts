/** A seller of the demo market, with what they offer and what buyers said. */
export interface DemoShop {
  readonly email: string;
  readonly displayName: string;
  readonly locale: "fr" | "en";
  readonly bio: string;
  readonly listings: readonly DemoListing[];
  /** One completed order each: stars, and the buyer's words. */
  readonly reviews: readonly (readonly [stars: number, text: string])[];
}

/** Those who bought in the demo market before today. */
export const demoCustomers = [
  { email: "yasmina@example.test", displayName: "Yasmina Kaddour", locale: "fr" },
  { email: "marc@example.test", displayName: "Marc-Antoine Roy", locale: "fr" },
  { email: "oliver@example.test", displayName: "Oliver Shaw", locale: "en" },
  { email: "helene@example.test", displayName: "Hélène Pons", locale: "fr" },
] as const;

export interface DemoListing {
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly priceCents: number;
  readonly deliveryDays: number;
  readonly brief: string;
  readonly extras: readonly (readonly [title: string, priceCents: number, days: number])[];
  /** Null: unlimited. */
  readonly revisionLimit: number | null;
}

/** `title | description | category | euros | days | brief | revisions`, an extra after it. */
function offer(
  row: readonly [
    title: string,
    description: string,
    category: string,
    euros: number,
    days: number,
    brief: string,
    revisions: number | null,
  ],
  ...extras: readonly (readonly [title: string, euros: number, days: number])[]
): DemoListing {
  const [title, description, category, euros, deliveryDays, brief, revisionLimit] = row;
  return {
    title,
    description,
    category,
    priceCents: euros * 100,
    deliveryDays,
    brief,
    revisionLimit,
    extras: extras.map(([name, price, days]) => [name, price * 100, days] as const),
  };
}

export const demoShops: readonly DemoShop[] = [
  {
    email: "lena@example.test",
    displayName: "Léna Graphisme",
    locale: "fr",
    bio: "Graphiste à Nantes depuis neuf ans. Peu de couleurs, beaucoup de soin.",
    listings: [
      offer(
        [
          "Je dessine votre logo minimaliste",
          "Un logo simple et durable, dessiné en noir et blanc puis décliné dans une couleur. Deux pistes, la vôtre affinée jusqu’au fichier final.\n\n- SVG, PDF et PNG\n- fond clair et fond sombre",
          "logo-design",
          120,
          5,
          "Votre activité en une phrase.\nCe que le logo doit dire.\nCe que vous n’aimez pas.",
          3,
        ],
        ["Carte de visite recto verso", 40, 1],
        ["Favicon et icônes de réseaux", 15, 0],
      ),
      offer(
        [
          "Je compose votre affiche A3",
          "Une affiche prête pour l’imprimeur, avec vos textes et vos images. Une piste, deux retouches, fonds perdus compris.",
          "print-design",
          90,
          4,
          "Le texte exact, la date, le lieu.\nVos images en haute définition.",
          2,
        ],
        ["Version pour les réseaux", 20, 1],
      ),
      offer([
        "Je prépare vos cartes de visite",
        "Cartes recto verso assorties à votre logo, avec le fichier d’impression et un modèle pour les suivantes.",
        "business-cards",
        45,
        3,
        "Votre logo et les coordonnées à écrire.",
        2,
      ]),
      offer([
        "J’illustre votre article en trois dessins",
        "Trois illustrations au trait, dans une même palette, livrées en SVG et en PNG.",
        "illustration",
        150,
        7,
        "Le texte à illustrer, et deux images que vous aimez.",
        1,
      ]),
      offer(
        [
          "Je retouche dix photos de produits",
          "Détourage, couleurs, ombres douces : dix photos homogènes pour votre boutique.",
          "photo-retouching",
          60,
          3,
          "Vos photos en pleine définition.",
          null,
        ],
        ["Dix photos de plus", 45, 2],
      ),
      offer([
        "Je mets en page votre présentation",
        "Vingt diapositives claires, avec vos couleurs et vos chiffres en graphiques lisibles.",
        "presentations",
        110,
        5,
        "Votre texte ou vos diapositives, et l’occasion.",
        2,
      ]),
    ],
    reviews: [
      [5, "Exactement ce que j’imaginais, en plus simple. Les fichiers sont propres."],
      [5, "À l’écoute et rapide, la deuxième piste était la bonne."],
      [4, "Très beau travail, une journée de plus aurait suffi."],
      [5, "Mon imprimeur m’a félicitée pour le fichier."],
    ],
  },
  {
    email: "tom@example.test",
    displayName: "Tom Builds",
    locale: "en",
    bio: "I build small, fast websites and repair old ones. Based in Leeds.",
    listings: [
      offer(
        [
          "I will build your one-page website",
          "A fast page with your text and pictures, a contact form, and everything you need to edit it yourself afterwards.",
          "website-creation",
          280,
          10,
          "Your text, your pictures, and two sites you like.",
          2,
        ],
        ["A second page", 60, 2],
        ["Set up your domain", 25, 1],
      ),
      offer([
        "I will repair your WordPress site",
        "Errors, slow pages, broken updates: I find the cause, fix it, and write down what happened.",
        "wordpress",
        75,
        2,
        "What goes wrong, and since when. A login for an editor.",
        null,
      ]),
      offer(
        [
          "I will set up a small online shop",
          "A shop for up to 30 products, with payment, delivery rules and legal pages ready to fill in.",
          "online-shops",
          450,
          14,
          "Your products as a list, your delivery prices, your bank.",
          3,
        ],
        ["20 more products", 50, 2],
      ),
      offer([
        "I will design two screens of your app",
        "Two screens in detail, as an editable file, with the components that they are made of.",
        "web-design",
        190,
        6,
        "What the app does, who uses it, and the two screens.",
        2,
      ]),
      offer([
        "I will look after your website for a month",
        "Updates, backups, and small changes: up to two hours of work within a month.",
        "website-maintenance",
        60,
        30,
        "The address, and who hosts it.",
        0,
      ]),
      offer([
        "I will make a prototype of your mobile app",
        "Five screens that can be tapped through on a phone, ready to show to users.",
        "mobile-apps",
        320,
        12,
        "What the app does, in ten sentences.",
        2,
      ]),
    ],
    reviews: [
      [5, "The page loads at once, and I can edit it myself."],
      [4, "Good work. It took a reminder, but was in time."],
      [5, "Found in an hour what others had not found in a week."],
    ],
  },
  {
    email: "agathe@example.test",
    displayName: "Agathe Rédac",
    locale: "fr",
    bio: "Rédactrice et correctrice. J’écris court.",
    listings: [
      offer(
        [
          "J’écris votre article de blog de 800 mots",
          "Un article documenté, structuré et relu, avec un titre qui dit vrai et une méta-description.",
          "articles",
          70,
          4,
          "Le sujet, les lecteurs, le ton. Les mots par lesquels on doit vous trouver.",
          2,
        ],
        ["Deux propositions de titre", 10, 0],
      ),
      offer([
        "Je relis et corrige votre texte",
        "Orthographe, ponctuation, répétitions, phrases trop longues : jusqu’à 3 000 mots, corrections visibles.",
        "proofreading",
        35,
        2,
        "Votre texte en .docx ou .odt.",
        1,
      ]),
      offer([
        "Je rédige dix fiches produits",
        "Dix fiches qui répondent aux questions des acheteurs, sans superlatif.",
        "web-copy",
        95,
        5,
        "La liste des produits et ce qui les distingue.",
        2,
      ]),
      offer([
        "J’écris votre communiqué de presse",
        "Une page que l’on lit jusqu’au bout, avec l’information en premier.",
        "press-releases",
        80,
        3,
        "La nouvelle, la date, une citation, un contact.",
        2,
      ]),
      offer([
        "Je trouve le nom de votre marque",
        "Dix noms expliqués, vérifiés en noms de domaine, dont trois recommandés.",
        "brand-naming",
        130,
        6,
        "Ce que vous vendez, à qui, et trois noms que vous enviez.",
        1,
      ]),
      offer([
        "J’anime votre page pendant deux semaines",
        "Six publications écrites, programmées et suivies, avec les réponses aux commentaires.",
        "community-management",
        160,
        15,
        "Les accès, vos sujets, ce que vous ne dites jamais.",
        2,
      ]),
      offer([
        "Je prépare un mois de publications",
        "Douze textes et leurs visuels, prêts à programmer.",
        "social-posts",
        140,
        7,
        "Vos sujets du mois et vos couleurs.",
        2,
      ]),
    ],
    reviews: [
      [5, "Un texte qui nous ressemble, livré avant la date."],
      [5, "Relecture précise, et des explications utiles."],
      [4, "Bon article, j’aurais aimé une source de plus."],
      [5, "Les fiches se lisent d’un trait."],
      [5, "Trois noms, et le bon dès le premier."],
    ],
  },
  {
    email: "karim@example.test",
    displayName: "Karim Vidéo",
    locale: "fr",
    bio: "Montage et son, du tournage au fichier final.",
    listings: [
      offer(
        [
          "Je monte votre vidéo de 30 secondes",
          "Montage rythmé de vos images, titres, musique libre de droits, version carrée comprise.",
          "video-editing",
          110,
          5,
          "Vos images et le message en une phrase.",
          2,
        ],
        ["Version verticale", 30, 1],
      ),
      offer([
        "J’anime votre logo",
        "Une animation de cinq secondes, avec et sans fond, pour vos vidéos.",
        "animation",
        90,
        6,
        "Votre logo en vectoriel.",
        2,
      ]),
      offer(
        [
          "J’enregistre votre voix off en français",
          "Jusqu’à 300 mots, voix masculine posée, livrés en WAV et en MP3.",
          "voice-over",
          65,
          3,
          "Le texte définitif et le ton voulu.",
          1,
        ],
        ["Cent mots de plus", 15, 1],
      ),
      offer([
        "Je nettoie et monte votre podcast",
        "Jusqu’à 40 minutes : bruit, niveaux, hésitations, générique.",
        "podcasts",
        85,
        4,
        "Les pistes séparées, si vous les avez.",
        2,
      ]),
      offer([
        "Je compose votre jingle",
        "Dix secondes qui restent, livrées avec les droits pour vos usages en ligne.",
        "music",
        120,
        8,
        "Trois adjectifs et un exemple.",
        1,
      ]),
      offer([
        "Je sous-titre votre vidéo en français",
        "Jusqu’à dix minutes, relues et calées, en SRT et incrustées.",
        "subtitling",
        50,
        3,
        "La vidéo et les noms propres.",
        1,
      ]),
    ],
    reviews: [
      [4, "Montage énergique, musique bien choisie."],
      [3, "Bien, mais il a fallu deux retouches."],
      [5, "La voix est parfaite pour notre film."],
    ],
  },
  {
    email: "grace@example.test",
    displayName: "Grace & Words",
    locale: "en",
    bio: "Translator from French and German into English, sworn since 2014.",
    listings: [
      offer(
        [
          "I will translate 1,000 words into English",
          "From French or German, by a native speaker, proofread the next morning.",
          "document-translation",
          85,
          3,
          "The text, and who will read it.",
          2,
        ],
        ["500 more words", 40, 1],
      ),
      offer([
        "I will localise your website into English",
        "Up to 15 pages, with titles and descriptions for search engines, in your file format.",
        "website-localisation",
        240,
        9,
        "An export of your pages, and words that must not change.",
        2,
      ]),
      offer([
        "I will write subtitles in English",
        "Up to 15 minutes of video, timed and checked.",
        "subtitling",
        70,
        4,
        "The video, and a transcript if there is one.",
        1,
      ]),
      offer([
        "I will write your newsletter",
        "One issue of 500 words with three subject lines to choose from.",
        "emailing",
        60,
        3,
        "What is new, for whom, and the last issue.",
        2,
      ]),
      offer([
        "I will check your site for search engines",
        "A report of ten pages: what holds you back, in the order in which to repair it.",
        "audits",
        140,
        6,
        "The address, and three competitors.",
        0,
      ]),
      offer([
        "I will coach your team in plain English",
        "A session of 90 minutes on your own texts, with notes for afterwards.",
        "training",
        160,
        10,
        "Three of your texts, and who takes part.",
        0,
      ]),
      offer([
        "I will plan your communication for a quarter",
        "What to say, where, when and to whom, on four pages that get used.",
        "communication-strategy",
        300,
        12,
        "Your aims, your means, and what you did so far.",
        2,
      ]),
    ],
    reviews: [
      [5, "Reads as if it had been written in English."],
      [5, "On time, with two very good questions."],
      [5, "The report told us what to do on Monday morning."],
      [4, "Careful work, a little formal."],
    ],
  },
  {
    email: "noe@example.test",
    displayName: "Noé Ads",
    locale: "fr",
    bio: "Campagnes petites et mesurées.",
    listings: [
      offer([
        "Je crée votre première campagne de recherche",
        "Mots, annonces et suivi des conversions, avec une heure d’explication.",
        "search-ads",
        180,
        6,
        "Votre offre, votre zone, votre budget par mois.",
        1,
      ]),
      offer([
        "Je règle votre publicité sur les réseaux",
        "Trois annonces, deux audiences, un test mesuré sur dix jours.",
        "social-ads",
        150,
        12,
        "Vos accès, vos visuels, votre budget.",
        1,
      ]),
      offer([
        "Je dessine un jeu de bannières",
        "Cinq formats, deux variantes, fichiers légers prêts à diffuser.",
        "banner-ads",
        75,
        4,
        "Le message, le logo, la page d’arrivée.",
        2,
      ]),
      offer([
        "J’améliore la position de cinq pages",
        "Titres, textes, liens internes : cinq pages revues, et ce qui a changé.",
        "seo",
        170,
        8,
        "Les cinq adresses et les mots visés.",
        1,
      ]),
      offer([
        "Je trouve cinq partenaires pour votre marque",
        "Cinq créateurs choisis, contactés, avec leurs conditions.",
        "influencers",
        200,
        14,
        "Votre marque, votre public, ce que vous offrez.",
        1,
      ]),
      offer([
        "J’obtiens trois liens de qualité",
        "Trois articles invités sur des sites de votre domaine, relus par vous.",
        "link-building",
        220,
        20,
        "Votre page et votre domaine.",
        1,
      ]),
    ],
    reviews: [
      [5, "Des chiffres clairs, et un budget respecté."],
      [4, "La campagne tourne, merci pour les explications."],
    ],
  },
];
