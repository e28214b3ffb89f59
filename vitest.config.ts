import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{pathway,compiler,contract,server,web,cli,bench,test}/**/*.test.ts'],
    // Starts a PostgreSQL server in the background, where one is installed.
    globalSetup: ['server/test-support/global-setup.ts'],
    // Most of a test's time is a database's or a browser's, not its own: one file alone would leave a core idle.
    maxWorkers: 2,
    // Only what hangs runs into it: no test is about how long something takes, and machines are busy.
    testTimeout: 120_000,
    // The JSON report is what `.ci/run` counts from.
    reporters: ['default', 'json'],
    outputFile: { json: 'node_modules/.cache/needlepoint/tests.json' },
  },
})
