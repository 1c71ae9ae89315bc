/** What the addresses of these pages carry: where to go afterwards, or the token of an e-mail. */
export function nextOf({ next }: Record<string, unknown>): { next?: string } {
  return typeof next === "string" ? { next } : {};
}

export function tokenOf({ token }: Record<string, unknown>): { token?: string } {
  return typeof token === "string" ? { token } : {};
}
