import tailwind from "@tailwindcss/vite";
import { tanstackStart } from "@tanstack/react-start/plugin/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  build: { target: "baseline-widely-available", assetsInlineLimit: 0 },
  // One file that needs nothing installed beside it: the image of the service has no React in it.
  ssr: { noExternal: true },
  plugins: [
    tailwind(),
    tanstackStart({ srcDirectory: "app", serverFns: { disableCsrfMiddlewareWarning: true } }),
    react(),
  ],
});
