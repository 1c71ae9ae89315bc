import {
  resolveException,
  takeException,
} from "../../../services/payments/src/exception-desk/work-exceptions.ts";
import { possibleDecisions } from "../../../services/payments/src/exceptions/exception.ts";
import type { Written } from "../database/storage.ts";
import { Violation } from "../engine/violation.ts";
import type { WorldContext } from "../world-context.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const ADMIN = "an admin";

/** An admin decides about everything in the queue of exceptions, hours or days after it came. */
export function planDecisions(context: WorldContext, written: readonly Written[]): void {
  for (const { collection, before, after } of written) {
    if (collection === "exceptions" && before === null && after !== null) decideLater(context, after._id);
  }
}

function decideLater(context: WorldContext, id: string): void {
  const { random, schedule, trace, processes, now, raise } = context;
  schedule.add(now() + random.duration(HOUR_MS, 10 * DAY_MS), id, "decide", async () => {
    const { process, service } = context.payments();
    const outcome = await processes.run(process, async () => {
      const exception = await service.exceptions.find(id);
      if (exception === null || exception.state === "resolved") return;
      const decision = random.pick([...possibleDecisions(exception)]);
      await takeException(service, id, ADMIN);
      await resolveException(service, id, ADMIN, { decision, reason: "Seen." });
      const about = exception.orderId ?? exception.sellerId ?? id;
      trace.note(now(), about, `admin: ${exception.kind}, ${decision}`);
    });
    if (outcome.kind === "crashed") decideLater(context, id);
    if (outcome.kind === "failed") raise(new Violation("no decision fails", id, String(outcome.error)));
  });
}
