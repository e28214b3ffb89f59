/**
 * A consent taken on a device of the clinic. Staff choose what is asked for and who signs, then hand the device over: nothing but
 * the text and the signature is in reach until it comes back.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Choice, ManyChoice } from '../../shared/components/choice.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { Changes } from '../../shared/consent/Changes.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { ClientPage } from '../parts/ClientPage.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { aboutClient, type Client, planQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { CoolingOff } from './CoolingOff.tsx'
import { HandedOver, type Signer } from './HandedOver.tsx'
import { Markdown } from './Markdown.tsx'

const kinds = ['treatment', 'record', 'teaching', 'publication', 'marketing'] as const
type Kind = (typeof kinds)[number]

export function TakeConsentScreen() {
  const { clientId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/plans/$planId/consent' })
  return (
    <ClientPage clientId={clientId} title={t('takeConsent.title')}>
      {(client) => <Take client={client} />}
    </ClientPage>
  )
}

function Take({ client }: { readonly client: Client }) {
  const { planId } = useParams({ from: '/clinic/$clinicId/clients/$clientId/plans/$planId/consent' })
  const { clinicId } = useWork()
  const pathway = usePathway(clinicId)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const clientId = client.id
  const [kind, setKind] = useState<Kind>('treatment')
  const [signerKey, setSignerKey] = useState('client')
  const [understood, setUnderstood] = useState<string[]>([])
  const [handed, setHanded] = useState(false)
  const about =
    kind === 'treatment'
      ? { kind, purposes: [], language: client.language }
      : { kind: 'photos' as const, purposes: [kind], language: client.language }
  const plan = useQuery(planQuery(clinicId, planId))
  const document = useQuery({
    queryKey: ['consent-document', clinicId, planId, kind],
    queryFn: () => api['consent.prepare']({ params: { clinicId, planId }, body: about }),
    staleTime: 0,
  })
  const papers = useQuery({
    queryKey: ['papers', clinicId, clientId, client.language],
    queryFn: () => api['consent.papers']({ params: { clinicId, clientId }, query: { language: client.language } }),
    staleTime: 0,
  })
  const asked = kind === 'treatment' ? papers.data?.papers.find((paper) => paper.kind === 'treatment') : undefined
  const notGiven = kind === 'treatment' && papers.data?.coolingOff != null && asked?.givenAt === null
  const waits = notGiven || (asked?.possibleFrom ?? null) !== null
  const guardians = useQuery({
    queryKey: ['guardians', clinicId, clientId],
    queryFn: () => api['guardian.list']({ params: { clinicId, clientId } }),
  })
  const active = guardians.data?.items.filter(({ status }) => status === 'active') ?? []
  const guardian = active.find(({ guardianId }) => guardianId === signerKey)
  const signer: Signer = guardian
    ? { name: guardian.name, as: 'guardian', guardianId: guardian.guardianId }
    : { name: client.name, as: 'client' }

  async function done(consentId: string) {
    setHanded(false)
    await queries.invalidateQueries(aboutClient(clinicId, clientId))
    await navigate({
      to: '/clinic/$clinicId/clients/$clientId/consents/$consentId',
      params: { clinicId, clientId, consentId },
    })
  }

  return (
    <div className={parts.columns} data-aside-first>
      <div className={parts.main}>
        <Loaded query={document} lines={10}>
          {(loaded) => (
            <>
              <Markdown text={loaded.document} />
              {handed && (
                <HandedOver
                  document={loaded}
                  clientId={clientId}
                  about={about}
                  understood={understood}
                  signer={signer}
                  onChanged={() => void document.refetch()}
                  onCancel={() => setHanded(false)}
                  onDone={(id) => void done(id)}
                />
              )}
            </>
          )}
        </Loaded>
      </div>
      <div className={parts.aside}>
        {plan.data && plan.data.supersededBy !== null && <CareCard tone="stop" word={t('plan.replaced')} />}
        {asked?.state === 'again' && (
          <CareCard tone="ask" word={t('takeConsent.again')}>
            <p>{t('takeConsent.againSays', { date: printMoment(asked.signedAt ?? '', zoneOfDevice()) })}</p>
            <Changes changes={asked.changes} />
          </CareCard>
        )}
        {asked && papers.data?.coolingOff && document.data && (
          <CoolingOff
            planId={planId}
            documentHash={document.data.documentHash}
            language={document.data.language}
            coolingOff={papers.data.coolingOff}
            asked={asked}
            onGiven={() => void papers.refetch()}
          />
        )}
        <Section title={t('takeConsent.what')}>
          <Stack gap={5}>
            <Choice
              legend={t('takeConsent.for')}
              value={kind}
              onChange={(chosen) => {
                setKind(chosen)
                setUnderstood([])
              }}
              options={kinds.map((value) => ({
                value,
                label: value === 'treatment' ? t('consent.treatment') : t(`purposes.${value}`),
              }))}
            />
            {active.length > 0 && (
              <Choice
                legend={t('takeConsent.signer')}
                value={signerKey}
                onChange={setSignerKey}
                options={[
                  { value: 'client', label: client.name },
                  ...active.map(({ guardianId, name, relation }) => ({
                    value: guardianId,
                    label: name,
                    hint: t(`guardians.${relation}`),
                  })),
                ]}
              />
            )}
            {document.data && document.data.risks.length > 0 && (
              <details>
                <summary>{t('takeConsent.saidBack', { count: understood.length })}</summary>
                <ManyChoice
                  legend={t('takeConsent.saidBackLegend')}
                  hint={t('takeConsent.saidBackHint')}
                  values={understood}
                  onChange={setUnderstood}
                  options={document.data.risks.map(({ risk, says }) => ({ value: risk, label: says }))}
                />
                <Sources claims={pathway.claims([...new Set(document.data.risks.flatMap(({ claims }) => claims))])} />
              </details>
            )}
            <Row>
              <Button kind="primary" disabled={!document.data || waits} onClick={() => setHanded(true)}>
                {t('takeConsent.handOver')}
              </Button>
            </Row>
            <p className={parts.soft}>{t('takeConsent.orHers')}</p>
          </Stack>
        </Section>
      </div>
    </div>
  )
}
