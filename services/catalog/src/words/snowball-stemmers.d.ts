/** The package brings no types of its own; this is the part of it that is used. */
declare module "snowball-stemmers" {
  interface Stemmer {
    stem(word: string): string;
  }
  const snowball: { newStemmer(language: "french" | "english"): Stemmer };
  export default snowball;
}
