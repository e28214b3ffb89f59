import { nearest } from '@needlepoint/pathway'
import { Stop } from '../stop.ts'
import type { Call, Verb } from '../verb.ts'

type Command = (call: Call, words: readonly string[]) => Promise<number>

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('../knowledge/check.ts')).check,
  show: async () => (await import('../knowledge/show.ts')).show,
  conflicts: async () => (await import('../knowledge/conflicts.ts')).conflictsCommand,
  coverage: async () => (await import('../knowledge/coverage.ts')).coverageCommand,
}

/** Checks and reads what the decisions rest on. */
export const verb: Verb = {
  name: 'knowledge',
  summary: 'check the knowledge, show an entry, list conflicts between sources, count coverage',
  usage: ['check [FOLDER]', 'show ID', 'conflicts', 'coverage [FOLDER]'],
  about:
    '`check` compiles the knowledge and runs its cases; it names file, line and column of each mistake, and the fix, and exits 1 when there is one. ' +
    '`show` prints a claim, source, rule, fact, parameter, effect, ingredient or any other entry, with who uses it. ' +
    '`coverage` exits 1 when a claim is neither used nor explained.',
  examples: [
    'needlepoint knowledge check',
    'needlepoint knowledge show isotretinoin-recent',
    'needlepoint knowledge conflicts',
    'needlepoint knowledge coverage',
  ],
  flags: ['uncited'],
  async run(call) {
    const [name, ...words] = call.words
    const names = Object.keys(commands)
    if (name === undefined) throw new Stop(`What about the knowledge? There are: ${names.join(', ')}.`)
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!load) {
      const close = nearest(name, names)
      throw new Stop(
        `There is no \`knowledge ${name}\`.${close ? ` Did you mean \`knowledge ${close}\`?` : ''} There are: ${names.join(', ')}.`,
      )
    }
    return (await load())(call, words)
  },
}
