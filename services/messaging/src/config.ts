import { policyTimeScale, storedConfig } from "@vc/chassis";

/** What messaging reads from its environment. */
export const messagingConfig = storedConfig.extend({ POLICY_TIME_SCALE: policyTimeScale });
