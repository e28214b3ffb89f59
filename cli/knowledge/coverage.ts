/** `knowledge coverage`: whether every claim is used or says why not, and every rule is shown by a case. */
import { type Count, compileKnowledge, coverage } from '@needlepoint/compiler'
import { closing } from '../output/closing.ts'
import { DECIDED, REFUSED } from '../stop.ts'
import type { Call } from '../verb.ts'
import { folderOf } from './folder.ts'

export async function coverageCommand(call: Call, words: readonly string[]): Promise<number> {
  const { protocol, cases } = compileKnowledge(folderOf(words))
  const found = coverage(protocol, cases)
  const { totals, claims, rules } = found
  const open = Object.keys(claims).filter((id) => claims[id]?.uses.length === 0 && !claims[id]?.unused)
  const unshown = Object.keys(rules).filter((id) => rules[id]?.cases === 0)
  if (!call.text) await call.print(`${JSON.stringify({ ...found, protocol: protocol.hash }, null, 2)}\n`)
  else {
    const page = call.newPage()
    const row = (name: string, { claims: all, used, explained, open: left }: Count) => [
      name,
      ...[all, used, explained, left].map(String),
    ]
    page.blank()
    page.text(
      page.bold(
        open.length === 0
          ? 'Every claim is used, or says why it is not.'
          : `${open.length} claims are neither used nor explained.`,
      ),
    )
    page.heading('Claims')
    page.table(
      [
        ['source', 'claims', 'used', 'explained', 'open'],
        ...Object.entries(totals.articles).map(([id, count]) => row(id, count)),
        row('all', totals.all),
      ],
      { right: [1, 2, 3, 4] },
    )
    page.heading('Entries that rest on them')
    page.table(
      Object.entries(totals.kinds).map(([kind, count]) => [kind, String(count)]),
      { right: [1] },
    )
    page.heading('Cases')
    page.text(
      `${totals.cases} cases; ${Object.keys(rules).length - unshown.length} of ${Object.keys(rules).length} rules are shown firing.`,
      { indent: 2 },
    )
    if (unshown.length > 0) page.text(`Without a case: ${unshown.join(', ')}.`, { indent: 2 })
    if (open.length > 0) {
      page.heading('Neither used nor explained')
      for (const id of open) page.text(`${page.bold(id)} ${protocol.claims[id]?.says ?? ''}`, { indent: 2, hang: 4 })
    }
    if (call.flags.uncited !== undefined) {
      page.heading('Explained, not used')
      for (const [id, { unused }] of Object.entries(claims)) {
        if (unused)
          page.text(`${page.bold(id)} ${unused.why}${unused.by ? ` ${unused.by}` : ''}: ${unused.note}`, {
            indent: 2,
            hang: 4,
          })
      }
    }
    closing(page, protocol.hash)
    await call.print(page.toString())
  }
  return open.length > 0 || unshown.length > 0 ? REFUSED : DECIDED
}
