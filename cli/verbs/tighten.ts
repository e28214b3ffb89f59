import { type Protocol, printQuantity, tighten } from '@needlepoint/pathway'
import { closing } from '../output/closing.ts'
import type { Page } from '../output/page.ts'
import { readOverlay } from '../protocol.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'
import { writeWhole } from '../write-whole.ts'

interface Change {
  readonly kind: 'parameter' | 'effect' | 'new rule'
  readonly id: string
  readonly from: string | null
  readonly to: string
}

/** A clinic’s overlay on the protocol; anything less cautious is refused by name. */
export const verb: Verb = {
  name: 'tighten',
  summary: 'lay a clinic’s overlay over the protocol; anything less cautious is refused by name',
  usage: ['OVERLAY', 'OVERLAY --out FILE'],
  about:
    'Says what the overlay changes. With --out it also writes the tightened protocol, which --protocol then takes. Exits 1 when the overlay is refused.',
  examples: [
    'needlepoint tighten examples/overlay.yaml',
    'needlepoint tighten examples/overlay.yaml --out tightened.json',
  ],
  flags: ['out'],
  schema: 'overlay',
  async run(call) {
    const [path, ...more] = call.words
    if (path === undefined || more.length > 0) {
      throw new Stop('`tighten` takes one overlay, as in `needlepoint tighten examples/overlay.yaml`.')
    }
    const { protocol } = await call.pathway()
    const overlay = await readOverlay(path, protocol)
    const tightened = tighten(protocol, overlay)
    const changes = changesBetween(protocol, tightened)
    if (call.flags.out !== undefined) writeWhole(call.flags.out, `${JSON.stringify(tightened, null, 1)}\n`)
    if (call.text) {
      const page = call.newPage()
      print(overlay.name, changes, call.flags.out, page)
      closing(page, tightened.hash)
      await call.print(page.toString())
    } else {
      const { hash, name } = tightened
      await call.print(`${JSON.stringify({ name, changes, before: protocol.hash, protocol: hash }, null, 2)}\n`)
    }
    return DECIDED
  },
}

function changesBetween(before: Protocol, after: Protocol): Change[] {
  const parameters = Object.entries(after.parameters).flatMap(([id, { values, unit }]): Change[] => {
    const [was, is] = [before.parameters[id]?.values.at(-1)?.value, values.at(-1)?.value]
    return was === is
      ? []
      : [
          {
            kind: 'parameter',
            id,
            from: printQuantity(was ?? Number.NaN, unit, 'en'),
            to: printQuantity(is ?? Number.NaN, unit, 'en'),
          },
        ]
  })
  const rules = (['screening', 'treatment', 'recovery'] as const).flatMap((step) =>
    Object.entries(after[step].rules).flatMap(([id, { effect }]): Change[] => {
      const was = before[step].rules[id]?.effect
      if (was === effect) return []
      return [{ kind: was === undefined ? 'new rule' : 'effect', id, from: was ?? null, to: effect }]
    }),
  )
  return [...parameters, ...rules]
}

function print(name: string, changes: readonly Change[], out: string | undefined, page: Page): void {
  page.blank()
  page.text(`● ${page.bold(`Accepted: ${name}`)}`)
  page.text(
    changes.length === 0
      ? 'It changes nothing: the protocol is as strict already.'
      : `It makes ${changes.length} ${changes.length === 1 ? 'thing' : 'things'} more cautious.`,
    { indent: 2 },
  )
  page.blank()
  page.table(changes.map(({ kind, id, from, to }) => [kind, id, from === null ? to : `${from} → ${to}`]))
  if (out !== undefined) page.text(`Written to ${out}.`)
}
