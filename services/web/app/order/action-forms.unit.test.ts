import { expect, it, vi } from "vitest";
import { dialogs } from "../guide/dialogs.ts";
import type { Upload } from "../state/uploads.ts";
import { bodyOf, type Given, nothingGiven, problemOf } from "./action-forms.tsx";

// The build makes it from the icons that pages use.
vi.mock("virtual:icon-sprite", () => ({ default: "" }));

const given: Given = { ...nothingGiven, text: " Voilà. ", reason: "other" };
const file = new File(["x"], "logo.svg");
const info = { id: "file_1", name: "logo.svg", size: 1, mediaType: "image/svg+xml", sha256: "0" };
const sent: Upload = { key: 1, file, state: { kind: "sent", info } };
const sending: Upload = { key: 2, file, state: { kind: "sending", sentBytes: 0, leftMs: null } };
const failed: Upload = { key: 3, file, state: { kind: "failed", why: "broken" } };

it("R14: a delivery holds a message and at least one file or link, and waits for what is on its way", () => {
  expect(problemOf("delivery", given, [])).toBe("nothingToDeliver");
  expect(problemOf("delivery", given, [failed])).toBe("nothingToDeliver");
  expect(problemOf("delivery", given, [sent, sending])).toBe("filesUnderWay");
  expect(problemOf("delivery", { ...given, text: " " }, [sent])).toBe("messageMissing");
  expect(problemOf("delivery", given, [sent])).toBeUndefined();
  expect(problemOf("delivery", { ...given, links: ["https://example.test"] }, [])).toBeUndefined();
  expect(bodyOf("delivery", "order_1", given, [sent, failed])).toEqual({
    message: "Voilà.",
    fileIds: ["file_1"],
    links: [],
  });
});

it("R10: a refusal gives its reason and an explanation", () => {
  expect(problemOf("refusal", { ...given, text: "" }, [])).toBe("explanationMissing");
  expect(bodyOf("refusal", "order_1", given, [])).toEqual({ reason: "other", explanation: "Voilà." });
});

it("R32: a review has stars and words, and names its order", () => {
  expect(problemOf("review", given, [])).toBe("starsMissing");
  expect(problemOf("review", { ...given, stars: 5 }, [])).toBeUndefined();
  expect(bodyOf("review", "order_1", { ...given, stars: 5 }, [])).toEqual({
    orderId: "order_1",
    stars: 5,
    text: "Voilà.",
  });
});

it("R9: a changed brief keeps the files that were not removed", () => {
  const body = bodyOf("brief", "order_1", { ...given, keptFileIds: ["file_0"] }, [sent]);
  expect(body).toEqual({ text: "Voilà.", fileIds: ["file_0", "file_1"] });
});

it("asks nothing where an action takes nothing", () => {
  expect(problemOf("nothing", { ...given, text: "" }, [sending])).toBeUndefined();
  expect(bodyOf("nothing", "order_1", given, [])).toEqual({});
});

it("R18, R21, R24: sends the words of a person under the name that each action takes", () => {
  const sent = (action: keyof typeof dialogs) => bodyOf(dialogs[action].form, "order_1", given, []);
  expect(sent("request-revision")).toEqual({ explanation: "Voilà." });
  expect(sent("open-dispute")).toEqual({ statement: "Voilà." });
  expect(sent("add-statement")).toEqual({ text: "Voilà." });
});
