import type { ProductCheck } from '@needlepoint/pathway'
import { type Given, givenBy } from '../decide.ts'
import { decisionVerb } from '../decision-verb.ts'
import { formatOf, readDocument, readText } from '../input/document.ts'
import { isObject } from '../input/fields.ts'
import { dayOfSession, readSessionInput, type SessionInput } from '../input/session-input.ts'
import { openSource } from '../input/source.ts'
import { markOf, printAnswer } from '../output/answer.ts'
import { printQuestions } from '../output/ask.ts'
import { Footnotes } from '../output/sources.ts'
import { untilOf } from '../output/until.ts'
import { Stop } from '../stop.ts'
import type { Call } from '../verb.ts'

/** Which ingredients of a product matter on this day, and when they may return. */
export const verb = decisionVerb<SessionInput, ProductCheck>({
  name: 'check-product',
  summary: 'may this product go on the skin on this day? Reads a label as people paste it',
  usage: ['LABEL.txt --session FILE', 'FILE'],
  about:
    'The label is the list of ingredients as it stands on the pack or on the page of a shop: percentages, line breaks and translations do not matter.',
  examples: [
    'needlepoint check-product examples/labels/retinol-night-serum.txt --session examples/session.yaml',
    'needlepoint check-product examples/check-product.yaml',
  ],
  flags: ['now', 'session'],
  read: readSessionInput,
  decide: (pathway, input) => pathway.checkProduct(input.label ?? '', input),
  dayOf: dayOfSession,
  given,
  print({ answer, until, untilHealed, because, ingredients, ask }, { session, now }, page, words) {
    const notes = new Footnotes(words)
    const { zone } = session
    const fine = ingredients.length - because.length
    printAnswer(
      answer,
      `${ingredients.length} ${ingredients.length === 1 ? 'ingredient' : 'ingredients'}, ${fine} of them a plain yes`,
      page,
    )
    page.text(page.dim(`Asked for ${words.time(now, zone)}, ${zone}.`), { indent: 2 })
    if (answer === 'no')
      page.text(
        untilOf({ until, untilHealed }, zone, words, now)
          .replace(/^Until/, 'Not until')
          .replace('For good', 'Not while this reason holds'),
        { indent: 2 },
      )
    const known = because.filter(({ inci }) => inci !== null)
    const unknown = because.filter(({ inci }) => inci === null)
    if (known.length > 0) page.heading('Because of')
    for (const entry of known) {
      const { ingredient, inci, percent, mayContain, spelledAlike, claims } = entry
      const also =
        inci !== null && inci.toLowerCase() !== ingredient.toLowerCase()
          ? ` (${inci}${spelledAlike ? ', spelled alike' : ''})`
          : ''
      const share = percent === undefined ? '' : ` ${percent} %`
      page.text(
        `${page.bold(ingredient)}${also}${share}${mayContain ? ', may contain' : ''}: ${entry.because?.name ?? ''}`,
        { indent: 2, hang: 4, mark: `${markOf(entry.answer)} ` },
      )
      page.text(`${entry.because?.says ?? ''} ${page.dim(notes.cite(claims))}`, { indent: 4 })
      const openQuestion = entry.ask !== null && entry.ask !== 'healed' && entry.until === null
      page.text(openQuestion ? 'It depends on an answer that is still open.' : untilOf(entry, zone, words, now), {
        indent: 4,
      })
    }
    if (unknown.length > 0) {
      page.heading('Not known to us')
      page.text(
        `${unknown.map(({ ingredient }) => ingredient).join(', ')}. Show them to your clinic before you use the product.`,
        { indent: 2 },
      )
    }
    printQuestions(
      'Please answer first',
      ask.filter((fact) => fact !== 'healed'),
      words,
      page,
    )
    notes.print(page)
  },
})

/** The file is a label when a session comes by flag; else it holds both. */
async function given(call: Call): Promise<Given> {
  const { words, flags, stdio } = call
  const [path] = words
  if (flags.session === undefined) {
    if (path !== undefined && formatOf(path) === 'text') {
      throw new Stop(`When was the session? Pass it: needlepoint check-product ${path} --session examples/session.yaml`)
    }
    return givenBy(call, 'check-product')
  }
  const session = await readDocument(flags.session)
  if (path === undefined) return { value: session, file: flags.session }
  const label = await readText(openSource(path, stdio.stdin))
  return { value: isObject(session) ? { ...session, label } : session, file: flags.session }
}
