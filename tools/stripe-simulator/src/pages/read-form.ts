/** Reads the text fields of a posted form; what is missing is empty. */
export function formOf(body: unknown): (name: string) => string {
  return (name) => {
    const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === "string" ? value : "";
  };
}
