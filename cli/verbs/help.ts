import { allFlags, commonFlags, type FlagName } from '../flags.ts'
import { notice } from '../output/closing.ts'
import type { Page } from '../output/page.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Verb, Verbs } from '../verb.ts'

/** What there is, made from the table of verbs. */
export const verb: Verb = {
  name: 'help',
  summary: 'this list, or one verb explained',
  usage: ['', 'VERB'],
  examples: ['needlepoint help', 'needlepoint help screen'],
  flags: [],
  async run(call) {
    const [name, ...more] = call.words
    if (more.length > 0) throw new Stop('`help` explains one verb at a time.')
    if (call.flags.json !== undefined) {
      const verbs = await Promise.all((name === undefined ? call.verbs.names : [name]).map(call.verbs.find))
      const table = verbs.map(({ name, summary, usage, examples, flags, schema }) => ({
        name,
        summary,
        usage,
        examples,
        flags,
        schema,
      }))
      await call.print(`${JSON.stringify({ verbs: table }, null, 2)}\n`)
      return DECIDED
    }
    const page = call.newPage()
    if (name === undefined) await printAll(page, call.verbs)
    else printOne(await call.verbs.find(name), page)
    await call.print(page.toString())
    return DECIDED
  },
}

async function printAll(page: Page, { names, find }: Verbs): Promise<void> {
  page.text(
    `${page.bold('Needlepoint')} takes a person from “is microneedling right for me?” to healed skin. Every decision is explained, cited and replayable.`,
  )
  page.heading('needlepoint VERB [FILE] [flags]')
  const verbs = await Promise.all(names.map(find))
  page.table(verbs.map(({ name, summary }) => [page.bold(name), summary]))
  page.heading('Flags of every verb')
  page.table((Object.keys(commonFlags) as FlagName[]).map(flagRow))
  page.blank()
  page.text(
    'FILE is JSON or YAML, `-` reads a pipe; .ndjson holds one record a line. Output is text on a terminal and JSON elsewhere. Exit code 0: decided; 1: refused by a check; 2: bad input.',
  )
  page.blank()
  page.text(
    '`needlepoint help VERB` explains a verb, `needlepoint schema VERB` its input. examples/ holds an input for each.',
  )
  page.blank()
  page.text(page.dim(notice))
}

function printOne({ name, summary, usage, about, examples, flags, schema }: Verb, page: Page): void {
  page.text(`${page.bold(name)}: ${summary}`)
  page.blank()
  for (const way of usage) page.text(`needlepoint ${name} ${way}`.trimEnd(), { indent: 2 })
  if (about) {
    page.blank()
    page.text(about)
  }
  page.heading('For example')
  for (const example of examples) page.text(example, { indent: 2 })
  if (flags.length > 0) {
    page.heading('Flags')
    page.table(flags.map(flagRow))
  }
  page.blank()
  page.text(
    `${schema ? `\`needlepoint schema ${schema}\` describes the input. ` : ''}\`needlepoint help\` lists the flags of every verb.`,
  )
}

function flagRow(name: FlagName): string[] {
  const { value, about } = allFlags[name]
  return [`--${name}${value ? ` ${value}` : ''}`, about]
}
