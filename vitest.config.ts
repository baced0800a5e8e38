import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // What pages look like depends on no server: continuous integration looks at them once, on the first one it tests.
    exclude: [...configDefaults.exclude, ...(process.env.TESTS_LEFT_OUT?.split(",") ?? [])],
    include: ["src/**/*.test.ts", "tests/**/*.test.ts"],
    setupFiles: process.env.PROPERTY_SEED ? ["tests/preparation/seed.ts"] : [],
    globalSetup: ["tests/preparation/server.ts"],
    // Node reads TypeScript by itself, in tests as in the product: files are ready twice as fast as through Vite.
    experimental: { viteModuleRunner: false },
    // They end what hangs, and measure nothing: a busy machine takes several times as long as a quiet one.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
    // One more than continuous integration has processors: tests of whole processes wait as much as they work.
    maxWorkers: 3,
  },
});
