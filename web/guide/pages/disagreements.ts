/** Where sources disagree: who says what, how strong, and which one this guide follows. */
import type { Cited } from '@needlepoint/pathway'
import type { Book } from '../book.ts'
import { type Html, html } from '../html.ts'
import type { Chapter } from '../page.ts'
import { more, section } from '../parts.ts'
import { claimLine, inEnglish, strengthOf, strengths, strongest, together } from '../sources.ts'

function sides(book: Book, entry: Cited, before?: Html): Html {
  const { t } = book
  const { cites, disagree = [], judgement } = together(entry)
  const best = (ids: readonly string[]) => strongest(ids.map((id) => book.cite(id).strength))
  const [ours, theirs] = [best(cites), best(disagree)]
  return html`${before}<p>${ours && t('disagree.ours', { strength: strengthOf(book, ours) })} ${theirs && t('disagree.theirs', { strength: strengthOf(book, theirs) })}${judgement && html` ${t('sources.ours')} <span${inEnglish(book)}>${judgement}</span>`}</p><div class="sides"><div><p class="side">${t('disagree.follow')}</p><ul class="claims">${cites.map((id) => claimLine(book, id))}</ul></div><div><p class="side">${t('disagree.others')}</p><ul class="claims">${disagree.map((id) => claimLine(book, id))}</ul></div></div>`
}

/** Entries whose sentence a person can read, and which name somebody who says otherwise. */
function statements(book: Book): [sentence: string, entry: Cited][] {
  const { says, protocol } = book
  const { planning, consent, screening, aftercare } = protocol
  const of = <Entry extends Cited>(
    entries: Readonly<Record<string, Entry>>,
    text: (id: string, entry: Entry) => string,
  ) =>
    Object.entries(entries)
      .filter(([, { disagree = [] }]) => disagree.length > 0)
      .map(([id, entry]): [string, Cited] => [text(id, entry), entry])
  return [
    ...of(planning.indications, (id) => says(`indications.${id}.says`)),
    ...of(planning.advice, (id) => says(`advice.${id}.says`)),
    ...of(screening.rules, (_, rule) => says(`rules.${rule.says}.reason`)),
    ...of(planning.depthLimits, (id) => says(`depthLimits.${id}.reason`)),
    ...of(planning.areas, (id) => says(`areas.${id}.says`)),
    ...of(consent.risks, (id) => says(`risks.${id}.says`)),
    ...of(aftercare.instructions, (id) => `${says(`instructions.${id}.says`)} ${says(`instructions.${id}.why`)}`),
    ...of(protocol.recovery.effects, (id) => says(`effects.${id}.says`)),
  ]
}

export const disagreements: Chapter = (book) => {
  const { t, named, protocol, amount } = book
  const numbers = Object.entries(protocol.parameters)
    .filter(([, { disagree = [] }]) => disagree.length > 0)
    .map(([id, parameter]) => ({ id, parameter, name: named(`parameters.${id}`) }))
    .sort((a, b) => a.name.localeCompare(b.name, book.language))
  const pair = ({ cites, disagree = [] }: Cited) => disagree.flatMap((other) => cites.map((one) => `${one}|${other}`))
  const told = new Set(
    numbers.flatMap(({ id, parameter }) => pair({ ...book.value(id), disagree: parameter.disagree ?? [] })),
  )
  // What a number above has told already is not told again.
  const differing = statements(book).filter(([, entry]) => pair(entry).some((each) => !told.has(each)))
  for (const [, entry] of differing) for (const each of pair(entry)) told.add(each)
  const articles = Object.entries(protocol.claims)
    .map(([id, claim]) => ({
      id,
      tension: (claim.tension ?? []).filter((other) => !told.has(`${id}|${other}`) && !told.has(`${other}|${id}`)),
    }))
    .filter(({ tension }) => tension.length > 0)
  return {
    title: t('disagree.title'),
    summary: t('disagree.summary'),
    lead: t('disagree.lead'),
    body: [
      html`<p>${t('disagree.rule')}</p>`,
      section(
        'strength',
        t('disagree.strengthTitle'),
        html`<p>${t('disagree.strengthSays')}</p><ol class="strengths">${[...strengths].reverse().map((each) => html`<li>${strengthOf(book, each)}</li>`)}</ol>`,
      ),
      section(
        'numbers',
        t('disagree.numbersTitle'),
        numbers.map(({ id, parameter, name }) =>
          more(
            html`${name}: <strong>${amount(id)}</strong>`,
            sides(
              book,
              { ...book.value(id), disagree: parameter.disagree ?? [] },
              html`<p>${t('disagree.weTake', { value: amount(id) })} ${t(`disagree.${parameter.stricter}`)}</p>`,
            ),
          ),
        ),
      ),
      section(
        'statements',
        t('disagree.statementsTitle'),
        differing.map(([sentence, entry]) => more(sentence, sides(book, entry))),
      ),
      articles.length > 0 &&
        section(
          'articles',
          t('disagree.articlesTitle'),
          html`<p>${t('disagree.articlesSays')}</p>`,
          articles.map(({ id, tension }) =>
            more(
              html`<span${inEnglish(book)}>${book.cite(id).says}</span>`,
              html`<div class="sides"><div><p class="side">${t('disagree.says')}</p><ul class="claims">${claimLine(book, id)}</ul></div><div><p class="side">${t('disagree.others')}</p><ul class="claims">${tension.map((other) => claimLine(book, other))}</ul></div></div>`,
            ),
          ),
        ),
    ],
  }
}
