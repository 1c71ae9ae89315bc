import { z } from "zod";

const PinoLine = z.looseObject({
  level: z.union([z.number(), z.string()]),
  time: z.union([z.number(), z.string()]).optional(),
  msg: z.string().default(""),
});

const levelNames: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
/** In the full log, but no help in the terminal. */
const leftOut = new Set([
  "level",
  "time",
  "msg",
  "pid",
  "hostname",
  "name",
  "service",
  "v",
  "trace_id",
  "span_id",
  "traceId",
]);
const COLUMN = 16;

/**
 * One line of a service's output as a person reads it; the full line goes to the log file. Undefined for what only
 * reports a health check, which the launcher itself makes all the time while starting.
 */
export function formatLogLine(processName: string, line: string): string | undefined {
  const prefix = processName.padEnd(COLUMN);
  const parsed = PinoLine.safeParse(parseJson(line));
  if (!parsed.success) return `${prefix} ${line}`;
  const { level, time, msg, ...rest } = parsed.data;
  if (`${String(rest.route ?? "")} ${msg}`.includes("/health/")) return undefined;
  const levelName = typeof level === "number" ? (levelNames[level] ?? String(level)) : level;
  const clock = time === undefined ? "" : `${new Date(time).toISOString().slice(11, 19)} `;
  const fields = Object.entries(rest).filter(([key]) => !leftOut.has(key));
  const shown = fields.map(([key, value]) => ` ${key}=${formatField(key, value)}`).join("");
  return `${prefix} ${clock}${levelName === "info" ? "" : `${levelName.toUpperCase()} `}${msg}${shown}`;
}

function formatField(key: string, value: unknown): string {
  if (typeof value === "string") return value.includes(" ") ? JSON.stringify(value) : value;
  const asError = z.looseObject({ message: z.string() }).safeParse(value);
  if ((key === "err" || key === "error") && asError.success) return JSON.stringify(asError.data.message);
  return JSON.stringify(value);
}

function parseJson(line: string): unknown {
  try {
    return line.startsWith("{") ? JSON.parse(line) : undefined;
  } catch {
    return undefined;
  }
}
