import type { InstructionNow } from '@needlepoint/pathway'
import { decisionVerb } from '../decision-verb.ts'
import { dayOfSession, readSessionInput } from '../input/session-input.ts'
import type { Page } from '../output/page.ts'
import { Footnotes } from '../output/sources.ts'
import { untilOf } from '../output/until.ts'
import type { Words } from '../output/words.ts'

/** What to do and what to leave, now and next, each with what ends it. */
export const verb = decisionVerb({
  name: 'aftercare',
  summary: 'what to do and what to leave, now and next, each with what ends it',
  examples: [
    'needlepoint aftercare examples/aftercare.yaml',
    'needlepoint aftercare examples/aftercare.yaml --now 2026-12-18T14:00:00Z',
  ],
  flags: ['now'],
  read: readSessionInput,
  decide: (pathway, input) => pathway.aftercare(input),
  dayOf: dayOfSession,
  print({ day, do: dos, dont, later, over }, { session, now }, page, words) {
    const notes = new Footnotes(words)
    page.blank()
    page.text(page.bold(`Day ${day} after the session`))
    page.text(`${words.time(now, session.zone)}, ${session.zone}`)
    list('Do', '✓ ', dos)
    list('Leave', '✕ ', dont)
    if (later.length > 0) page.heading('Later')
    for (const { from, says, claims } of later) {
      page.text(`From ${words.time(from, session.zone)}: ${says} ${page.dim(notes.cite(claims))}`, {
        indent: 2,
        hang: 4,
        mark: '• ',
      })
    }
    if (over.length > 0) {
      page.heading('Over')
      page.text(
        `${over.length} ${over.length === 1 ? 'instruction has' : 'instructions have'} ended. \`--json\` lists them.`,
        { indent: 2 },
      )
    }
    notes.print(page)

    function list(heading: string, mark: string, entries: readonly InstructionNow[]): void {
      if (entries.length === 0) return
      page.heading(heading)
      for (const entry of entries) printInstruction(entry, mark, { zone: session.zone, now }, page, words, notes)
    }
  },
})

function printInstruction(
  entry: InstructionNow,
  mark: string,
  { zone, now }: { readonly zone: string; readonly now: string },
  page: Page,
  words: Words,
  notes: Footnotes,
): void {
  page.text(`${entry.says} ${page.dim(notes.cite(entry.claims))}`, { indent: 2, hang: 4, mark })
  page.text(`${untilOf(entry, zone, words, now)} ${page.dim(entry.why)}`, { indent: 4 })
  notes.others(entry.disagree, page, 4, 1)
}
