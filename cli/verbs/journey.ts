import { join } from 'node:path'
import { walk } from '../journey/walk.ts'
import { root } from '../protocol.ts'
import { Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** One client’s way from screening to healed skin, step by step. */
export const verb: Verb = {
  name: 'journey',
  summary: 'walk one made-up client’s file from screening to healed, step by step',
  usage: ['', 'FOLDER'],
  about:
    'Reads the steps of a folder in order; each adds to the client’s file what is new, and is decided on all that is known by then.',
  examples: ['needlepoint journey', 'needlepoint journey --no-pause', 'needlepoint journey --full'],
  flags: ['no-pause', 'full'],
  async run(call) {
    const [folder = join(root, 'examples', 'journey'), ...more] = call.words
    if (more.length > 0) throw new Stop('`journey` walks one folder.')
    return walk(folder, call)
  },
}
