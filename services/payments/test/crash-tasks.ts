import type { MovementKind } from "../src/movements/movement.ts";
import type { TestApp } from "./build-test-app.ts";
import { type CrashScene, openCrashScene } from "./crash-scene.ts";
import type { Task } from "./crash-task.ts";
import { checkoutTask, closeSessionTask, paymentTask } from "./crash-tasks-of-checkout.ts";
import {
  evidenceTask,
  refundTask,
  reversalTask,
  transferAgainTask,
  transferTask,
} from "./crash-tasks-of-movements.ts";
import { payoutAccountTask, payoutTask } from "./crash-tasks-of-sellers.ts";

/** Every kind of movement, and what else Stripe is asked. */
export type TaskName = MovementKind | "payment" | "checkout" | "transfer_again" | "payout_account";

const tasks: Record<TaskName, (scene: CrashScene) => Task> = {
  payment: paymentTask,
  checkout: checkoutTask,
  close_session: closeSessionTask,
  refund: refundTask,
  transfer: transferTask,
  transfer_again: transferAgainTask,
  reversal: reversalTask,
  evidence: evidenceTask,
  payout: payoutTask,
  payout_account: payoutAccountTask,
};
// Its keys are what its type says.
export const taskNames = Object.keys(tasks) as TaskName[];

/** Everything that the service has Stripe do, on one running service with one seller who has been paid before. */
export async function tasksOf(t: TestApp): Promise<Record<TaskName, Task>> {
  const scene = await openCrashScene(t);
  // The keys are those of `tasks`.
  return Object.fromEntries(taskNames.map((name) => [name, tasks[name](scene)])) as Record<TaskName, Task>;
}
