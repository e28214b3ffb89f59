/** One enquiry: whom to answer, what she said, and for who judges it what she answered. From here she becomes a client, or it is closed. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import { type FieldMessage, fieldMessages } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate, printDay, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { AnswerList } from '../answers/AnswerList.tsx'
import { factsBehind } from '../answers/facts-behind.ts'
import { nameOfLanguage } from '../clients/details-form.tsx'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import { DecisionCard } from '../screening/DecisionCard.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { type Enquiry, enquiryQuery } from './reads.ts'

export function EnquiryScreen() {
  const { clinicId } = useWork()
  const { enquiryId } = useParams({ from: '/clinic/$clinicId/enquiries/$enquiryId' })
  const enquiry = useQuery(enquiryQuery(clinicId, enquiryId))
  const { error } = enquiry
  if (!enquiry.data && error instanceof ProblemError && error.problem.code === 'already-done')
    return (
      <Page title={t('enquiry.title')}>
        <EmptyState
          title={t('enquiry.settled')}
          action={
            <LinkButton to="/clinic/$clinicId/enquiries" params={{ clinicId }}>
              {t('enquiry.toList')}
            </LinkButton>
          }
        >
          {t('enquiry.settledSays')}
        </EmptyState>
      </Page>
    )
  return (
    <Page
      broad
      title={enquiry.data?.name ?? t('enquiry.title')}
      eyebrow={
        <Link to="/clinic/$clinicId/enquiries" params={{ clinicId }}>
          {t('enquiries.title')}
        </Link>
      }
    >
      <Loaded query={enquiry} lines={6}>
        {(of) => <Shown enquiry={of} />}
      </Loaded>
    </Page>
  )
}

function Shown({ enquiry }: { readonly enquiry: Enquiry }) {
  const { contact, words, language, zone, receivedAt, until } = enquiry
  return (
    <Stack gap={6}>
      <Facts
        items={[
          ...(contact.email
            ? [
                [
                  t('details.email'),
                  <a key="email" href={`mailto:${contact.email}`}>
                    {contact.email}
                  </a>,
                ] as const,
              ]
            : []),
          ...(contact.phone
            ? [
                [
                  t('details.phone'),
                  <a key="phone" href={`tel:${contact.phone.replaceAll(/[^+\d]/g, '')}`}>
                    {contact.phone}
                  </a>,
                ] as const,
              ]
            : []),
          [t('details.language'), nameOfLanguage(language)],
          [t('details.zone'), zone.replaceAll('_', ' ')],
          [t('enquiry.received'), printMoment(receivedAt, zoneOfDevice())],
          [t('enquiry.until'), printDay(until, zoneOfDevice())],
        ]}
      />
      {words && (
        <Section title={t('enquiry.words')}>
          <p className={parts.words}>{words}</p>
        </Section>
      )}
      <Actions enquiry={enquiry} />
      {enquiry.answers ? (
        <Answers answers={enquiry.answers} />
      ) : (
        <p className={parts.soft}>{t('enquiry.answersNotForYou')}</p>
      )}
    </Stack>
  )
}

function Answers({ answers: { facts, decided, decidedOn } }: { readonly answers: NonNullable<Enquiry['answers']> }) {
  const pathway = usePathway(useWork().clinicId)
  return (
    <Section title={t('enquiry.answers', { date: printDate(decidedOn) })}>
      <Stack gap={5}>
        <p className={parts.soft}>{t('enquiry.answersSays')}</p>
        {decided ? (
          <DecisionCard pathway={pathway} decided={decided} />
        ) : (
          <p role="status">{t('enquiry.cannotDecide')}</p>
        )}
        <AnswerList
          pathway={pathway}
          answers={facts}
          day={decidedOn}
          riskFirst={decided ? factsBehind(pathway.protocol.screening.rules, decided.findings) : new Set()}
        />
      </Stack>
    </Section>
  )
}

function Actions({ enquiry: { id, name, known } }: { readonly enquiry: Enquiry }) {
  const { clinicId } = useWork()
  const may = useMay()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const [closing, setClosing] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const params = { clinicId, enquiryId: id }

  async function act(what: string, work: () => Promise<void>) {
    setBusy(what)
    setMessages([])
    try {
      await work()
    } catch (error) {
      setMessages(fieldMessages(error))
    }
    setBusy(undefined)
  }
  const forget = async () => {
    queries.removeQueries({ queryKey: ['enquiries', clinicId, id] })
    await Promise.all(
      [
        ['enquiries', clinicId],
        ['enquiry-door', clinicId],
      ].map((queryKey) => queries.invalidateQueries({ queryKey })),
    )
  }
  const take = (clientId: string) =>
    act(clientId, async () => {
      const { draft } = await api['enquiry.take']({ params, body: { clientId } })
      toast(t(draft === 'made' ? 'enquiry.taken' : 'enquiry.takenKept'))
      await navigate({ to: '/clinic/$clinicId/clients/$clientId', params: { clinicId, clientId } })
      await forget()
    })
  const close = () =>
    act('close', async () => {
      await api['enquiry.dismiss']({ params, body: {} })
      setClosing(false)
      toast(t('enquiry.closed'))
      await navigate({ to: '/clinic/$clinicId/enquiries', params: { clinicId } })
      await forget()
    })

  if (!may('enquiry.settle')) return null
  return (
    <Section title={t('enquiry.next')}>
      <Stack gap={3}>
        <ErrorSummary messages={messages} />
        <p className={parts.soft}>{t('enquiry.nextSays')}</p>
        {known.length > 0 && (
          <>
            <p>{t('enquiry.known', { count: known.length })}</p>
            <Row>
              {known.map((client) => (
                <Button key={client.id} busy={busy === client.id} onClick={() => void take(client.id)}>
                  {t('enquiry.takeFor', { name: client.name })}
                </Button>
              ))}
            </Row>
          </>
        )}
        <Row>
          <LinkButton
            kind={known.length > 0 ? 'quiet' : 'primary'}
            to="/clinic/$clinicId/clients/new"
            params={{ clinicId }}
            search={{ enquiry: id }}
          >
            {t('enquiry.add')}
          </LinkButton>
          <Button onClick={() => setClosing(true)}>{t('enquiry.close')}</Button>
        </Row>
      </Stack>
      <Dialog open={closing} onClose={() => setClosing(false)} title={t('enquiry.closeTitle', { name })}>
        <p>{t('enquiry.closeSays')}</p>
        <Row>
          <Button kind="danger" busy={busy === 'close'} onClick={() => void close()}>
            {t('enquiry.closeNow')}
          </Button>
          <Button onClick={() => setClosing(false)}>{t('dialog.cancel')}</Button>
        </Row>
      </Dialog>
    </Section>
  )
}
