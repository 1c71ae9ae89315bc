import { HttpProblem } from "@vc/http";
import type { FastifyRequest } from "fastify";

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path).replaceAll("\\", "/");
  } catch {
    return null;
  }
}

/** Rejects paths that leave their prefix: they could reach a service's operating routes. */
export function rejectPathTraversal(request: FastifyRequest): void {
  const path = decoded(request.url.split("?", 1)[0] ?? "");
  if (path === null || path.split("/").includes("..")) {
    throw new HttpProblem(400, "invalid_request", "The path is not one of this API.", {
      errors: [{ path: "", message: "must not lead out of its prefix" }],
    });
  }
}
