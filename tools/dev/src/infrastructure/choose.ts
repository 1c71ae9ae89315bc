/** A part of the infrastructure that can be used now. */
export type Found = {
  url: string;
  /** Every server that was started, `url` first: one, or as many as `databaseServers` asks for where one uses one core. */
  urls: readonly string[];
  /** One line: what was chosen and why. */
  chosen: string;
  /** Ends what the resolver started, and only that. Safe to repeat. */
  stop: () => Promise<void>;
};

/**
 * The result of one way to get a database or a broker: `found`, `unavailable` with the reason, or `wrong`: the user named
 * exactly this server and it does not work, so that trying other ways would hide a mistake.
 */
export type Attempt =
  | { kind: "found"; url: string; urls?: readonly string[]; because: string; stop: () => Promise<void> }
  | { kind: "unavailable"; why: string }
  | { kind: "wrong"; why: string };

export type Option = { name: string; attempt: () => Promise<Attempt> };

export type Refusal = { name: string; why: string };
export type Choice =
  | { kind: "found"; found: Found }
  | { kind: "none"; tried: Refusal[] }
  | { kind: "wrong"; why: string };

/**
 * The first option that works, in the order given; later ones are not even tried.
 * An option that throws counts as unavailable: a broken Docker must not hide a working local server.
 */
export async function chooseFirst(part: string, options: readonly Option[]): Promise<Choice> {
  const tried: Refusal[] = [];
  for (const { name, attempt } of options) {
    const result = await attempt().catch(
      (error: unknown): Attempt => unavailable(error instanceof Error ? error.message : String(error)),
    );
    switch (result.kind) {
      case "found":
        return {
          kind: "found",
          found: {
            url: result.url,
            urls: result.urls ?? [result.url],
            chosen: `${part}: ${name} (${result.because})`,
            stop: result.stop,
          },
        };
      case "wrong":
        return { kind: "wrong", why: result.why };
      case "unavailable":
        tried.push({ name, why: result.why });
    }
  }
  return { kind: "none", tried };
}

export function unavailable(why: string): Attempt {
  return { kind: "unavailable", why: lastLine(why) };
}

/** The last line is where pip, apt-get and servers say what really went wrong. */
function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
