type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The fields that have a value: what an optional parameter leaves out is not in the object at all. */
export function definedOnly<T extends object>(fields: T): Partial<Defined<T>> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  // The same names with the same values, less those without one.
  return Object.fromEntries(present) as Partial<Defined<T>>;
}
