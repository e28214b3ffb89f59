import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{pathway,compiler,contract,server,web,cli,bench,test}/**/*.test.ts'],
    // Starts a PostgreSQL server in the background, where one is installed.
    globalSetup: ['server/test-support/global-setup.ts'],
    // Only what hangs runs into it: no test is about how long something takes, and machines are busy.
    testTimeout: 120_000,
    // The JSON report is what `.ci/run` counts from.
    reporters: ['default', 'json'],
    outputFile: { json: 'node_modules/.cache/needlepoint/tests.json' },
  },
})
