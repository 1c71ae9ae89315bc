import { useWords } from "../state/language.tsx";
import { Icon } from "../ui/icon.tsx";

/** Why an account is worth having. */
export function Promises() {
  const { account } = useWords();
  return (
    <aside className="panel" aria-labelledby="promises">
      <h2 className="mb-16" id="promises">
        {account.promisesTitle}
      </h2>
      <ul className="facts">
        <li>
          <Icon name="lock" className="text-ardoise" />
          <p>{account.promiseHeld}</p>
        </li>
        <li>
          <Icon name="talk" />
          <p>{account.promiseContact}</p>
        </li>
        <li>
          <Icon name="coins" />
          <p>{account.promiseSell}</p>
        </li>
      </ul>
    </aside>
  );
}
