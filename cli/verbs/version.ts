import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shortHash } from '../output/closing.ts'
import { root } from '../protocol.ts'
import { DECIDED } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** Which program and which protocol this is. */
export const verb: Verb = {
  name: 'version',
  summary: 'which program and which protocol this is',
  usage: [''],
  examples: ['needlepoint version'],
  flags: [],
  async run(call) {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    const { hash } = await call.pathway()
    const about = { version, protocol: hash, node: process.version }
    await call.print(
      call.flags.json === undefined
        ? `Needlepoint ${version}, protocol ${shortHash(hash)}, Node ${process.version}\n`
        : `${JSON.stringify(about, null, 2)}\n`,
    )
    return DECIDED
  },
}
