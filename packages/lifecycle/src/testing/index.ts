export * from "./golden.ts";
export * from "./mutants.ts";
