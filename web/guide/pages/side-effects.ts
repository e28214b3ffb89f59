/** Every side effect: how likely, when, how long, and when to worry. */
import type { Protocol, Risk, SideEffect } from '@needlepoint/pathway'
import type { Book } from '../book.ts'
import { healingCurves } from '../healing-curve.ts'
import { type Html, html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { card, more, section, table, toneOfLevel, toneWord } from '../parts.ts'
import { sourcesOf, together } from '../sources.ts'

const likeliestFirst: readonly Risk['frequency'][] = ['very-common', 'common', 'uncommon', 'rare', 'not-known']
const urgentFirst = ['emergency', 'same-day', 'contact-clinic', 'watch', 'expected'] as const

const risksOf = (protocol: Protocol, effect: string): [string, Risk][] =>
  Object.entries(protocol.consent.risks).filter(([, risk]) => risk.effect === effect)

const frequencyOf = (protocol: Protocol, effect: string): Risk['frequency'] =>
  risksOf(protocol, effect)
    .map(([, { frequency }]) => frequency)
    .sort((a, b) => likeliestFirst.indexOf(a) - likeliestFirst.indexOf(b))[0] ?? 'not-known'

function signs(book: Book, of: SideEffect): Html | undefined {
  const rules = of.redFlags
    .flatMap((id) => book.protocol.recovery.rules[id] ?? [])
    .sort((a, b) => urgentFirst.indexOf(a.effect) - urgentFirst.indexOf(b.effect))
  if (rules.length === 0) return undefined
  return more(
    book.t('effects.signs'),
    html`<ul class="plain">${rules.map((rule) => html`<li><p>${toneWord(toneOfLevel[rule.effect], book.named(`levels.${rule.effect}`))}</p><p><strong>${book.says(`rules.${rule.says}.reason`)}</strong> ${book.says(`rules.${rule.says}.action`)}</p>${sourcesOf(book, rule)}</li>`)}</ul>`,
  )
}

function sideEffect(book: Book, id: string, of: SideEffect): Html {
  const { t, says, named, protocol } = book
  const name = says(`effects.${id}.name`)
  const risks = risksOf(protocol, id)
  const likelier = risks.flatMap(([risk, { likelier }]) => likelier.map((each) => [risk, each] as const))
  return html`<article id="${id}" aria-labelledby="${id}-name"><h3 id="${id}-name">${name}</h3>
<p>${says(`effects.${id}.says`)}</p>${sourcesOf(book, together(of))}
<h4>${t('effects.likely')}: ${named(`frequency.${frequencyOf(protocol, id)}`)}</h4>${risks.map(
    ([risk, entry]) =>
      html`<p>${says(`risks.${risk}.says`)}</p>${sourcesOf(book, together(entry, { cites: entry.frequencyCites ?? [] }))}`,
  )}${
    likelier.length > 0 &&
    more(
      t('effects.likelier'),
      html`<ul class="plain">${likelier.map(([risk, each]) => html`<li><p>${says(`risks.${risk}.likelier.${each.id}`)}</p>${sourcesOf(book, each)}</li>`)}</ul>`,
    )
  }
<h4>${t('effects.when')}</h4>${healingCurves(book, name, of.curves) ?? html`<p>${t('effects.noTime')}</p>`}
<div class="worry"><h4>${t('effects.worry')}</h4><p>${says(`effects.${id}.whenToWorry`)}</p>${signs(book, of)}</div></article>`
}

export const sideEffects: Chapter = (book) => {
  const { t, says, named, protocol } = book
  const all = Object.entries(protocol.recovery.effects).sort(
    ([a], [b]) =>
      likeliestFirst.indexOf(frequencyOf(protocol, a)) - likeliestFirst.indexOf(frequencyOf(protocol, b)) ||
      says(`effects.${a}.name`).localeCompare(says(`effects.${b}.name`), book.language),
  )
  const part = (expected: boolean) => all.filter(([, effect]) => effect.expected === expected)
  const glance = (expected: boolean) =>
    table(
      [t('effects.effect'), t('effects.likely')],
      part(expected).map(([id]) => [
        html`<a href="#${id}">${says(`effects.${id}.name`)}</a>`,
        named(`frequency.${frequencyOf(protocol, id)}`),
      ]),
      t('effects.glance'),
    )
  const breathing = protocol.recovery.rules['breathing-trouble']
  return {
    title: t('effects.title'),
    summary: t('effects.summary'),
    lead: t('effects.lead'),
    leadSays: { cites: ['AE-001', 'AE-004', 'AE-005'] },
    body: [
      card(
        'stop',
        t('effects.emergency'),
        html`<p>${says('effects.anaphylaxis.whenToWorry')}</p>`,
        breathing && sourcesOf(book, breathing),
      ),
      section('healing', t('effects.expectedTitle'), html`<p>${t('effects.expectedSays')}</p>`, glance(true)),
      section('wrong', t('effects.otherTitle'), html`<p>${t('effects.otherSays')}</p>`, glance(false)),
      section(
        'healing-all',
        t('effects.expectedEach'),
        part(true).map(([id, effect]) => sideEffect(book, id, effect)),
      ),
      section(
        'wrong-all',
        t('effects.otherEach'),
        part(false).map(([id, effect]) => sideEffect(book, id, effect)),
      ),
    ],
  }
}
