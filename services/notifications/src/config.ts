import { storedConfig } from "@vc/service";
import { z } from "zod";

/** What notifications reads from its environment. */
export const notificationsConfig = storedConfig.extend({
  SMTP_URL: z.string().min(1).describe("mail server, e.g. smtp://user:password@host:587"),
  MAIL_FROM: z
    .string()
    .default("Vendor Consolidation <no-reply@vendor-consolidation.example>")
    .describe("sender of every e-mail; its domain also ends their Message-IDs"),
  PLATFORM_NAME: z
    .string()
    .default("Vendor Consolidation")
    .describe("what the platform is called in e-mails"),
  PUBLIC_URL: z
    .url()
    .describe("where the gateway is reached from outside: links that stop e-mails lead there"),
  WEB_URL: z.url().describe("where the web app is: the links in e-mails lead there"),
});
export type NotificationsConfig = z.output<typeof notificationsConfig>;
