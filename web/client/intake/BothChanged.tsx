/** She went on here and on another device, and neither knew of the other: she sees both and says which one counts. */
import type { Pathway } from '@needlepoint/pathway'
import { Button } from '../../shared/components/button.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { factTexts } from '../questions/fact-texts.ts'
import { printAnswer } from '../questions/print-answer.ts'
import { t } from '../texts.ts'
import css from './intake.module.css'
import { differences, type Kept, type Remote } from './shared-draft.ts'

export interface BothChangedProps {
  readonly pathway: Pathway
  readonly here: Kept
  readonly there: Remote
  readonly onChoose: (which: 'here' | 'there') => void
}

export function BothChanged({ pathway, here, there, onChoose }: BothChangedProps) {
  const day = here.draft.day
  const differ = new Set(differences(here.draft.facts, there.facts))
  const order = Object.keys(pathway.protocol.facts).filter((id) => differ.has(id))
  const print = (facts: Kept['draft']['facts'], id: string) =>
    id in facts ? printAnswer(pathway, id, facts[id], day) : t('bothChanged.open')
  const count = (facts: Kept['draft']['facts']) => Object.keys(facts).filter((id) => id !== 'setting').length
  const when = (at: number | string) => printMoment(at, zoneOfDevice())
  return (
    <Page title={t('bothChanged.title')} lead={t('bothChanged.lead')}>
      <Stack gap={6}>
        <Section title={t('bothChanged.different', { count: order.length })}>
          <ul className={css.known}>
            {order.map((id) => (
              <li key={id}>
                <p className={css.asked}>{factTexts(pathway, id, day).question}</p>
                <dl className={css.both}>
                  <dt>{t('bothChanged.here')}</dt>
                  <dd>{print(here.draft.facts, id)}</dd>
                  <dt>{t('bothChanged.there')}</dt>
                  <dd>{print(there.facts, id)}</dd>
                </dl>
              </li>
            ))}
          </ul>
        </Section>
        <Stack gap={3}>
          <Button wide onClick={() => onChoose('here')}>
            {t('bothChanged.takeHere', { count: count(here.draft.facts), when: when(here.changedAt) })}
          </Button>
          <Button wide onClick={() => onChoose('there')}>
            {t('bothChanged.takeThere', { count: count(there.facts), when: when(there.savedAt) })}
          </Button>
          <p className={css.soft}>{t('bothChanged.says')}</p>
        </Stack>
      </Stack>
    </Page>
  )
}
