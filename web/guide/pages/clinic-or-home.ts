/** Clinic or home: side by side, and what rules home out. */
import { type Html, html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { section, table } from '../parts.ts'
import { said, sourcesOf, together } from '../sources.ts'

export const clinicOrHome: Chapter = (book) => {
  const { t, says, quantity, protocol } = book
  const { devices, advice, depthLimits } = protocol.planning
  const roller = devices['home-roller']
  if (!roller) throw new Error('The guide compares a clinic with a home roller, and the roller is gone.')
  const clinicDepth = html`${book.amount('evaluatedDepth')}${sourcesOf(book, together(depthLimits['evaluated-depth'], book.value('evaluatedDepth')))}`
  const depth = (device: typeof roller) =>
    html`${quantity(device.maxDepthMm.value, 'mm')}${sourcesOf(book, device.maxDepthMm)}`
  const rules = Object.values(protocol.screening.rules).filter(({ topic }) => topic === 'home')
  const items = (strict: boolean): Html =>
    html`<ul class="plain">${rules
      .filter(({ effect }) => (effect === 'do-not-treat') === strict)
      .map(
        (rule) =>
          html`<li><p><strong>${says(`rules.${rule.says}.reason`)}</strong> ${says(`rules.${rule.says}.action`)}</p>${sourcesOf(book, rule)}</li>`,
      )}</ul>`
  return {
    title: t('place.title'),
    summary: t('place.summary'),
    lead: t('place.lead'),
    leadSays: { cites: ['004-home'] },
    body: [
      section(
        'side',
        t('place.sideTitle'),
        table(
          [t('place.what'), t('place.clinic'), t('place.home')],
          [
            [t('place.price'), t('place.dearer'), t('place.cheaper')],
            [t('place.effect'), t('place.stronger'), t('place.weaker')],
            [t('place.safety'), t('place.safer'), t('place.riskier')],
            [t('place.deepest'), clinicDepth, depth(roller)],
          ],
          t('place.sideTitle'),
        ),
        sourcesOf(book, { cites: ['004-home'] }),
        said(book, t('place.otc'), { cites: ['RG-005'] }),
        said(book, t('place.unknown'), { cites: ['ADD-SCREENING-018'] }),
      ),
      section('not', t('place.notTitle'), items(true)),
      section(
        'if',
        t('place.ifTitle'),
        said(book, says('advice.home-limits.says'), advice['home-limits'] ?? { cites: [] }),
        said(book, says('depthLimits.home-use.reason'), together(depthLimits['home-use'], book.value('homeDepth'))),
        items(false),
      ),
    ],
  }
}
