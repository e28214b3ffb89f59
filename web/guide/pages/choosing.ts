/** Questions to take along to a clinic, and when to walk away. */
import type { GuideKey } from '../book.ts'
import { html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { section } from '../parts.ts'
import { said, sourcesOf } from '../sources.ts'

const questions: readonly (readonly [GuideKey, readonly string[]])[] = [
  ['choose.license', ['004-provider', '003-provider', 'ADD-PLAN-012']],
  ['choose.tools', ['000-provider', 'ADD-PLAN-006', 'IC-001']],
  ['choose.device', ['RG-001', 'RG-004', 'SC-004']],
  ['choose.depth', ['RG-003', 'SC-002', '001-depth']],
  ['choose.skin', ['004-tone', '001-provider']],
  ['choose.numbing', ['AN-002', 'AN-007', 'AN-003']],
  ['choose.products', ['SC-003', 'AE-006', 'AE-007', 'RG-005']],
  ['choose.history', ['004-assess', '001-honesty']],
  ['choose.coldSores', ['SC-015', 'SC-016']],
  ['choose.care', ['000-provider']],
  ['choose.records', ['IC-002', 'IC-003']],
  ['choose.call', ['002-call', '002-other']],
]
const walkAway: readonly (readonly [GuideKey, readonly string[]])[] = [
  ['choose.walkNeedles', ['ADD-PLAN-006', 'IC-001', '000-provider']],
  ['choose.walkBlood', ['IC-001', 'IC-004']],
  ['choose.walkNumbing', ['AN-002', 'AN-003', 'AN-007']],
  ['choose.walkRf', ['ADD-PLAN-012', 'AE-016']],
  ['choose.walkProducts', ['SC-003', 'AE-006', 'AE-011', 'AE-017']],
]

export const choosing: Chapter = (book) => {
  const { t, says, protocol } = book
  const items = (of: typeof questions, name: string) =>
    html`<ul class="${name}">${of.map(([key, cites]) => html`<li><p>${t(key)}</p>${sourcesOf(book, { cites })}</li>`)}</ul>`
  const advised = (id: string) => said(book, says(`advice.${id}.says`), protocol.planning.advice[id] ?? { cites: [] })
  return {
    title: t('choose.title'),
    summary: t('choose.summary'),
    lead: t('choose.lead'),
    body: [
      section('ask', t('choose.askTitle'), items(questions, 'tick')),
      section('walk', t('choose.walkTitle'), items(walkAway, 'cross')),
      section(
        'advice',
        t('choose.adviceTitle'),
        ['choose-provider', 'virtual-visit', 'not-authorized', 'radiofrequency', 'own-blood'].map(advised),
      ),
    ],
  }
}
