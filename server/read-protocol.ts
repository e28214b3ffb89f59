/** The knowledge that this server was built with. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Protocol } from '@needlepoint/pathway'
import { OperateProblem } from './operate/problem.ts'

/** @throws OperateProblem */
export function readProtocol(): Protocol {
  const path = join(import.meta.dirname, '..', 'knowledge', 'protocol.json')
  if (!existsSync(path)) {
    throw new OperateProblem('The knowledge has not been compiled yet. Run `npm run build` first.')
  }
  return JSON.parse(readFileSync(path, 'utf8')) as Protocol
}
