import { nearest } from '@needlepoint/pathway'
import { schemas } from '../schema/schemas.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** JSON Schemas of the inputs, made from the protocol: questions are descriptions, options are enums. */
export const verb: Verb = {
  name: 'schema',
  summary: 'the JSON Schema of each input, with the questions as descriptions',
  usage: ['', 'NAME'],
  examples: ['needlepoint schema', 'needlepoint schema screen > screen.schema.json'],
  flags: [],
  async run(call) {
    const [name, ...more] = call.words
    if (more.length > 0) throw new Stop('`schema` prints one schema at a time.')
    const names = Object.keys(schemas)
    if (name === undefined) {
      if (call.text) {
        const page = call.newPage()
        page.table(Object.entries(schemas).map(([id, { about }]) => [page.bold(id), about]))
        await call.print(page.toString())
      } else await call.print(`${JSON.stringify({ schemas: names }, null, 2)}\n`)
      return DECIDED
    }
    const wanted = Object.hasOwn(schemas, name) ? schemas[name] : undefined
    if (!wanted) {
      const close = nearest(name, names)
      throw new Stop(
        `There is no schema \`${name}\`.${close ? ` Did you mean \`${close}\`?` : ''} There are: ${names.join(', ')}.`,
      )
    }
    const { protocol } = await call.pathway()
    await call.print(`${JSON.stringify(wanted.make(protocol, call.language), null, 2)}\n`)
    return DECIDED
  },
}
