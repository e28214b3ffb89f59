/** Builds both apps into one folder: what they share is one file for both. */
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './build/compress.ts'
import { fromOtherParts } from './build/from-other-parts.ts'
import { guide } from './build/guide.ts'
import { languages } from './build/languages.ts'
import { offline } from './build/offline.ts'

const root = import.meta.dirname

export default defineConfig({
  root,
  publicDir: join(root, 'public'),
  plugins: [
    react(),
    fromOtherParts(join(root, '..')),
    guide(join(root, '..')),
    // The service worker's version is of the page as it ends up.
    languages(root),
    offline(root),
    compress(),
  ],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: true,
    // What every browser has since the spring of 2024: `light-dark()`, nesting of CSS, `Promise.withResolvers`.
    target: ['chrome123', 'safari17.5', 'firefox120'],
    // No `data:` addresses: the policy of the pages lets fonts and scripts come from our own server alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { client: join(root, 'client/index.html'), clinic: join(root, 'clinic/index.html') },
      output: {
        // What most pages need comes in a few files: many small ones compress worse, and each is a request.
        codeSplitting: {
          groups: [{ name: 'house', test: /[\\/]web[\\/]shared[\\/]components/, minShareCount: 14 }],
        },
      },
    },
  },
  server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 3000}` } },
})
