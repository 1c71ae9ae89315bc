import { catalogEndpoints } from "@vc/contracts";
import { type App, addEndpoint } from "@vc/http";
import { CATEGORIES } from "./categories.ts";

export function addCategoryRoutes(app: App): void {
  addEndpoint(app, catalogEndpoints.listCategories, () => ({ items: [...CATEGORIES], nextCursor: null }));
}
