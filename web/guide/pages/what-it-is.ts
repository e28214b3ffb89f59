/** What microneedling is, with what tools, how deep, and what it is cleared for. */
import { html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { section } from '../parts.ts'
import { said, together } from '../sources.ts'

export const whatItIs: Chapter = (book) => {
  const { t, says, protocol, amount, figure } = book
  const { advice, devices, depthLimits } = protocol.planning
  const advised = (id: string) => said(book, says(`advice.${id}.says`), advice[id] ?? { cites: [] })
  return {
    title: t('what.title'),
    summary: t('what.summary'),
    lead: t('what.lead'),
    leadSays: { cites: ['000-mechanism', '000-forms', '002-pen'] },
    body: [
      section(
        'works',
        t('what.worksTitle'),
        said(book, t('what.works'), { cites: ['000-mechanism'], disagree: ['004-layers'] }),
        said(book, t('what.age', { age: figure('002-collagen-age', 'age') }), { cites: ['002-collagen-age'] }),
        said(book, t('what.slow'), { cites: ['000-multi', 'PL-019'] }),
        advised('small-injury'),
      ),
      section(
        'tools',
        t('what.toolsTitle'),
        html`<p>${t('what.tools')}</p>`,
        Object.entries(devices).map(
          ([id, device]) =>
            html`<h3>${says(`devices.${id}.name`)}</h3>${said(
              book,
              `${says(`devices.${id}.says`)} ${t('what.deepest', { depth: book.quantity(device.maxDepthMm.value, 'mm') })}`,
              together(device, device.maxDepthMm),
            )}`,
        ),
      ),
      section(
        'depth',
        t('what.depthTitle'),
        said(book, t('what.depth'), { cites: ['001-depth', '002-needle-length'] }),
        said(book, t('what.tested'), { cites: ['SC-002', 'PL-013'] }),
        said(book, says('depthLimits.first-session.reason'), {
          ...together(depthLimits['first-session'], book.value('firstSessionDepth')),
        }),
      ),
      section(
        'not-for',
        t('what.notTitle'),
        said(book, t('what.notProducts'), { cites: ['SC-003'] }),
        advised('other-products'),
        advised('vitamin-c-needling'),
        advised('exosomes-needling'),
      ),
      section(
        'cleared',
        t('what.clearedTitle'),
        said(book, t('what.cleared', { labelAge: amount('labelAge').replace(/\D+$/, '') }), {
          cites: ['SC-004', 'SC-005', 'RG-001'],
        }),
        advised('not-authorized'),
      ),
      section(
        'safe',
        t('what.safeTitle'),
        said(
          book,
          t('what.safe', { patients: new Intl.NumberFormat(book.language).format(figure('AE-001', 'patients')) }),
          { cites: ['AE-001'] },
        ),
        said(book, t('what.rf'), { cites: ['AE-013'] }),
      ),
    ],
  }
}
