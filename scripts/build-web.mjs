/** Builds the pages into web/dist. Node runs the configuration as it is, so that it may read the contract's own sources. */
import { join } from 'node:path'
import { build } from 'vite'
import { root } from './pinned-node.mjs'

await build({ configFile: join(root, 'web', 'vite.config.ts'), configLoader: 'native', logLevel: 'warn' })
