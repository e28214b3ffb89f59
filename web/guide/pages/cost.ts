/** What it costs: one session as sources say, all of them as we multiply. */
import { html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { list, section, table } from '../parts.ts'
import { said, sourcesOf } from '../sources.ts'

export const cost: Chapter = (book) => {
  const { t, says, value, protocol } = book
  const [low, high] = [value('priceLow'), value('priceHigh')]
  const money = (dollars: number) =>
    new Intl.NumberFormat(book.language, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 }).format(
      dollars,
    )
  return {
    title: t('cost.title'),
    summary: t('cost.summary'),
    lead: t('cost.lead'),
    body: [
      section(
        'one',
        t('cost.oneTitle'),
        said(book, t('cost.one', { priceLow: money(low.value), priceHigh: money(high.value) }), low),
        html`<p>${t('cost.weak')}</p>`,
      ),
      section(
        'all',
        t('cost.allTitle'),
        html`<p>${t('cost.all')}</p>`,
        table(
          [t('can.concern'), t('cost.sessions'), t('cost.sum')],
          Object.entries(protocol.planning.indications).map(([id, { sessions }]) => [
            says(`indications.${id}.name`),
            html`${sessions.from === sessions.to ? sessions.from : t('can.sessionsValue', { from: sessions.from, to: sessions.to })}${sourcesOf(book, sessions)}`,
            t('cost.sumValue', { from: money(sessions.from * low.value), to: money(sessions.to * high.value) }),
          ]),
          t('cost.allTitle'),
        ),
      ),
      section(
        'ask',
        t('cost.askTitle'),
        list([t('cost.ask1'), t('cost.ask2'), t('cost.ask3'), t('cost.ask4'), t('cost.ask5')], 'tick'),
        said(book, t('cost.askWhy'), { cites: ['003-consult', '004-consult'] }),
      ),
    ],
  }
}
