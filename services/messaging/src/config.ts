import { filesConfig, policyTimeScale, storedConfig } from "@vc/service";

/** What messaging reads from its environment. */
export const messagingConfig = storedConfig.extend({ ...filesConfig, POLICY_TIME_SCALE: policyTimeScale });
