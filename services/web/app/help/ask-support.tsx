import { Link } from "@tanstack/react-router";
import { useWords } from "../state/language.tsx";

/** R38: the way to a person, at the end of every page of help. */
export function AskSupport() {
  const { help } = useWords();
  return (
    <aside className="help-question" aria-labelledby="question">
      <h2 id="question">{help.questionTitle}</h2>
      <p>{help.questionText}</p>
      <p className="flex">
        <Link className="button button-second" to="/support">
          {help.askSupport}
        </Link>
      </p>
    </aside>
  );
}
