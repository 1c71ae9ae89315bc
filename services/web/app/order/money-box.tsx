import type { Order } from "@vc/client";
import { shortDay } from "../format/dates.ts";
import { euros, money } from "../format/money.ts";
import { nameIn } from "../format/names.ts";
import type { IconName } from "../icons/list.ts";
import { useLanguage } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { shareOf } from "../state/policy.ts";
import { Icon } from "../ui/icon.tsx";
import { TabFolder, type Tone } from "../ui/tab-folder.tsx";
import { useAppWords } from "../words/app-words.ts";
import type { OrderScene } from "./use-order.ts";

type Place = "toPay" | "nothing" | "held" | "refunded" | "released";

const looks = {
  toPay: { tone: "ambre", icon: "pay" },
  nothing: { tone: "stone", icon: "ended" },
  held: { tone: "ardoise", icon: "lock" },
  refunded: { tone: "stone", icon: "refund" },
  released: { tone: "feuille", icon: "done" },
} as const satisfies Record<Place, { tone: Tone; icon: IconName }>;

/** Where the money of an order is. Pure. */
export function placeOf({ paidAt, endedAt, outcome }: Order): Place {
  if (paidAt === null) return endedAt === null ? "toPay" : "nothing";
  if (outcome === null) return "held";
  return outcome.released.amount > 0 ? "released" : "refunded";
}

/** Who paid what, where it is now, and what it becomes; for the seller with the commission and what is theirs. */
export function MoneyBox({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { order, role, facts } = scene;
  const place = placeOf(order);
  const { outcome } = order;
  const shown =
    place === "released" && role === "seller"
      ? facts.releasedNet
      : place === "refunded" || outcome === null
        ? facts.total
        : money(role === "buyer" ? order.total : euros(outcome.released.amount), language);
  const texts = {
    toPay: words.money.toPayText,
    nothing: "",
    held: words.money.heldText({ other: facts.other }),
    refunded: words.money.refundedText,
    released:
      role === "buyer"
        ? words.money.releasedBuyerText({ other: facts.other })
        : words.money.releasedSellerText,
  };
  return (
    <TabFolder
      tone={looks[place].tone}
      icon={looks[place].icon}
      label={words.money[place]}
      labelledBy="money-sum"
      className="money-box"
      id="money"
    >
      <h2 className="money-sum" id="money-sum">
        <span className="sr-only">{words.money[place]} </span>
        {shown}
      </h2>
      {place === "held" && <Flow scene={scene} />}
      <dl className="sums">
        {role === "buyer" ? <BuyerSums scene={scene} /> : <SellerSums scene={scene} />}
      </dl>
      {texts[place] !== "" && <p className="type-small text-ink-soft">{texts[place]}</p>}
    </TabFolder>
  );
}

/** From whom the money comes and to whom it goes; it waits between them. */
function Flow({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { order, role } = scene;
  const you = words.money.you;
  return (
    <ol className="flow">
      <li>{role === "buyer" ? you : nameIn(language, order.buyer)}</li>
      <li className="flow-here" aria-current="step">
        <Icon name="lock-fill" />
        <span className="sr-only">{words.money.now}</span>
      </li>
      <li>{role === "seller" ? you : nameIn(language, order.seller)}</li>
    </ol>
  );
}

function Sum({ label, cents, isTotal = false }: { label: string; cents: number; isTotal?: boolean }) {
  const language = useLanguage();
  return (
    <div className={isTotal ? "sums-total" : ""}>
      <dt>{label}</dt>
      <dd>{money(euros(cents), language)}</dd>
    </div>
  );
}

function BuyerSums({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const now = useNow();
  const { order } = scene;
  const { listing, total, paidAt, outcome } = order;
  const refund = outcome?.refund.amount ?? 0;
  return (
    <>
      <Sum label={listing.title} cents={listing.basePrice.amount} />
      {listing.extras.map(({ id, title, price }) => (
        <Sum key={id} label={title} cents={price.amount} />
      ))}
      <Sum
        label={
          paidAt === null
            ? words.money.total
            : words.money.paidOn({ day: shortDay(new Date(paidAt), now, language) })
        }
        cents={total.amount}
        isTotal
      />
      {refund > 0 && <Sum label={words.money.refundLine} cents={-refund} />}
    </>
  );
}

function SellerSums({ scene }: { scene: OrderScene }) {
  const { order: words } = useAppWords();
  const language = useLanguage();
  const { order, policy } = scene;
  const { outcome } = order;
  const refund = outcome?.refund.amount ?? 0;
  const gross = outcome === null ? order.total.amount : outcome.released.amount;
  const share = shareOf(gross, policy);
  return (
    <>
      <Sum label={words.money.paidBy({ name: nameIn(language, order.buyer) })} cents={order.total.amount} />
      {refund > 0 && <Sum label={words.money.refundLine} cents={-refund} />}
      <Sum label={words.money.commission} cents={-share} />
      <Sum label={words.money.forYou} cents={gross - share} isTotal />
    </>
  );
}
