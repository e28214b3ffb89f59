/** One screening of hers: what was decided, and every answer behind it. */

import type { Answers, ISODate, Pathway, Screening } from '@needlepoint/pathway'
import { useParams } from '@tanstack/react-router'
import type { InputOf } from '../../shared/api/api.ts'
import { api } from '../../shared/api/api.ts'
import { LinkButton } from '../../shared/components/button.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { useCopy } from '../../shared/device/use-copy.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate } from '../../shared/format/format.ts'
import { factTexts } from '../questions/fact-texts.ts'
import { printAnswer } from '../questions/print-answer.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useReloadWhenSent } from '../shell/use-sent.ts'
import { t } from '../texts.ts'
import { Verdict } from './Verdict.tsx'

export function AnswersScreen() {
  const { clinicId } = useClient()
  const { screeningId } = useParams({ from: '/c/$clinicId/answers/$screeningId' })
  const pathway = usePathway(clinicId)
  const waits = useOutbox().find(({ id }) => id === screeningId)
  const stored = useCopy(`screening ${screeningId}`, () => api['screening.show']({ params: { clinicId, screeningId } }))
  useReloadWhenSent(waits !== undefined, stored.reload)
  const back = (
    <BackLink to="/c/$clinicId" params={{ clinicId }}>
      {t('toToday')}
    </BackLink>
  )
  if (waits) {
    const { body } = waits.input as InputOf<'screening.record'>
    const screening = pathway.screen(body.facts, body.decidedOn)
    return (
      <Page title={t('answers.title')} lead={t('answers.waiting')} back={back}>
        <Verdict
          pathway={pathway}
          screening={screening}
          day={body.decidedOn}
          facts={body.facts}
          clinicAsks={clinicAsksIn(pathway, screening)}
        />
        <Given pathway={pathway} facts={body.facts} day={body.decidedOn} />
      </Page>
    )
  }
  if (!stored.value)
    return stored.state === 'loading' ? (
      <Skeleton title />
    ) : (
      <Page title={t('answers.title')} back={back}>
        {stored.error ? (
          <ErrorNotice error={stored.error} retry={stored.reload} />
        ) : (
          <EmptyState title={t('answers.none')} />
        )}
      </Page>
    )
  const { decision, decidedOn, facts, holds, overrides } = stored.value
  return (
    <Page title={t('answers.title')} lead={t('answers.sent', { date: printDate(decidedOn, 'full') })} back={back}>
      <Verdict
        pathway={pathway}
        screening={decision}
        day={decidedOn}
        facts={facts}
        clinicAsks={clinicAsksIn(pathway, decision)}
        holds={holds}
        overridden={overrides.length > 0}
      />
      <Given pathway={pathway} facts={facts} day={decidedOn} />
      <Stack gap={2}>
        <p>{t('answers.changed')}</p>
        <Row>
          <LinkButton to="/c/$clinicId/intake" params={{ clinicId }}>
            {t('answers.again')}
          </LinkButton>
        </Row>
      </Stack>
    </Page>
  )
}

const clinicAsksIn = ({ protocol }: Pathway, { ask }: Screening): string[] =>
  ask.filter((id) => protocol.facts[id] && protocol.facts[id].askedOf !== 'client')

function Given({ pathway, facts, day }: { readonly pathway: Pathway; readonly facts: Answers; readonly day: ISODate }) {
  const known = Object.keys(pathway.protocol.facts).filter((id) => id in facts)
  return (
    <Disclosure summary={t('answers.all', { count: known.length })}>
      <Facts
        items={known.map((id) => [factTexts(pathway, id, day).question, printAnswer(pathway, id, facts[id], day)])}
      />
    </Disclosure>
  )
}
