import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Preference } from "@vc/client";
import { useState } from "react";
import { PageHeading } from "../layout/page.tsx";
import {
  NOTICE_GROUPS,
  NOTICE_KINDS,
  type NoticeGroup,
  type NoticeKind,
  noticeKinds,
} from "../notices/notice-kinds.ts";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { queries } from "../state/queries.ts";
import { Icon } from "../ui/icon.tsx";
import { QueryView } from "../ui/query-view.tsx";
import { useAppWords } from "../words/app-words.ts";

type Preferences = Readonly<Partial<Record<NoticeKind, Preference>>>;
type Channel = "app" | "email";

/** R39: by which channels each kind of notification comes. A choice is saved as it is made. */
export function NotificationSettings() {
  const { notices } = useAppWords();
  const { common } = useWords();
  const preferences = useQuery(queries.preferences());
  return (
    <>
      <title>{common.pageTitle({ title: notices.settingsTitle })}</title>
      <header className="page-head">
        <PageHeading>{notices.settingsTitle}</PageHeading>
        <p className="type-lead">{notices.settingsLead}</p>
      </header>
      <QueryView query={preferences} shape={<div className="shape shape-panel" aria-hidden="true" />}>
        {(data) => <Choices preferences={data} />}
      </QueryView>
    </>
  );
}

function Choices({ preferences }: { preferences: Preferences }) {
  const { notices } = useAppWords();
  const saving = useSaving();
  const always = NOTICE_KINDS.filter((kind) => preferences[kind]?.mandatory === true);
  return (
    <>
      <p className={saving.hasFailed ? "saved text-brique" : "saved"} role="status">
        {saving.isSaved && notices.saved}
        {saving.hasFailed && notices.notSaved}
      </p>
      <div className="settings-parts">
        {NOTICE_GROUPS.map((group) => (
          <GroupChoices key={group} group={group} preferences={preferences} onChoose={saving.choose} />
        ))}
        <section className="settings-part" aria-labelledby="always">
          <div>
            <h2 id="always">{notices.always}</h2>
            <p className="text-ink-soft">{notices.alwaysText}</p>
          </div>
          <ul className="always">
            {always.map((kind) => (
              <li key={kind}>
                <Icon name="check" />
                {notices.kinds[kind]}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

function GroupChoices({
  group,
  preferences,
  onChoose,
}: {
  group: NoticeGroup;
  preferences: Preferences;
  onChoose: (kind: NoticeKind, channel: Channel, isOn: boolean) => void;
}) {
  const { notices } = useAppWords();
  const kinds = NOTICE_KINDS.filter(
    (kind) => noticeKinds[kind].group === group && preferences[kind]?.mandatory === false,
  );
  if (kinds.length === 0) return null;
  return (
    <section className="settings-part" aria-labelledby={`kinds-${group}`}>
      <div>
        <h2 id={`kinds-${group}`}>{notices.groups[group]}</h2>
      </div>
      <table className="channels">
        <thead>
          <tr>
            <td />
            <th scope="col">{notices.app}</th>
            <th scope="col">{notices.email}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{notices.kinds[kind]}</th>
              {(["app", "email"] as const).map((channel) => (
                <td key={channel}>
                  {preferences[kind]?.channels.includes(channel) && (
                    <label className="switch">
                      <input
                        className="check"
                        type="checkbox"
                        checked={preferences[kind][channel]}
                        onChange={(event) => onChoose(kind, channel, event.target.checked)}
                        aria-label={notices.switchLabel({
                          kind: notices.kinds[kind],
                          channel: notices[channel],
                        })}
                      />
                    </label>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Shows a choice at once and sends it; what the API does not take is shown as it was. */
function useSaving() {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<"saved" | "failed">();
  const { queryKey } = queries.preferences();
  async function save(kind: NoticeKind, channel: Channel, isOn: boolean): Promise<void> {
    setOutcome(undefined);
    const before = client.getQueryData(queryKey);
    const chosen = before?.[kind];
    if (before === undefined || chosen === undefined) return;
    const changed = { ...chosen, [channel]: isOn };
    client.setQueryData(queryKey, { ...before, [kind]: changed });
    const answer = await pageContext()
      .api.PUT("/v1/notifications/preferences", { body: { [kind]: changed } })
      .catch(() => undefined);
    const isSaved = answer?.data !== undefined;
    if (isSaved) setOutcome("saved");
    else {
      setOutcome("failed");
      client.setQueryData(queryKey, (now) => now && { ...now, [kind]: chosen });
    }
  }
  return {
    isSaved: outcome === "saved",
    hasFailed: outcome === "failed",
    choose: (kind: NoticeKind, channel: Channel, isOn: boolean) => void save(kind, channel, isOn),
  };
}
