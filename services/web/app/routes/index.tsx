import { createFileRoute } from "@tanstack/react-router";

export const Route = createFileRoute("/")({
  head: () => ({ meta: [{ title: "Vendor Consolidation" }] }),
  component: Home,
});

function Home() {
  return (
    <main>
      <h1>Vendor Consolidation</h1>
      <p>
        <a href="/docs">API</a>
      </p>
    </main>
  );
}
