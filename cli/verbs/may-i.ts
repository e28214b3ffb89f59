import type { MayI } from '@needlepoint/pathway'
import { type Given, givenBy, readGiven } from '../decide.ts'
import { decisionVerb } from '../decision-verb.ts'
import { formatOf, readDocument } from '../input/document.ts'
import { isObject } from '../input/fields.ts'
import { dayOfSession, readSessionInput, type SessionInput } from '../input/session-input.ts'
import { printAnswer } from '../output/answer.ts'
import { printQuestions } from '../output/ask.ts'
import { Footnotes } from '../output/sources.ts'
import { untilOf } from '../output/until.ts'
import { Stop } from '../stop.ts'
import type { Call } from '../verb.ts'

/** “May I …?”: yes, no, or it depends, with the day from which and the reason. */
export const verb = decisionVerb<SessionInput, MayI>({
  name: 'may-i',
  summary: '“may I …?” on this day: yes, no, or it depends, from when, and why',
  usage: ['WORDS --session FILE', 'FILE'],
  examples: [
    'needlepoint may-i "go to the gym" --session examples/session.yaml',
    'needlepoint may-i examples/may-i.yaml',
  ],
  flags: ['now', 'session'],
  read: readSessionInput,
  decide: (pathway, input) => pathway.mayI(input.activity ?? '', input),
  dayOf: dayOfSession,
  given,
  print(
    { answer, activity, name, until, untilHealed, because, says, claims, ask, similar },
    { session, now },
    page,
    words,
  ) {
    const notes = new Footnotes(words)
    const { zone } = session
    printAnswer(answer, activity === null ? `“${name}”` : name, page)
    page.text(page.dim(`Asked for ${words.time(now, zone)}, ${zone}.`), { indent: 2 })
    if (until !== null) {
      page.text(`From ${page.bold(words.time(until, zone))}${untilHealed ? ', once your skin has healed' : ''}.`, {
        indent: 2,
      })
    } else if (untilHealed && answer !== 'yes') page.text('Once your skin has healed.', { indent: 2 })
    page.text(`${says} ${because.length === 0 ? page.dim(notes.cite(claims)) : ''}`, { indent: 2 })
    if (because.length > 0) page.heading('Because')
    for (const reason of because) {
      page.text(`${reason.says} ${reason.why}`, { indent: 2, hang: 4, mark: '• ' })
      page.text(untilOf(reason, zone, words, now), { indent: 4 })
      notes.others(reason.disagree, page, 4)
    }
    if (because.length > 0) page.text(page.dim(notes.cite(claims)), { indent: 2 })
    if (similar.length > 0) {
      page.heading('Did you mean')
      for (const id of similar) page.text(words.text(`activities.${id}.name`) ?? id, { indent: 2, mark: '• ' })
    }
    if (ask.includes('healed'))
      page.text('Tell us whether your skin has healed (`healed: yes`), and the answer is certain.', { indent: 2 })
    printQuestions(
      'Would make the answer certain',
      ask.filter((fact) => fact !== 'healed'),
      words,
      page,
    )
    notes.print(page)
  },
})

/** The words on the command line are the activity when a session comes by flag; else the one word is a file. */
async function given(call: Call): Promise<Given> {
  const { words, flags } = call
  const typed = words.join(' ').trim()
  if (flags.session !== undefined) {
    const session = await readDocument(flags.session)
    return { value: isObject(session) && typed !== '' ? { ...session, activity: typed } : session, file: flags.session }
  }
  const [only] = words
  if (words.length === 1 && only !== undefined && (only === '-' || formatOf(only) !== 'unknown'))
    return readGiven(only, call)
  if (typed === '') return givenBy(call, 'may-i')
  throw new Stop(`When was the session? Pass it: needlepoint may-i "${typed}" --session examples/session.yaml`)
}
