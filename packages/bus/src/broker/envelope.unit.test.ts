import { describe, expect, it } from "vitest";
import { envelopeHeaders, headersToSendOn, readMessage } from "./envelope.ts";

const envelope = {
  id: "evt_1",
  source: "orders",
  type: "orders.order.accepted.v1",
  time: "2026-01-05T09:00:00.000Z",
  subject: "order_1",
  sequence: 3,
};
const read = (headers: object, body = "{}") => readMessage({ headers: { ...headers } }, Buffer.from(body));

describe("the envelope", () => {
  it("reads what it wrote", () => {
    const message = read(envelopeHeaders(envelope), '{"a":1}');
    expect(message).toEqual({ kind: "event", envelope, data: { a: 1 } });
  });

  it("takes no notice of attributes that it does not know", () => {
    expect(read({ ...envelopeHeaders(envelope), cloudEvents_dataschema: "x", other: 1 }).kind).toBe("event");
  });

  it.each(["specversion", "id", "source", "type", "time", "subject", "sequence"])(
    "does not read without %s",
    (name) => {
      const { [`cloudEvents_${name}`]: _left, ...rest } = envelopeHeaders(envelope);
      expect(read(rest).kind).toBe("unreadable");
    },
  );

  it.each([0, -1, 1.5, "x", Number.NaN])("does not read sequence %s", (sequence) => {
    expect(read({ ...envelopeHeaders(envelope), cloudEvents_sequence: sequence }).kind).toBe("unreadable");
  });

  it("does not read a body that is not JSON", () => {
    expect(read(envelopeHeaders(envelope), "{")).toMatchObject({ kind: "unreadable" });
  });

  it("does not send the broker's own marks again", () => {
    const headers = {
      "x-death": [],
      "x-first-death-queue": "q",
      "x-delivery-count": 1,
      "x-bus-failures": 1,
      a: "b",
    };
    expect(headersToSendOn(headers)).toEqual({ "x-bus-failures": 1, a: "b" });
  });
});
