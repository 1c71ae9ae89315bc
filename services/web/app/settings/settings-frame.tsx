import { Link, Outlet } from "@tanstack/react-router";
import { useAppWords } from "../words/app-words.ts";

/** The pages of a person's own account, beside each other. */
export function SettingsFrame() {
  const { settings } = useAppWords();
  const { pages } = settings;
  return (
    <>
      <nav className="pills settings-nav" aria-label={settings.nav}>
        <ul>
          {(
            [
              ["/account", pages.profile],
              ["/account/security", pages.security],
              ["/account/notifications", pages.notifications],
              ["/account/data", pages.data],
            ] as const
          ).map(([to, label]) => (
            <li key={to}>
              <Link
                className="pill"
                to={to}
                activeOptions={{ exact: true }}
                activeProps={{ "aria-current": "page" }}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </>
  );
}
