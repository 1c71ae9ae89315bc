import { openConnection, openDatabase } from "@vc/service";
import { createNamespace } from "./namespace.ts";

/** A database of its own for a test of stores alone, without a bus. `stop` drops it. */
export async function testDatabase() {
  const namespace = createNamespace();
  const connection = await openConnection({ url: namespace.mongoUrl, database: namespace.dbName });
  namespace.onCleanup(() => connection.close());
  return {
    database: openDatabase(connection),
    /** The same database as the driver has it: what it holds, past every check. */
    db: connection.getClient().db(namespace.dbName),
    stop: () => namespace.cleanup(),
  };
}
