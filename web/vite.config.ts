import { defineConfig } from "vite";

// Three entries, one for each kind of person; what they share is in chunks of its own.
export default defineConfig({
  base: "/web/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["guest.html"] },
  },
  server: { proxy: { "/graphql": { target: "http://127.0.0.1:8000", ws: true }, "/files": "http://127.0.0.1:8000" } },
});
