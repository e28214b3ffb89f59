/** Aftercare: what to do, what to leave and until when, and what is normal on which day. */
import type { Instruction, Span, SpanOrParameter } from '@needlepoint/pathway'
import type { Book } from '../book.ts'
import { daysOf } from '../healing-curve.ts'
import { type Html, html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { card, section, table } from '../parts.ts'
import { address, said, sourcesOf, together } from '../sources.ts'

/** Days of healing that are shown. */
const shown = [0, 1, 2, 3, 5, 7, 10, 14, 21, 28]

const spanOf = (book: Book, of: SpanOrParameter): Span => {
  if (!('parameter' in of)) return of
  const { value, unit } = book.value(of.parameter)
  return { amount: value, unit: unit as Span['unit'] }
}

const daysUntil = (book: Book, { ends }: Instruction): number =>
  ends.after ? daysOf(spanOf(book, ends.after)) : Number.POSITIVE_INFINITY

const untilWhen = (book: Book, { ends }: Instruction): string =>
  ends.after ? book.t('care.until', { time: book.span(spanOf(book, ends.after)) }) : book.t('care.always')

function item(book: Book, id: string, of: Instruction, withTime: boolean): Html {
  const { t, says, span } = book
  const starts = spanOf(book, of.starts)
  const times = [
    starts.amount > 0 && t('care.starting', { time: span(starts) }),
    withTime && of.ends.after && t('care.forTime', { time: span(spanOf(book, of.ends.after)) }),
    of.ends.healed && t('care.untilHealed'),
  ].filter((each) => typeof each === 'string')
  const parameter = of.ends.after && 'parameter' in of.ends.after ? book.value(of.ends.after.parameter) : undefined
  return html`<li><p><strong>${says(`instructions.${id}.says`)}</strong> ${says(`instructions.${id}.why`)}${times.length > 0 && html` <span class="time">(${times.join(', ')})</span>`}</p>${sourcesOf(book, together(of, parameter))}</li>`
}

export const aftercare: Chapter = (book) => {
  const { t, says, protocol } = book
  const all = Object.entries(protocol.aftercare.instructions)
  const forAll = (kind: Instruction['kind']) =>
    all
      .filter(([, instruction]) => instruction.kind === kind && !instruction.when)
      .sort(([, a], [, b]) => daysUntil(book, a) - daysUntil(book, b))
  const groups = new Map<string, [string, Instruction][]>()
  for (const entry of forAll('dont')) {
    const time = untilWhen(book, entry[1])
    groups.set(time, [...(groups.get(time) ?? []), entry])
  }
  const normalOn = (day: number) =>
    Object.entries(protocol.recovery.effects).filter(
      ([, { expected, curves }]) =>
        expected &&
        curves.some(({ expect, onset }) => daysOf(onset) < day + 1 && expect.some(({ until }) => daysOf(until) > day)),
    )
  const breathing = protocol.recovery.rules['breathing-trouble']
  const { healed } = protocol.recovery
  return {
    title: t('care.title'),
    summary: t('care.summary'),
    lead: t('care.lead'),
    leadSays: { cites: ['001-hands', '004-cleanser', '002-sun', '003-sensitivity'] },
    body: [
      card(
        'stop',
        t('care.emergency'),
        html`<p>${says('effects.anaphylaxis.whenToWorry')} <a href="${address(book, 'side-effects')}">${t('care.signs')}</a></p>`,
        breathing && sourcesOf(book, breathing),
      ),
      section(
        'normal',
        t('care.normalTitle'),
        html`<p>${t('care.normalSays', { zero: 0 })}</p>`,
        table(
          [t('care.dayHead'), t('care.normalHead')],
          shown
            .filter((day) => normalOn(day).length > 0)
            .map((day) => [
              t('care.day', { day }),
              normalOn(day).map(
                ([id], at) =>
                  html`${at > 0 && ', '}<a href="${address(book, 'side-effects')}#${id}">${says(`effects.${id}.name`)}</a>`,
              ),
            ]),
          t('care.normalTitle'),
        ),
      ),
      section(
        'do',
        t('care.doTitle'),
        html`<ul class="plain">${forAll('do').map(([id, of]) => item(book, id, of, true))}</ul>`,
      ),
      section(
        'dont',
        t('care.dontTitle'),
        [...groups].map(
          ([time, of]) =>
            html`<h3>${time}</h3><ul class="plain">${of.map(([id, each]) => item(book, id, each, false))}</ul>`,
        ),
      ),
      section(
        'some',
        t('care.someTitle'),
        html`<ul class="plain">${all.filter(([, { when }]) => when).map(([id, of]) => item(book, id, of, true))}</ul>`,
      ),
      section('healed', t('care.healedTitle'), said(book, t('care.healed'), healed)),
    ],
  }
}
