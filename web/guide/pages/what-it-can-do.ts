/** Concern by concern: what to hope for, when, in how many sessions, and how sure that is. */
import { factsIn, type Indication } from '@needlepoint/pathway'
import type { Book } from '../book.ts'
import { type Html, html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { outOfFour, section, table } from '../parts.ts'
import { said, sourcesOf, together } from '../sources.ts'

const dots: Readonly<Record<Indication['evidence'], number>> = { strong: 4, moderate: 3, weak: 2, poor: 1 }
const order = (indication: Indication) =>
  -dots[indication.evidence] * 10 - { good: 3, fair: 2, poor: 1 }[indication.outlook]

/** Advice on a concern is what asks for it in its condition. */
const adviceFor = (book: Book, concern: string): string[] =>
  Object.entries(book.protocol.planning.advice).flatMap(([id, { when }]) =>
    [...factsIn(when)].includes(`goals.${concern}`) ? [id] : [],
  )

function concern(book: Book, id: string, of: Indication): Html {
  const { t, says, span, quantity } = book
  const advice = book.protocol.planning.advice
  const sure = outOfFour(dots[of.evidence], book.named(`can.evidence.${of.evidence}`))
  const results = of.results.map((result) => {
    const [from, to] = [span(result.from), span(result.to)]
    const when =
      result.from.amount === 0
        ? t('can.atOnce', { to })
        : t(result.after === 'course' ? 'can.afterCourse' : 'can.afterSession', { from, to })
    return html`<li><p><strong>${when}.</strong> ${says(`results.${id}.${result.id}`)}</p>${sourcesOf(book, result)}</li>`
  })
  const rows = [
    [t('can.sessions'), t('can.sessionsValue', { from: of.sessions.from, to: of.sessions.to }), of.sessions],
    [
      t('can.interval'),
      t('can.intervalValue', { from: span(of.interval.from), to: span(of.interval.to) }),
      of.interval,
    ],
    [
      t('can.depth'),
      t('can.intervalValue', { from: quantity(of.depthMm.from, 'mm'), to: quantity(of.depthMm.to, 'mm') }),
      of.depthMm,
    ],
  ] as const
  return section(
    id,
    says(`indications.${id}.name`),
    html`<dl class="facts"><div><dt>${t('can.sure')}</dt><dd>${sure}</dd></div><div><dt>${t('can.outlookHead')}</dt><dd>${book.named(`can.outlook.${of.outlook}`)}</dd></div></dl>`,
    said(book, says(`indications.${id}.says`), together(of)),
    html`<dl class="facts">${rows.map(([name, value, from]) => html`<div><dt>${name}</dt><dd>${value}${sourcesOf(book, from)}</dd></div>`)}</dl>`,
    html`<h3>${t('can.whenTitle')}</h3><ul class="plain">${results}</ul>`,
    adviceFor(book, id).map(
      (each) =>
        html`<h3>${t('can.otherWays')}</h3>${said(book, says(`advice.${each}.says`), advice[each] ?? { cites: [] })}`,
    ),
  )
}

export const whatItCanDo: Chapter = (book) => {
  const { t, says, protocol } = book
  const all = Object.entries(protocol.planning.indications).sort(([, a], [, b]) => order(a) - order(b))
  const advised = (id: string) => said(book, says(`advice.${id}.says`), protocol.planning.advice[id] ?? { cites: [] })
  return {
    title: t('can.title'),
    summary: t('can.summary'),
    lead: t('can.lead'),
    body: [
      section(
        'glance',
        t('can.glance'),
        html`<p>${t('can.sureMeans')}</p>`,
        table(
          [t('can.concern'), t('can.sure'), t('can.outlookHead')],
          all.map(([id, of]) => [
            html`<a href="#${id}">${says(`indications.${id}.name`)}</a>`,
            outOfFour(dots[of.evidence], book.named(`can.evidence.${of.evidence}`)),
            book.named(`can.outlook.${of.outlook}`),
          ]),
          t('can.glance'),
        ),
        advised('what-to-expect'),
      ),
      section(
        'cannot',
        t('can.cannotTitle'),
        advised('unrealistic-hopes'),
        advised('acne-first'),
        advised('appearance-worry'),
      ),
      all.map(([id, of]) => concern(book, id, of)),
    ],
  }
}
