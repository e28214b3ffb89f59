/** `knowledge conflicts`: where sources disagree, who says what, and which one is followed. */
import { conflicts, type Voice } from '@needlepoint/compiler'
import { unitName } from '@needlepoint/pathway'
import { closing } from '../output/closing.ts'
import type { Page } from '../output/page.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Call } from '../verb.ts'

export async function conflictsCommand(call: Call, words: readonly string[]): Promise<number> {
  if (words.length > 0) throw new Stop('`knowledge conflicts` takes no file.')
  const { protocol, hash } = await call.pathway()
  const found = conflicts(protocol)
  if (!call.text) {
    await call.print(`${JSON.stringify({ conflicts: found, protocol: hash }, null, 2)}\n`)
    return DECIDED
  }
  const page = call.newPage()
  page.blank()
  page.text(page.bold(`${found.length} disagreements between sources. The more cautious one rules.`))
  for (const { kind, id, about, value, followed, others } of found) {
    page.heading(`${kind} ${id}`)
    const now = value ? ` Now ${value.value} ${unitName(value.unit)}.` : ''
    page.text(`${about}${now}`, { indent: 2 })
    voices(followed.length > 0 ? 'Followed' : '', followed, page)
    voices('Others', others, page)
  }
  closing(page, hash)
  await call.print(page.toString())
  return DECIDED
}

function voices(heading: string, all: readonly Voice[], page: Page): void {
  for (const { claim, says, strength, source, unverified } of all) {
    const flag = unverified ? ', not verified' : ''
    page.text(`${heading}: ${says} ${page.dim(`[${claim}] ${source}, ${strength}${flag}`)}`, {
      indent: 4,
      hang: 6,
      mark: heading === 'Others' ? '○ ' : '● ',
    })
  }
}
