import { write } from '../stdio.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** The server, until it is stopped. */
export const verb: Verb = {
  name: 'serve',
  summary: 'run the server until it is stopped',
  usage: [''],
  about:
    'Settings come from the environment: docs/configure.md lists them. Without any, it serves this machine on port 8080 and keeps ' +
    'its records in an embedded database in ./data. Logs are lines of JSON on standard output; sentences for you are on standard error. ' +
    'Ctrl-C finishes what is being answered and ends; a second one ends at once.',
  examples: ['needlepoint serve', 'PORT=9000 NEEDLEPOINT_DATA=/srv/needlepoint needlepoint serve'],
  flags: [],
  async run({ words, stdio }) {
    if (words.length > 0)
      throw new Stop('`serve` takes no words. Settings come from the environment: docs/configure.md.')
    const { isForOperator, readConfig, serveUntilStopped } = await import('@needlepoint/server/serve')
    try {
      await serveUntilStopped(readConfig(), { say: (sentence) => void write(stdio.stderr, `${sentence}\n`) })
    } catch (error) {
      if (isForOperator(error)) throw new Stop(error.message)
      throw error
    }
    return DECIDED
  },
}
