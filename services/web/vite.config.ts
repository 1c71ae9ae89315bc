import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwind from "@tailwindcss/vite";
import { tanstackStart } from "@tanstack/react-start/plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { iconSprite } from "./build/icon-sprite.ts";

export default defineConfig({
  root: import.meta.dirname,
  build: {
    target: "baseline-widely-available",
    assetsInlineLimit: 0,
    rolldownOptions: {
      checks: { pluginTimings: false },
      output: {
        // A few files instead of many small ones: each is a request, and these are needed together.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: "router",
              test: /@tanstack\/(react-)?(router|store)|use-sync-external-store/,
              minShareCount: 2,
            },
            {
              name: "signed-in",
              test: /app\/(guide|order|orders|state\/(queries|live|uploads|drafts|outbox)|ui\/(dialog|tab-folder|query-view|files))\W|@tanstack\/(react-)?query/,
              minShareCount: 2,
            },
            // What a visitor looks through, and what they look at: neither page brings the other.
            {
              name: "browsing",
              test: /app\/market\/(home|search|filters|filter-chips)\./,
            },
            {
              name: "offers",
              test: /app\/market\/(listing|seller|order-card|facts|reviews|share-button)\./,
            },
            {
              name: "pages",
              test: /app\/(format|layout|market|pages|state|help\/help-slugs|ui\/(icon|rating|text)|words\/(plural|words))\W|icon-sprite/,
              minShareCount: 2,
            },
            {
              name: "help",
              test: /app\/help\/(ask-support|fees|help-article|help-centre|help-groups|how-it-works)\./,
            },
          ],
        },
      },
    },
  },
  // One file that needs nothing installed beside it: the image of the service has no React in it.
  ssr: { noExternal: true },
  plugins: [
    iconSprite(),
    tailwind(),
    // React Aria has its own words in 33 languages.
    { ...optimizeLocales.vite({ locales: ["fr-FR", "en-GB"] }), enforce: "pre" },
    tanstackStart({ srcDirectory: "app", serverFns: { disableCsrfMiddlewareWarning: true } }),
    react(),
  ],
});
