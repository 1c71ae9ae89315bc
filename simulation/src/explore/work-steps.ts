import type { DueTimer } from "@vc/bus";
import type { CallOutcome } from "../../../services/payments/src/movements/lifecycle.ts";
import { toMovement } from "../../../services/payments/src/movements/store.ts";
import type { ExploredWorld, ServiceName, Weather } from "./explored-world.ts";
import type { Hand, WaitingMessage } from "./moment.ts";
import { inProcess, type Step } from "./step.ts";
import { type WalkTerms, WORK, type Work } from "./walk-terms.ts";

/** How many processes work at movements at the same time. */
const MOST_HANDS = 2;

/** Messages that move no money and decide nothing: what a bank may be shown. Always prompt. */
const QUIET_QUEUES = ["payments.cases", "payments.contacts"];

/** The services' own work: what is done before anything else, and what is done at any time. */
export function workSteps(world: ExploredWorld, { prompt }: WalkTerms): { prompt: Step[]; late: Step[] } {
  const { messages, webhooks } = world.at();
  const quiet = messages.filter(({ queue }) => QUIET_QUEUES.includes(queue));
  const loud = messages.filter((each) => !quiet.includes(each));
  const isMovedPromptly = prompt.includes("movements");
  const steps: Record<Work, Step[]> = {
    messages: loud.map(deliver),
    webhooks: webhooks.map((event) => hear(world, event.id)),
    movements: isMovedPromptly ? wholeMovement(world) : movementSteps(world),
    timers: timerSteps(world),
  };
  const of = (isPrompt: boolean) =>
    WORK.flatMap((work) => (prompt.includes(work) === isPrompt ? steps[work] : []));
  return { prompt: [...quiet.map(deliver), ...of(true)], late: of(false) };
}

/** Delivers a message twice: the second time must change nothing. */
function deliver(waiting: WaitingMessage): Step {
  const { queue, message } = waiting;
  const service = queue.startsWith("orders.") ? "orders" : "payments";
  return inProcess(`${queue} hears: ${message.name}`, async (world) => {
    const applied = await world.bus(service).apply(queue, message);
    if (typeof applied === "object") {
      if (applied.failed !== "failed") throw new Error(`${message.name} is parked: ${String(applied.error)}`);
      return;
    }
    world.set({ messages: world.at().messages.filter((other) => other !== waiting) });
    const again = await world.bus(service).apply(queue, message);
    if (again !== "duplicate") throw new Error(`${message.name} is applied twice`);
  });
}

/** Reads what an event of Stripe names. One that cannot be read yet is read again later. */
function hear(world: ExploredWorld, eventId: string): Step {
  const event = world.at().webhooks.find(({ id }) => id === eventId);
  if (event === undefined) throw new Error(`no event ${eventId}`);
  return inProcess(
    `payments hears from Stripe: ${event.type}`,
    async (now) => {
      const { events, eventWorker } = now.payments();
      // What a process that died had taken of it is free again, as it is when the lease ends.
      now.storage("payments").write("stripe_events", eventId, null, null);
      const others = now.at().webhooks.filter(({ id }) => id !== eventId);
      await events.insert(event, "webhook", now.now());
      await eventWorker.drain();
      const isDone = now.storage("payments").read("stripe_events", eventId, null)?.state === "done";
      now.storage("payments").write("stripe_events", eventId, null, null);
      if (isDone) now.set({ webhooks: now.at().webhooks.filter(({ id }) => id !== eventId) });
      else now.set({ webhooks: [event, ...others] });
    },
    { isMortal: true },
  );
}

function timerSteps(world: ExploredWorld): Step[] {
  const nowMs = world.now().getTime();
  return (["orders", "payments"] as const satisfies ServiceName[]).flatMap((service) =>
    world
      .storage(service)
      .find("timers", { state: "armed" }, null)
      .filter(({ dueAt }) => Number(dueAt) <= nowMs)
      .map((document) => {
        // The bus wrote it.
        const timer = document as unknown as DueTimer;
        return inProcess(`the clock: ${timer.kind}`, (now) => now.bus(service).fire(timer));
      }),
  );
}

/** A movement from being taken to being recorded, without a pause. */
function wholeMovement(world: ExploredWorld): Step[] {
  if (!isOneDue(world)) return [];
  return [inProcess("payments works at a movement", ({ payments }) => payments().executor.drain())];
}

function isOneDue(world: ExploredWorld): boolean {
  const nowMs = world.now().getTime();
  return world
    .storage("payments")
    .find("movements", { state: { $in: ["due", "waiting"] } }, null)
    .some(({ nextAt }) => Number(nextAt) <= nowMs);
}

/** The three steps of a movement, between which anything can come. */
function movementSteps(world: ExploredWorld): Step[] {
  const { hands } = world.at();
  const take = inProcess("payments takes a movement", async (now) => {
    const taken = await now.payments().executor.take();
    if (taken !== null) now.set({ hands: [...now.at().hands, { taken, outcome: null }] });
  });
  return [
    ...(isOneDue(world) && hands.length < MOST_HANDS ? [take] : []),
    ...hands.flatMap((hand) => (hand.outcome === null ? callSteps(hand) : [record(hand, hand.outcome)])),
    ...hands.map((hand) => ({
      ...inProcess(`the process that has ${hand.taken.entry._id} dies`, async (now) => drop(now, hand)),
      choice: "crash" as const,
    })),
  ].map(spendingItsChoice);
}

/** A step that was given its choice afterwards. */
function spendingItsChoice(step: Step): Step {
  const { choice } = step;
  if (choice !== "crash") return step;
  return {
    ...step,
    run: (world, diesBefore) => {
      world.spend(choice);
      return step.run(world, diesBefore);
    },
  };
}

function drop(world: ExploredWorld, hand: Hand): void {
  world.set({ hands: world.at().hands.filter((other) => other !== hand) });
}

function callSteps(hand: Hand): Step[] {
  const { _id } = hand.taken.entry;
  const call = (weather: Weather, label: string): Step =>
    inProcess(
      label,
      async (world) => {
        world.setWeather(weather);
        const outcome = await world.payments().executor.perform(toMovement(hand.taken.entry));
        const hands = world.at().hands.map((other) => (other === hand ? { ...hand, outcome } : other));
        world.set({ hands });
      },
      weather === "calm" ? {} : { choice: weather },
    );
  return [
    call("calm", `payments calls Stripe for ${_id}`),
    call("request lost", `payments cannot reach Stripe for ${_id}`),
    call("answer lost", `payments calls Stripe for ${_id}, and gets no answer`),
  ];
}

function record(hand: Hand, outcome: CallOutcome): Step {
  return inProcess(`payments records that ${hand.taken.entry._id} is ${outcome.kind}`, async (world) => {
    try {
      await world.payments().executor.applyOutcome(hand.taken, outcome);
    } catch {
      // The worker logs it, and another process takes the movement when the lease ends.
    }
    drop(world, hand);
  });
}
