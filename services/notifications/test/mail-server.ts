import { once } from "node:events";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A real mail server that a test can take down, bring back at the same port, and make refuse. */
export async function startMailServer() {
  const received: ParsedMail[] = [];
  /** Addresses without a mailbox. */
  const unknownAddresses = new Set<string>();
  let losesNextAnswer = false;
  let refusesForNow = false;
  let dropsNextMail = false;
  let server = serve();
  const port = await listen(0);

  function serve(): SMTPServer {
    return new SMTPServer({
      disabledCommands: ["STARTTLS", "AUTH"],
      onRcptTo({ address }, _session, done) {
        if (refusesForNow) {
          return done(Object.assign(new Error("try again later"), { responseCode: 451 }));
        }
        if (!unknownAddresses.has(address)) return done();
        done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      },
      onData(stream, _session, done) {
        if (dropsNextMail) {
          dropsNextMail = false;
          for (const connection of server.connections) connection.close();
          return;
        }
        simpleParser(stream).then((mail) => {
          received.push(mail);
          if (!losesNextAnswer) return done();
          losesNextAnswer = false;
          for (const connection of server.connections) connection.close();
        }, done);
      },
    }).on("error", () => undefined);
  }

  async function listen(onPort: number): Promise<number> {
    const listening = server.listen(onPort, "127.0.0.1");
    await once(listening, "listening");
    const address = listening.address();
    return typeof address === "object" && address !== null ? address.port : onPort;
  }

  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    unknownAddresses,
    /** Mails to an address, oldest first. */
    to: (address: string) =>
      received.filter(({ to }) => to !== undefined && [to].flat().some(({ text }) => text.includes(address))),
    /** Takes the next mail, and breaks the connection instead of saying so. */
    loseNextAnswer: () => {
      losesNextAnswer = true;
    },
    /** Answers 451 to every mail, as a server does that is busy. */
    refuseForNow: (whether: boolean) => {
      refusesForNow = whether;
    },
    /** Breaks the connection in the middle of the next mail, and takes nothing of it. */
    dropNextMail: () => {
      dropsNextMail = true;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
    async restart() {
      server = serve();
      await listen(port);
    },
  };
}
