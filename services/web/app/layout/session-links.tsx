import { Link } from "@tanstack/react-router";
import { useWords } from "../state/language.tsx";
import { pageContext } from "../state/page-context.ts";
import { useSignedIn } from "../state/session.ts";

/** Signed out: ways into an account. Signed in: whose account it is, and the way out. */
export function SessionLinks({ isMenu = false }: { isMenu?: boolean }) {
  const { common } = useWords();
  const signedIn = useSignedIn();
  if (signedIn.kind === "signed-in") {
    const { displayName } = signedIn.account;
    return (
      <>
        <Link className="plain flex min-w-0 items-center gap-8" to="/purchases">
          <span className="avatar" aria-hidden="true">
            {displayName.slice(0, 1)}
          </span>
          <span className="sr-only">{common.signedInAs({ name: displayName })}</span>
          <span className="max-w-name truncate" aria-hidden="true">
            {displayName}
          </span>
        </Link>
        <LogOutButton />
      </>
    );
  }
  const logIn = (
    <Link className={isMenu ? "button" : "plain"} to="/login">
      {common.logIn}
    </Link>
  );
  return (
    <>
      {logIn}
      <Link className="button button-second" to="/register">
        {common.register}
      </Link>
    </>
  );
}

export function LogOutButton() {
  const { common } = useWords();
  return (
    <button
      className="button button-second"
      type="button"
      onClick={async () => {
        await pageContext().api.logOut();
        // Everything that was read as this person goes with the document.
        location.reload();
      }}
    >
      {common.logOut}
    </button>
  );
}
