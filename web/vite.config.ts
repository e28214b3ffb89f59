/** Builds both apps into one folder: what they share is one file for both. */
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compress } from './build/compress.ts'
import { early } from './build/early.ts'
import { fromOtherParts } from './build/from-other-parts.ts'
import { guide } from './build/guide.ts'
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
    early(root),
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
      // Compressing takes its time, which is no news to whoever starts a server.
      checks: { pluginTimings: false },
      input: { client: join(root, 'client/index.html'), clinic: join(root, 'clinic/index.html') },
      output: {
        // What many pages need comes in a few files: small ones compress worse, and each is a request, of which a phone makes six at a
        // time. First what both apps have, then what every page of hers begins with, then what only her own pages share.
        codeSplitting: {
          groups: [
            { name: 'house', test: /[\\/]web[\\/]shared[\\/]components/, minShareCount: 14, priority: 4 },
            {
              name: 'base',
              test: /[\\/](web[\\/]shared[\\/](api|device|app|texts|format)|@tanstack[\\/](react-)?router|idb)[\\/]/,
              minShareCount: 6,
              priority: 3,
            },
            {
              name: 'plain',
              test: /[\\/]web[\\/]client[\\/](shell[\\/](idle|plain|ShellNotes|work-offline|shell\.module)|texts|start[\\/])/,
              minShareCount: 2,
              priority: 2,
            },
            {
              name: 'own',
              test: /[\\/]web[\\/]client[\\/](healing|questions|photos|check-in|consent|shell)[\\/]/,
              minShareCount: 3,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': `http://127.0.0.1:${process.env.PORT ?? 3000}` } },
})
