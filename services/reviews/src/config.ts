import { policyTimeScale, storedConfig } from "@vc/service";
import type { z } from "zod";

export const reviewsConfig = storedConfig.extend({ POLICY_TIME_SCALE: policyTimeScale });
export type ReviewsConfig = z.output<typeof reviewsConfig>;
