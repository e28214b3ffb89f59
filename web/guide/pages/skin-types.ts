/** Dry, oily and sensitive skin; light and dark skin: what differs in risk, depth and care. */
import { html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { section, table } from '../parts.ts'
import { said, sourcesOf, together } from '../sources.ts'

export const skinTypes: Chapter = (book) => {
  const { t, says, amount, value, protocol } = book
  const { advice, depthLimits } = protocol.planning
  const risk = protocol.consent.risks['dark-marks']
  const redness = protocol.recovery.effects.erythema
  const advised = (id: string) => said(book, says(`advice.${id}.says`), advice[id] ?? { cites: [] })
  const deepest = (parameter: string, ...limits: string[]) =>
    html`${amount(parameter)}${sourcesOf(book, together(value(parameter), ...limits.map((id) => depthLimits[id])))}`
  const tone = (type: string) => says(`facts.fitzpatrick.options.${type}`)
  return {
    title: t('skin.title'),
    summary: t('skin.summary'),
    lead: t('skin.lead'),
    leadSays: { cites: ['001-provider', '000-depth', '001-tone', '004-sensitive'] },
    body: [
      section(
        'type',
        t('skin.typeTitle'),
        html`<h3>${t('skin.dry')}</h3>`,
        advised('dry-skin'),
        html`<h3>${t('skin.oily')}</h3>`,
        advised('oily-skin'),
        html`<h3>${t('skin.sensitive')}</h3>`,
        advised('sensitive-skin'),
        said(
          book,
          says('depthLimits.sensitive-skin.reason'),
          together(depthLimits['sensitive-skin'], value('sensitiveDepth')),
        ),
      ),
      section(
        'tone',
        t('skin.toneTitle'),
        html`<p>${t('skin.scale')}</p>`,
        table(
          [t('skin.tone'), t('skin.deepestFor')],
          [
            ...['I', 'II', 'III'].map((type) => [tone(type), deepest('evaluatedDepth')]),
            [tone('IV'), deepest('darkerSkinDepth', 'skin-type-4')],
            ...['V', 'VI'].map((type) => [tone(type), deepest('darkestSkinDepth', 'skin-type-5-6')]),
          ],
          t('skin.toneTitle'),
        ),
        html`<h3>${t('skin.light')}</h3>`,
        advised('light-tone'),
        html`<h3>${t('skin.dark')}</h3>`,
        advised('darker-tone'),
        said(book, t('skin.lasers'), { cites: ['004-tone'], disagree: ['SD-007'] }),
      ),
      section('look', t('skin.lookTitle'), said(book, says('effects.erythema.says'), redness ?? { cites: [] })),
      section(
        'marks',
        t('skin.marksTitle'),
        said(book, says('risks.dark-marks.says'), together(risk, { cites: risk?.frequencyCites ?? [] })),
        said(book, t('skin.long'), { cites: ['TC-018'] }),
        html`<h3>${t('effects.likelier')}</h3>`,
        html`<ul class="plain">${(risk?.likelier ?? []).map((each) => html`<li><p>${says(`risks.dark-marks.likelier.${each.id}`)}</p>${sourcesOf(book, each)}</li>`)}</ul>`,
        said(
          book,
          says('depthLimits.dark-marks-before.reason'),
          together(depthLimits['dark-marks-before'], value('pigmentDepth')),
        ),
      ),
    ],
  }
}
