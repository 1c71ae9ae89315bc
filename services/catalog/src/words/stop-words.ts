/**
 * Words that say nothing about what is offered, in French and English, without accents and in lower case.
 * Shared with both languages on purpose: a listing may mix them. Words that one language needs are left out although
 * the other could do without: "or" (gold), "main" (hand), "car" (vehicle), "son" (sound), "but" (goal), "art".
 */
const FRENCH = `
  a afin ai ainsi alors apres as au aucun aujourd aussi autre autres aux avec avez avoir avons
  bien c ca ce ceci cela celle celles celui ces cet cette ceux chaque chez comme comment
  d dans de dehors depuis des donc du elle elles en encore entre est et etait etc ete etre eu
  fait faites font ici il ils j je jusqu jusque l la le les leur leurs lui m ma mais me meme memes mes moi moins mon
  n ne ni nos notre nous on ont ou par parce pas pendant peu peut peuvent plus pour pourquoi puis
  qu quand que quel quelle quelles quels qui quoi s sa sans se selon ses si sont sous sur
  t ta te tes toi ton tous tout toute toutes tres tu un une vers via voici voila vos votre vous y`;

const ENGLISH = `
  about after all also am an and any are as at be because been before being between both by can could
  did do does doing each few for from further get had has have having he her here hers him his how
  i if in into is it its itself just let me more most my myself no nor not of off once only other our ours out over own
  same she should so some such than that the their theirs them then there these they this those through to too
  under until up very was we were what when where which while who whom why will with would you your yours`;

export const stopWords: ReadonlySet<string> = new Set(`${FRENCH} ${ENGLISH}`.trim().split(/\s+/));
