import type { Deal } from "./deal.ts";
import { register, verifyEmail } from "./people.ts";
import { openShop } from "./shop.ts";
import type { World } from "./world.ts";

/** Two people new to the platform, one with a listing that the other can order. */
export async function introduce(world: World): Promise<Deal> {
  const [seller, buyer] = await Promise.all([
    register(world, "Sélim", "fr"),
    register(world, "Bertille", "en"),
  ]);
  const [offer] = await Promise.all([openShop(world, seller), verifyEmail(world, buyer)]);
  return { world, buyer, seller, offer };
}
