import { connect } from "node:net";

/** Bytes as they are, on a connection of their own; the first line of the answer, or `closed`. */
export function sendRaw(baseUrl: string, text: string): Promise<string> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding("latin1").on("data", (part: string) => {
      answer += part;
      if (answer.includes("\r\n\r\n")) socket.destroy();
    });
    // What was refused may be closed while it is still being sent.
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer.split("\r\n", 1)[0] || "closed"));
  });
}

/** A request whose body begins and never ends. */
export function holdOpen(baseUrl: string, head: string): { end: () => void } {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname, () =>
    socket.write(`${head}\r\nContent-Length: 1000\r\n\r\n{"`),
  );
  socket.on("error", () => {});
  const drip = setInterval(() => socket.write("a"), 500);
  return {
    end: () => {
      clearInterval(drip);
      socket.destroy();
    },
  };
}

/** A form with one file, as only a hostile client makes it: nothing of it is escaped. */
export function rawForm(disposition: string, content: Uint8Array): { body: Blob; type: string } {
  const head = `--boundary\r\nContent-Disposition: ${disposition}\r\nContent-Type: text/plain\r\n\r\n`;
  return {
    body: new Blob([head, Buffer.from(content), "\r\n--boundary--\r\n"]),
    type: "multipart/form-data; boundary=boundary",
  };
}
