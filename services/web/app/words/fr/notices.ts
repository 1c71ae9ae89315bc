import { noticeWords } from "../../notices/notice-kinds.ts";
import { countedFr } from "../plural.ts";

/** Notifications and the choice of their channels. */
export const notices = {
  title: "Notifications",
  bell: ({ count }: { count: number }) => (count === 0 ? "Notifications" : `Notifications, ${count} à lire`),
  allRead: "Tout est lu.",
  unread: ({ count }: { count: number }) => `${countedFr(count, "notification", "notifications")} à lire.`,
  markAll: "Tout marquer comme lu",
  isNew: "À lire",
  settings: "Régler mes notifications",
  empty: "Rien pour l’instant. Ce qui concerne vos commandes arrivera ici, et par e-mail.",
  kinds: noticeWords("fr"),
  groups: {
    orders: "Commandes",
    money: "Argent",
    messages: "Messages",
    reviews: "Avis",
    account: "Compte",
  },
  settingsTitle: "Notifications",
  settingsLead: "Choisissez ce que vous recevez, et comment. Chaque choix est enregistré tout de suite.",
  app: "Ici",
  email: "E-mail",
  always: "Toujours envoyées",
  alwaysText: "Elles concernent votre argent ou un délai qui court : les manquer pourrait vous coûter.",
  switchLabel: ({ kind, channel }: { kind: string; channel: string }) => `${kind}, ${channel}`,
  notSaved: "Ce choix n’a pas été enregistré. Réessayez.",
  saved: "Enregistré.",
};
