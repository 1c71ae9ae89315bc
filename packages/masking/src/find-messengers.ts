import { closeReading, type Reading, writtenSpan } from "./reading.ts";
import { type Span, spansOf } from "./span.ts";

/** Addresses under which another messaging service opens a talk or a call. What only documents or sells one is not here. */
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
  String.raw`teams\.microsoft\.com/l/(?:chat|meetup-join)`,
  String.raw`meet\.google\.com/\w`,
  String.raw`(?:[\w-]+\.)?zoom\.us/(?:j|my|s)/`,
  String.raw`whereby\.com/\w`,
  String.raw`matrix\.to/#`,
  String.raw`open\.kakao\.com/o`,
  String.raw`threema\.id/\w`,
  // Where a short address leads is not to be seen.
  String.raw`(?:bit\.ly|tinyurl\.com|cutt\.ly|rb\.gy|is\.gd|urlz\.fr)/\w`,
].join("|");

/** With or without `https://`; not as the tail of another name (`about.me`, `sport.me/`). */
const link = new RegExp(
  String.raw`(?<![\p{L}\p{N}.-])(?:h(?:tt|xx)ps?:/{0,2})?(?:${addresses})(?![\p{L}\p{N}.-]*\.\p{L})[^\s<>"')\]]{0,300}`,
  "giu",
);

const DOT = String.raw`(?:\s{0,2}[[({]?\s?(?:\.|\bdot\b|\bpoint\b)\s?[\])}]?\s{0,2}|,)`;
const SLASH = String.raw`(?:\s{0,2}[/\\]\s{0,2}|\s(?:slash|barre)\s)`;

/** Short addresses in other spellings, always with what follows them: `t point me slash jean`, `wa . me / 336…`. */
const spelledLink = new RegExp(
  String.raw`(?<![\p{L}\p{N}.-])(?:h(?:tt|xx)ps?:/{0,2})?(?:(?:t|wa|m|telegram|signal)${DOT}me|discord${DOT}gg|telegram${DOT}dog)${SLASH}[^\s<>"')\]]{2,300}`,
  "giu",
);

/** `discord.gg xk3Fq9` */
const CODE = /(?<![\p{L}\p{N}.-])discord\.gg\s{1,2}(?=\w*[\dA-Z])\w{4,12}(?!\w)/gu;

/** `whatsapp://send?…`, `tg://resolve?…`, `skype:jean.dupont?chat`. */
const SCHEME =
  /(?<![\p{L}\p{N}])(?:(?:whatsapp|tg|sgnl|signal|discord|fb-messenger|viber|weixin|slack|msteams):\/\/|skype:(?=[\w.:-]{3}))[^\s<>"')\]]{1,300}/giu;

const SERVICE = String.raw`(?<![\p{L}\p{N}])(?:whats\s?app|telegram|signal|discord|messenger|skype|snapchat|snap|viber|we\s?chat|threema)`;
const NAME = `(?:handle|username|user|name|id|account|pseudo|compte)`;
const LINK = String.raw`\s{0,2}(?:${NAME}\s{0,2})?(?:me\s?)?(?:[:=→]|-{1,2}>?|is|as|est|c['’]est)?\s{0,2}`;

/** Of style sheets and of documented code: no one's name. */
const CODE_WORD = String.raw`(?!(?:media|import|deprecated|param|returns?|keyframes|font|supports|layer|override|types?|apply|include)\b)`;

/** `Telegram : @jean`, `discord jean#1234`, `skype live:jean`: a name that can be looked up there. */
const handle = new RegExp(
  String.raw`${SERVICE}${LINK}(?:@\s?${CODE_WORD}[\w.-]{3,64}|[\w.]{2,32}#\d{4}|live:[\w.-]{3,64})`,
  "giu",
);

/** `snap : jean.d92`: where people are known by a name without a sign, it has to look like one. */
const bareHandle = new RegExp(
  String.raw`${SERVICE}\s{0,2}(?:${NAME}\s{0,2})?(?:[:=→]|-{1,2}>|is|as|est|c['’]est|(?<=${NAME}\s))\s{0,2}(?!v?\d)(?=[\w.]*[\d_.]\w)[\p{L}][\w.]{2,31}\w`,
  "giu",
);

/** Links to, and names on, other messaging services. Their bare names are no contact details. */
export function findMessengers(plain: Reading): Span[] {
  return [plain, closeReading(plain)].flatMap((reading) =>
    [link, spelledLink, CODE, SCHEME, handle, bareHandle]
      .flatMap((pattern) => spansOf(reading.text, pattern))
      .map((span) => writtenSpan(reading, span)),
  );
}
