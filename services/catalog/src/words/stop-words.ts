/**
 * Words that say nothing about what is offered, in French and English, in lower case and with their accents.
 * Shared by both languages on purpose: a listing may mix them. Words that one language needs are left out although
 * the other could do without: "or" (gold), "main" (hand), "car" (vehicle), "son" (sound), "but" (goal), "art", "été"
 * (summer), "ours" (bear).
 */
const FRENCH = `
  à afin ai ainsi alors après as au aucun aujourd aussi autre autres aux avec avez avoir avons
  bien c ça ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment
  d dans de dehors depuis des donc du elle elles en encore entre est et était etc être eu
  fait faites font ici il ils j je jusqu jusque l la le les leur leurs lui m ma mais me même mêmes mes moi moins mon
  n ne ni nos notre nous on ont ou par parce pas pendant peu peut peuvent plus pour pourquoi puis
  qu quand que quel quelle quelles quels qui quoi s sa sans se selon ses si sont sous sur
  t ta te tes toi ton tous tout toute toutes très tu un une vers via voici voilà vos votre vous y`;

const ENGLISH = `
  about after all also am an and any are as at be because been before being between both by can could
  did do does doing each few for from further get had has have having he her here hers him his how
  i if in into is it its itself just let me more most my myself no nor not of off once only other our out over own
  same she should so some such than that the their theirs them then there these they this those through to too
  under until up very was we were what when where which while who whom why will with would you your yours`;

/** What people write around what they search for. It is no reason to find a listing, nor to leave one out. */
const WISHES = `
  aide aider aimerais aimerait besoin bonjour cherche cherchons cher chers faire fais faut faudrait
  merci pourriez pouvez quelqu quelques recherchons souhaite souhaitons stp svp trop vais veux voudrais voudrait
  anyone cheap help hello hire looking make need needed please someone thanks want wanted wants`;

const listOf = (words: string) => new Set(words.trim().split(/\s+/));
const withoutAccents = (words: string) => words.normalize("NFD").replace(/\p{M}/gu, "");

const accented = listOf(`${FRENCH} ${ENGLISH}`);
/** Many type without accents; what is written with other accents is another word: "thé" is not "the". */
const stopWords = new Set([...accented, ...listOf(withoutAccents(`${FRENCH} ${ENGLISH}`))]);
const wishes = listOf(WISHES);

/** @param written in lower case, as it was written */
export const isStopWord = (written: string): boolean => stopWords.has(written);

/** @param plain in lower case, without accents */
export const isWish = (plain: string): boolean => wishes.has(plain);
