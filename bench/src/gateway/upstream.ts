import { createServer } from "node:http";

/** The service behind both proxies: as quick as one can be, so that what is measured is in front of it. */
const body = Buffer.from(
  JSON.stringify({ items: Array.from({ length: 8 }, (_, id) => ({ id, title: "x".repeat(32) })) }),
);

createServer((request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
}).listen(Number(process.env.PORT), "127.0.0.1");
