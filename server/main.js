/**
 * `node server/main.js`: the server alone, as a container runs it. `needlepoint serve` is the same.
 * Plain JavaScript: what strips types is loaded for a first file in TypeScript, and takes longer than to read the rest compiled.
 */
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Compiled code is kept between runs: without it, stripping types is most of a start.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'needlepoint', 'compiled'))
const { isForOperator, readConfig, serveUntilStopped } = await import('./serve-until-stopped.ts')
const say = (sentence) => void process.stderr.write(`${sentence}\n`)
try {
  await serveUntilStopped(readConfig(), { say })
} catch (error) {
  if (!isForOperator(error)) throw error
  say(error.message)
  process.exitCode = 2
}
