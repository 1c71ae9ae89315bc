import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Answer, Order } from "@vc/client";
import { type FormEvent, type ReactNode, useState } from "react";
import { type DialogAction, type DialogName, dialogOf, dialogs } from "../guide/dialogs.ts";
import type { IconName } from "../icons/list.ts";
import { useDraft } from "../state/drafts.ts";
import { useWords } from "../state/language.tsx";
import { useNow } from "../state/now.ts";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { type Uploads, useUploads } from "../state/uploads.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { SlowNote } from "../ui/slow-note.tsx";
import { useAppWords } from "../words/app-words.ts";
import { bodyOf, forms, type Given, nothingGiven, problemOf, type Sending } from "./action-forms.tsx";
import type { OrderScene } from "./use-order.ts";

/**
 * What a person does on an order: first what it does to the money, the time and the score, then what is to be given, then the
 * button. What was written is kept when the dialog is closed.
 */
export function ActionDialog({
  action,
  scene,
  onClose,
}: {
  action: DialogAction;
  scene: OrderScene;
  onClose: () => void;
}) {
  const words = useAppWords();
  const { order, role, facts } = scene;
  // What the dialog is about stays while it is open, also when a deadline passes meanwhile.
  const now = useNow();
  const [name] = useState<DialogName>(() => dialogOf(action, order, role, now));
  const dialog = words.dialogs[name];
  const isSevere = "isSevere" in dialogs[name];
  const { form } = dialogs[name];
  const Fields = forms[form].fields;
  const limits = useQuery(queries.orderLimits()).data;
  const uploads = useUploads(`/v1/orders/${order.id}/files`, limits?.maxFileBytes);
  const sending = useSending(action, name, scene, uploads, onClose);
  return (
    <Dialog title={dialog.title(facts)} closeLabel={words.order.dialog.close} onClose={onClose}>
      <form className="dialog-form" onSubmit={(event) => void sending.submit(event)} noValidate>
        <Consequence name={name} scene={scene} />
        <Fields label={dialog.field(facts)} scene={scene} sending={sending} uploads={uploads} />
        <div role="alert">
          {sending.problem !== undefined && (
            <p className="form-problem">
              <Icon name="warning" />
              <span>{sending.problem}</span>
            </p>
          )}
        </div>
        <footer className="dialog-foot">
          <button
            className={isSevere ? "button button-danger" : "button"}
            type="submit"
            aria-disabled={sending.isSending}
          >
            <span aria-live="polite">
              {sending.isSending ? words.order.dialog.working : dialog.button(facts)}
            </span>
          </button>
          <button className="button button-plain" type="button" onClick={onClose}>
            {words.order.dialog.keep}
          </button>
        </footer>
        <SlowNote isBusy={sending.isSending} />
      </form>
    </Dialog>
  );
}

/** What an action does, before its button: to the money, to the time, and to the seller's score where it is concerned. */
function Consequence({ name, scene }: { name: DialogName; scene: OrderScene }) {
  const { dialogs: words, order } = useAppWords();
  const dialog = words[name];
  const line = (icon: IconName, label: string, text: ReactNode) =>
    text !== "" && (
      <div>
        <dt>
          <Icon name={icon} />
          {label}
        </dt>
        <dd>{text}</dd>
      </div>
    );
  return (
    <dl className="consequence">
      {line("lock", order.dialog.money, dialog.money(scene.facts))}
      {line("date", order.dialog.time, dialog.time(scene.facts))}
      {line("medal", order.dialog.score, dialog.score(scene.facts))}
    </dl>
  );
}

/** Sends an action once, and shows the order as it is then; a refusal is said, and the order read again. */
function useSending(
  action: DialogAction,
  name: DialogName,
  scene: OrderScene,
  uploads: Uploads,
  onDone: () => void,
): Sending {
  const { order: words } = useAppWords();
  const { problems, states } = useWords();
  const client = useQueryClient();
  const { order } = scene;
  const { form } = dialogs[name];
  const [text, setText] = useDraft(`${action}.${order.id}`);
  const [others, setOthers] = useState<Omit<Given, "text">>({
    ...nothingGiven,
    keptFileIds: action === "brief" ? (order.brief?.fileIds ?? []) : [],
  });
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  // What was sent before is what is changed.
  const sentBefore = action === "brief" ? (order.brief?.text ?? "") : "";
  const given: Given = { ...others, text: text === "" ? sentBefore : text };

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    const found = problemOf(form, given, uploads.all);
    setProblem(found === undefined ? undefined : words.dialog[found]);
    if (found !== undefined) return;
    setIsSending(true);
    const answer = await send(action, order.id, bodyOf(form, order.id, given, uploads.all)).catch(
      () => undefined,
    );
    setIsSending(false);
    if (answer === undefined) return setProblem(states.noAnswer);
    if (answer.error !== undefined) {
      const { code } = answer.error;
      const hasMoved = code === "action_not_allowed" || code === "deadline_passed";
      setProblem(hasMoved ? words.changed : problems[code]);
      await client.invalidateQueries({ queryKey: queries.order(order.id).queryKey });
      return;
    }
    if (isOrder(answer.data)) client.setQueryData(queries.order(order.id).queryKey, answer.data);
    setText("");
    for (const queryKey of [
      ["order", order.id],
      ["timeline", order.id],
      ["review", order.id],
      ["orders"],
      ["balance"],
    ]) {
      void client.invalidateQueries({ queryKey });
    }
    onDone();
  }

  return {
    given,
    change: ({ text: written, ...rest }) => {
      setProblem(undefined);
      if (written !== undefined) setText(written);
      setOthers((before) => ({ ...before, ...rest }));
    },
    isSending,
    problem,
    submit,
  };
}

function isOrder(data: unknown): data is Order {
  return typeof data === "object" && data !== null && "allowedActions" in data;
}

/** The call of an action. Reviews and briefs have addresses of their own. */
function send(action: DialogAction, orderId: string, body: object): Promise<Answer<unknown>> {
  const { api } = pageContext();
  const params = { path: { orderId } };
  // The body is that of the action: its form makes it.
  const given = body as never;
  switch (action) {
    case "review":
      return api.POST("/v1/reviews", { body: given });
    case "brief":
      return api.PUT("/v1/orders/{orderId}/brief", { params, body: given });
    default:
      return api.POST(`/v1/orders/{orderId}/${action}`, { params, body: given });
  }
}
