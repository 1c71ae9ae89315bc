import { Category, pageOf } from "@vc/contracts";
import type { App } from "@vc/http";
import { CATEGORIES } from "./categories.ts";

export function addCategoryRoutes(app: App): void {
  app.get(
    "/v1/categories",
    {
      config: { access: "public" },
      schema: {
        tags: ["listings"],
        summary: "All categories, in two levels",
        response: { 200: pageOf(Category) },
      },
    },
    async () => ({ items: [...CATEGORIES], nextCursor: null }),
  );
}
