import { policyTimeScale, storedConfig } from "@vc/service";

/** What messaging reads from its environment. */
export const messagingConfig = storedConfig.extend({ POLICY_TIME_SCALE: policyTimeScale });
