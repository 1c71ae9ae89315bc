/**
 * Verbs, what they make and who does it, where no common ending shows that they belong together: one family a line, in
 * French and in English. A search for any word of a line finds all of them. Words that no family has beside them are
 * listed to be kept apart from what their ending would put them with.
 */
const FAMILIES = `
  traduire traduis traduit traduite traduisez traduction traducteur traductrice
  corriger corrige correction correcteur correctrice
  rediger redige rediges redigez redaction redacteur redactrice redactionnel
  creer cree crees creez creation createur creatrice creatif creative
  lire lecture lecteur lectrice
  relire relis relit relisez relecture relecteur relectrice
  ecrire ecris ecrit ecrite ecrivez ecriture ecrivain
  reecrire reecris reecrit reecrite reecriture
  decrire decris decrit description descriptif
  inscrire inscription
  transcrire transcris transcrit transcription transcripteur transcriptrice
  construire construis construit construction constructeur
  produire produis produit production producteur productrice
  refaire refais refait refaite refonte refondre
  concevoir concois concoit conception concepteur conceptrice
  vendre vends vendez vente vendeur vendeuse
  peindre peint peinture peintre
  gerer gere gerez gestion gestionnaire
  imprimer imprime impression imprimeur imprimerie
  publier publie publication
  diffuser diffusion diffuseur
  chanter chanteur chanteuse chanson chant
  dessiner dessine dessinez dessin dessinateur dessinatrice
  graphisme graphiste graphique graphic
  photo photographie photographe photographier photograph photographer photography photographic
  video videaste videographie videographe videographer
  musique musicien musicienne musical music musician
  publicite publicitaire pub
  application appli app
  logo logotype
  restaurant resto
  restaurer restaure restaurez restauration restaurateur
  debuter debutant debutante
  apprendre apprends apprentissage
  conseil conseiller conseillere consultant consultante
  strategie strategique stratege strategy strategist strategic
  developper developpe developpez developpement developpeur developpeuse
  referencer reference referencement referenceur
  pirater pirate piratage
  marketing marketeur marketer marketeuse
  influence influenceur influenceuse influencer
  ad advert advertise advertising advertisement advertiser
  write writes writing writer written
  rewrite rewrites rewriting rewritten
  copywriting copywriter copy
  ghostwriting ghostwriter ghostwrite
  translate translation translator
  design designer
  build building builder built
  sell selling seller
  speak speaking speaker speech
  describe description
  child children childrens
  narrate narration narrator
  proofread proofreading proofreader
  couleur
  village
  message
  paysage
  personnage
  secteur
  format
  planche
`;

const familyOf = new Map<string, string>(
  FAMILIES.trim()
    .split("\n")
    .flatMap((line) => {
      const words = line.trim().split(" ");
      // The sign keeps a family apart from the word that it is called by. Indexes hold it: a line keeps its first word.
      return words.map((word): [string, string] => [word, `~${words[0]}`]);
    }),
);

/** A shorter root is in too many words that have nothing to do with each other. */
const MIN_ROOT_LENGTH = 4;
/** What is left at the end of a French and of an English stem of what is made, or of who makes it. */
const FRENCH_ENDING = /(?:ag|eur|eus|ric|istr)$/;
const FRENCH_TURE = /(?<=.{4}t)ur$/;
const ENGLISH_ENDING = /(?:er|or)$/;

/**
 * What the words of a family have in common, or `null` for a word that has no kin but its inflections. It is compared
 * with forms of other words: the root of "montage" is the stem of "monter".
 */
export function kinOf(
  forms: { readonly plain: string; readonly uninflected: string },
  stems: { readonly french: string; readonly english: string },
): string | null {
  const listed = familyOf.get(forms.plain) ?? familyOf.get(forms.uninflected);
  if (listed !== undefined) return listed;
  const french = stems.french.replace(FRENCH_ENDING, "").replace(FRENCH_TURE, "");
  if (french !== stems.french) return rootOf(french);
  const english = stems.english.replace(ENGLISH_ENDING, "");
  return english === stems.english ? null : rootOf(english);
}

const rootOf = (word: string) => (word.length < MIN_ROOT_LENGTH ? null : word);
