/** The weeks before a session, and the day itself. */
import type { GuideKey } from '../book.ts'
import { daysOf } from '../healing-curve.ts'
import { html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { section } from '../parts.ts'
import { said, sourcesOf, together } from '../sources.ts'

const dayOf: readonly (readonly [GuideKey, readonly string[]])[] = [
  ['session.talk', ['004-assess', '001-honesty']],
  ['session.clean', ['004-session']],
  ['session.numb', ['002-anaesthetic', 'AN-001']],
  ['session.needle', ['004-session', '000-forms', 'ADD-PLAN-006']],
  ['session.blood', ['001-bleeding', '004-bleeding', 'PL-011']],
  ['session.pain', ['001-pain']],
  ['session.serum', ['004-session', 'AE-007']],
  ['session.redAfter', ['001-redness', '004-days-1-2']],
]

export const session: Chapter = (book) => {
  const { t, says, value, amount, quantity, figure, protocol } = book
  const { preparation, advice } = protocol.planning
  const fainting = protocol.consent.risks.fainting
  const days = (parameter: string) => {
    const { value: of, unit } = value(parameter)
    return daysOf({ amount: of, unit: unit as 'd' })
  }
  const groups = new Map<string, string[]>()
  for (const [id, { startsBefore }] of Object.entries(preparation).sort(
    ([, a], [, b]) => days(b.startsBefore.parameter) - days(a.startsBefore.parameter),
  )) {
    const time = amount(startsBefore.parameter)
    groups.set(time, [...(groups.get(time) ?? []), id])
  }
  const minutes = (name: string) => quantity(figure('AN-001', name), 'min')
  const advised = (id: string) => said(book, says(`advice.${id}.says`), advice[id] ?? { cites: [] })
  return {
    title: t('session.title'),
    summary: t('session.summary'),
    lead: t('session.lead'),
    leadSays: { cites: ['SC-022', '004-assess'] },
    body: [
      section(
        'before',
        t('session.beforeTitle'),
        [...groups].map(
          ([time, ids]) =>
            html`<h3>${t('session.from', { time })}</h3><ul class="plain">${ids.map((id) => html`<li><p><strong>${says(`preparation.${id}.says`)}</strong> ${says(`preparation.${id}.why`)}</p>${sourcesOf(book, together(preparation[id], value(preparation[id]?.startsBefore.parameter ?? '')))}</li>`)}</ul>`,
        ),
      ),
      section(
        'day',
        t('session.dayTitle'),
        html`<ol class="steps">${dayOf.map(([key, cites]) => html`<li>${said(book, t(key, { long: minutes('minutes_a'), short: minutes('minutes_b') }), { cites })}</li>`)}</ol>`,
      ),
      section('numbing', t('session.numbTitle'), advised('numbing-choice'), advised('numbing-rules')),
      section(
        'faint',
        t('session.faintTitle'),
        said(book, says('risks.fainting.says'), together(fainting, { cites: fainting?.frequencyCites ?? [] })),
      ),
    ],
  }
}
