/** Builds the engine into one file that a page, a worker or another program imports without anything else. */
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './pinned-node.mjs'

await build({
  configFile: false,
  root: join(root, 'pathway'),
  publicDir: false,
  logLevel: 'warn',
  build: {
    lib: { entry: 'index.ts', formats: ['es'], fileName: () => 'pathway.js' },
    // Vite keeps the white space of libraries, for other bundlers' sake. Pages load this file as it is.
    rolldownOptions: { output: { minify: true } },
    emptyOutDir: true,
  },
})
