import type { World } from "../world.ts";
import { type Fault, faultSchema, type Occasion, strikes } from "./fault.ts";

/**
 * The one hook through which faults come in: gives those that strike now, each with the `times` it had left,
 * and counts them down. A fault whose times are used up is gone.
 */
export function takeFaults(world: World, occasion: Occasion): Fault[] {
  const struck: Fault[] = [];
  for (const { id, fault } of listFaults(world)) {
    if (!strikes(fault, occasion)) continue;
    if (fault.probability < 1 && world.random() >= fault.probability) continue;
    struck.push(fault);
    if (fault.times === null) continue;
    if (fault.times > 1) {
      const left = JSON.stringify({ ...fault, times: fault.times - 1 });
      world.database.run("UPDATE faults SET fault = ? WHERE position = ?", left, id);
    } else {
      world.database.run("DELETE FROM faults WHERE position = ?", id);
    }
  }
  return struck;
}

export function addFault(world: World, fault: Fault): number {
  world.database.run("INSERT INTO faults (fault) VALUES (?)", JSON.stringify(fault));
  return Number(world.database.all("SELECT last_insert_rowid() AS id")[0]?.id);
}

export function listFaults(world: World): { id: number; fault: Fault }[] {
  return world.database
    .all("SELECT position, fault FROM faults ORDER BY position")
    .map((row) => ({ id: Number(row.position), fault: faultSchema.parse(JSON.parse(String(row.fault))) }));
}

/** Removes one fault, or all of them; says how many there were. */
export function removeFaults(world: World, id?: number): number {
  const doomed = listFaults(world).filter((entry) => id === undefined || entry.id === id);
  for (const entry of doomed) world.database.run("DELETE FROM faults WHERE position = ?", entry.id);
  return doomed.length;
}
