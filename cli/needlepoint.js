#!/usr/bin/env node
/**
 * Starts Needlepoint from a terminal, on whatever Node is there. One that cannot run TypeScript hands over to the
 * pinned one of node_modules. Plain JavaScript, so that it runs under Node 20.
 */
import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import * as module from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileCache, pinnedNode, root, stripsTypes } from '../scripts/pinned-node.mjs'

const node = pinnedNode()

if (!existsSync(join(root, 'node_modules', '@needlepoint'))) {
  stop('The dependencies of Needlepoint are not installed yet: run `npm start`, which installs them first.')
} else if (stripsTypes()) {
  // Compiled code is kept between runs: a start takes 70 ms with it and 230 ms without.
  module.enableCompileCache?.(compileCache)
  await import('./main.ts')
} else if (node && node !== realpathSync(process.execPath)) {
  handOver(node)
} else {
  stop(`Node ${process.version} cannot run TypeScript here: install Node 22.18 or newer, and unset NODE_OPTIONS.`)
}

/** @param {string} node path of the Node that runs the same command in our place */
function handOver(node) {
  const args = ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  const child = spawn(node, args, { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both of us already; a second one would look like impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => stop(`The pinned Node could not be started: ${error.message}. Run \`npm ci\`.`))
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code ?? 1
      return
    }
    // Whoever started us should see the same end that the child came to.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

/** @param {string} sentence */
function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}
