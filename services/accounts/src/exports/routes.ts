import { AccountExport, ExportStarted, id } from "@vc/contracts";
import { type App, callerOf } from "@vc/http";
import { z } from "zod";
import type { Limits } from "../rate-limits/limits.ts";
import type { DataExports } from "./collect-export.ts";

const tags = ["me"];

/** Copies of one's own data (R42). */
export function addExportRoutes(
  app: App,
  { dataExports, limits }: { dataExports: DataExports; limits: Limits },
): void {
  app.post(
    "/v1/me/exports",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Ask for a copy of one's data",
        description: "Every service gives its part; fetch it by its id until it is ready.",
        response: { 202: ExportStarted },
      },
      preHandler: [limits.exports],
    },
    async (request, reply) =>
      reply.code(202).send({ id: await dataExports.request(callerOf(request).accountId) }),
  );

  app.get(
    "/v1/me/exports/:id",
    {
      config: { access: "signed_in" },
      schema: {
        tags,
        summary: "Fetch a copy of one's data, as far as it is there",
        params: z.object({ id: id("export") }),
        response: { 200: AccountExport },
      },
    },
    (request) => dataExports.fetch(callerOf(request).accountId, request.params.id),
  );
}
