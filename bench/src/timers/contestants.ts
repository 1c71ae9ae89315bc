import { agendaOnMongo, agendaOnPostgres } from "./agenda.ts";
import { bullmq } from "./bullmq.ts";
import type { TimerContestant } from "./contestant.ts";
import { pgBoss } from "./pg-boss.ts";
import { vcTimers } from "./vc-timers.ts";

/** The bus first: the others are compared with it. */
export const timerContestants: readonly TimerContestant[] = [
  vcTimers,
  bullmq,
  pgBoss,
  agendaOnMongo,
  agendaOnPostgres,
];
