import { type Span, spansOf } from "./span.ts";

/** Addresses under which another messaging service opens a talk. What only documents or sells one is not here. */
const addresses = [
  String.raw`wa\.me`,
  String.raw`(?:api|chat|web)\.whatsapp\.com`,
  String.raw`whatsapp\.com/(?:channel|send)`,
  String.raw`t\.me`,
  String.raw`telegram\.(?:me|dog)`,
  String.raw`signal\.(?:me|group)`,
  String.raw`discord\.(?:gg|me)`,
  String.raw`discord(?:app)?\.com/(?:invite|users|channels)`,
  String.raw`m\.me`,
  String.raw`(?:www\.)?messenger\.com/t`,
  String.raw`(?:www\.|m\.)?(?:facebook|fb)\.com/messages`,
  String.raw`join\.skype\.com`,
  String.raw`(?:www\.)?snapchat\.com/add`,
  String.raw`(?:invite\.)?viber\.com/\?`,
  String.raw`(?:u\.)?wechat\.com`,
  String.raw`line\.me/(?:ti|R)`,
  String.raw`join\.slack\.com`,
  String.raw`teams\.live\.com`,
  String.raw`teams\.microsoft\.com/l/chat`,
].join("|");

/** With or without `https://`; not as the tail of another name (`about.me`, `sport.me/`). */
const link = new RegExp(
  String.raw`(?<![\p{L}\p{N}.-])(?:https?://)?(?:${addresses})(?![\p{L}\p{N}.-])[^\s<>"')\]]{0,300}`,
  "giu",
);

/** `whatsapp://send?…`, `tg://resolve?…`, `skype:jean.dupont?chat`. */
const scheme =
  /(?<![\p{L}\p{N}])(?:(?:whatsapp|tg|sgnl|signal|discord|fb-messenger|viber|weixin|slack|msteams):\/\/|skype:(?=[\w.:-]{3}))[^\s<>"')\]]{1,300}/giu;

const SERVICE = String.raw`(?<![\p{L}\p{N}])(?:whats\s?app|telegram|signal|discord|messenger|skype|snapchat|snap|viber|we\s?chat)`;
const LINK = String.raw`\s{0,2}(?:(?:handle|username|user|name|id|account|pseudo|compte)\s{0,2})?(?:[:=-]|is|est|c['’]est)?\s{0,2}`;

/** `Telegram : @jean`, `discord jean#1234`, `skype live:jean`: a name that can be looked up there. */
const handle = new RegExp(
  String.raw`${SERVICE}${LINK}(?:@[\w.-]{3,64}|[\w.]{2,32}#\d{4}|live:[\w.-]{3,64})`,
  "giu",
);

/** `snap : jean.d92`: where people are known by a name without a sign, it has to look like one. */
const bareHandle =
  /(?<![\p{L}\p{N}])(?:skype|snapchat|snap)\s{0,2}(?:(?:handle|username|id|pseudo)\s{0,2})?(?:[:=]|is|est|c['’]est)\s{0,2}(?=[\w.]*[\d_.])[\p{L}][\w.]{2,31}\w/giu;

/** Links to, and names on, other messaging services. Their bare names are no contact details. */
export function findMessengers(text: string): Span[] {
  return [link, scheme, handle, bareHandle].flatMap((pattern) => spansOf(text, pattern));
}
