/** One check-in: what she reported, what it comes to and why, where her device said otherwise, and who has read it. */

import type { Level } from '@needlepoint/pathway'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { api } from '../../shared/api/api.ts'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { Findings } from '../../shared/components/findings.tsx'
import { Section } from '../../shared/components/page.tsx'
import { type Tone, toneOfLevel } from '../../shared/components/tone.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { AnswerList } from '../answers/AnswerList.tsx'
import { factTexts } from '../answers/fact-texts.ts'
import { factsBehind } from '../answers/facts-behind.ts'
import { useMay } from '../may.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import type { CheckIn, Client } from '../parts/reads.ts'
import { DifferenceTable } from '../screening/Comparison.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Curves } from './Curves.tsx'
import { MarkRead } from './MarkRead.tsx'
import css from './recovery.module.css'

const toneOfEffect = (effect: string): Tone => toneOfLevel[effect as Level] ?? 'note'

export function CheckInScreen() {
  const { clientId, checkInId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/check-ins/$checkInId' })
  const { clinicId } = useWork()
  const checkIn = useQuery({
    queryKey: ['check-in', clinicId, clientId, checkInId],
    queryFn: () => api['check-in.show']({ params: { clinicId, checkInId } }),
  })
  return (
    <ClientPage
      key={checkInId}
      clientId={clientId}
      title={checkIn.data ? t('checkIn.titleOf', { day: checkIn.data.day }) : t('checkIn.title')}
    >
      {(client) => (
        <Loaded query={checkIn} lines={8}>
          {(loaded) => <Shown checkIn={loaded} client={client} />}
        </Loaded>
      )}
    </ClientPage>
  )
}

function Shown({ checkIn, client }: { readonly checkIn: CheckIn; readonly client: Client }) {
  const { clinicId } = useWork()
  const may = useMay()
  const pathway = usePathway(clinicId)
  const { level, triage, differs, deviceTriage, reads, words, report, clientId, sessionId } = checkIn
  const day = todayIn(client.zone)
  return (
    <div className={parts.columns}>
      <div className={parts.main}>
        {words && (
          <Section title={t('checkIn.words')}>
            <blockquote className={css.words}>{words}</blockquote>
          </Section>
        )}
        <CareCard tone={toneOfLevel[level]} word={t(`staffLevels.${level}`)}>
          {!triage.final && (
            <p>
              <strong>{t('checkIn.unfinishedSays', { level: t(`staffLevels.${triage.atMost}`) })}</strong>{' '}
              {triage.ask
                .slice(0, 5)
                .map((id) => factTexts(pathway, id, day).question)
                .join(' ')}
            </p>
          )}
          {triage.findings.length > 0 && <p>{t('checkIn.told')}</p>}
          {triage.findings.length > 0 ? (
            <Findings reasonFirst findings={triage.findings} claimsOf={pathway.claims} toneOf={toneOfEffect} />
          ) : (
            <p>{t('checkIn.nothingFound')}</p>
          )}
        </CareCard>
        <Section title={t('checkIn.report')}>
          <AnswerList
            riskFirst={factsBehind(pathway.protocol.recovery.rules, triage.findings)}
            pathway={pathway}
            answers={report}
            day={day}
          />
        </Section>
      </div>
      <div className={parts.aside}>
        <Section title={t('checkIn.about')}>
          <Facts
            items={[
              [t('checkIn.reported'), printMoment(checkIn.reportedAt, client.zone)],
              [t('checkIn.arrived'), printMoment(checkIn.recordedAt, zoneOfDevice())],
              [
                t('checkIn.called'),
                client.contact.phone ? (
                  <a key="t" href={`tel:${client.contact.phone.replaceAll(/[^+\d]/g, '')}`}>
                    {client.contact.phone}
                  </a>
                ) : (
                  '–'
                ),
              ],
              [
                t('checkIn.session'),
                <Link
                  key="s"
                  to="/clinic/$clinicId/clients/$clientId/sessions/$sessionId"
                  params={{ clinicId, clientId, sessionId }}
                >
                  {t('checkIn.openSession')}
                </Link>,
              ],
            ]}
          />
        </Section>
        {may('check-in.answer') && <MarkRead checkIn={checkIn} />}
        {deviceTriage && (
          <Section title={t('compare.title')}>
            {differs ? (
              <DifferenceTable
                differences={(['level', 'atMost', 'final', 'rules', 'protocol'] as const)
                  .map((what) => ({
                    what,
                    device: deviceTriage[what],
                    server: what === 'rules' ? triage.findings.map(({ rule }) => rule) : triage[what],
                  }))
                  .filter(({ device, server }) => JSON.stringify(device) !== JSON.stringify(server))}
              />
            ) : (
              <p className={parts.soft}>{t('compare.same')}</p>
            )}
          </Section>
        )}
        <Section title={t('checkIn.reads')}>
          {reads.length === 0 ? (
            <p className={parts.soft}>{t('checkIn.noReads')}</p>
          ) : (
            <Facts
              items={reads.map(({ readBy, readAt, note }) => [
                `${readBy.name ?? t('list.somebody')}, ${printMoment(readAt, zoneOfDevice())}`,
                note ?? '–',
              ])}
            />
          )}
        </Section>
        <Curves checkIn={checkIn} pathway={pathway} />
      </div>
    </div>
  )
}
