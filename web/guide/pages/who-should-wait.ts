/** Who should not have it, who should wait, and who asks a clinician first: every rule of the screening, by topic. */
import type { Decision } from '@needlepoint/pathway'
import { type Html, html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { more, onThisPage, section, toneOfDecision, toneWord } from '../parts.ts'
import { sourcesOf, together } from '../sources.ts'

const mostCautiousFirst: readonly Decision[] = ['do-not-treat', 'defer', 'clinician-review', 'proceed-with-precautions']

export const whoShouldWait: Chapter = (book) => {
  const { t, says, named, protocol } = book
  const rules = Object.values(protocol.screening.rules)
  const item = (rule: (typeof rules)[number]): Html =>
    html`<li><p><strong>${says(`rules.${rule.says}.reason`)}</strong> ${says(`rules.${rule.says}.action`)}</p>${sourcesOf(
      book,
      together(
        rule,
        rule.until && typeof rule.until.reaches === 'object' ? book.value(rule.until.reaches.parameter) : undefined,
      ),
    )}</li>`
  const sections = mostCautiousFirst.map((decision) => {
    const these = rules.filter(({ effect }) => effect === decision)
    const topics = [...new Set(these.map(({ topic = '' }) => topic))]
      .map((topic) => [named(`topics.${topic}`), these.filter((rule) => rule.topic === topic)] as const)
      .sort(([a], [b]) => a.localeCompare(b, book.language))
    return section(
      decision,
      toneWord(toneOfDecision[decision], named(`decisions.${decision}`)),
      html`<p>${says(`decisions.${decision}.says`)}</p>`,
      topics.map(([topic, of]) =>
        more(
          html`${topic} <span class="count">${t('wait.count', { count: of.length })}</span>`,
          html`<ul class="plain">${of.map(item)}</ul>`,
        ),
      ),
    )
  })
  return {
    title: t('wait.title'),
    summary: t('wait.summary'),
    lead: t('wait.lead'),
    body: [
      html`<p>${t('wait.how')}</p>`,
      html`<p><a href="/screen">${t('wait.screen')}</a> ${t('wait.screenSays')}</p>`,
      onThisPage(
        t('site.onThisPage'),
        mostCautiousFirst.map((decision) => [
          decision,
          toneWord(toneOfDecision[decision], named(`decisions.${decision}`)),
        ]),
      ),
      sections,
    ],
  }
}
