/** Who she is to the clinic, and how it may write to her: each way and each purpose by itself, kept with its day. */
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Facts } from '../../shared/components/facts.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { printDate } from '../../shared/format/format.ts'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { send } from '../shell/send.ts'
import { t } from '../texts.ts'
import css from './more.module.css'

const channels = ['email', 'sms', 'phone'] as const
const purposes = ['care', 'appointments', 'marketing'] as const

export function ProfileScreen() {
  const { clinicId, clientId } = useClient()
  const { client } = useRecord()
  return (
    <Page
      title={t('profile.title')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      <Stack gap={3}>
        <Facts
          items={[
            [t('profile.name'), client.name],
            [t('profile.born'), client.born ? printDate(client.born) : t('profile.unknown')],
            [t('profile.email'), client.contact.email ?? t('profile.unknown')],
            [t('profile.phone'), client.contact.phone ?? t('profile.unknown')],
            [t('profile.zone'), client.zone.replaceAll('_', ' ')],
          ]}
        />
        <p className={css.soft}>{t('profile.change')}</p>
      </Stack>
      <Section title={t('contact.title')}>
        <Consents clinicId={clinicId} clientId={clientId} />
      </Section>
    </Page>
  )
}

function Consents({ clinicId, clientId }: { readonly clinicId: string; readonly clientId: string }) {
  const params = { clinicId, clientId }
  const held = useCopy(`contact ${clientId}`, () => api['contact-consent.list']({ params }))
  const [changed, setChanged] = useState<Readonly<Record<string, boolean>>>({})
  if (!held.value)
    return held.state === 'loading' ? <Skeleton /> : <ErrorNotice error={held.error} retry={held.reload} />
  const { items } = held.value
  const isGiven = (channel: string, purpose: string) =>
    changed[`${channel} ${purpose}`] ??
    items.some((each) => each.channel === channel && each.purpose === purpose && each.status === 'given')

  async function change(channel: (typeof channels)[number], purpose: (typeof purposes)[number], given: boolean) {
    const key = `${channel} ${purpose}`
    setChanged((before) => ({ ...before, [key]: given }))
    try {
      const sent = await send('contact-consent.record', {
        params,
        body: {
          id: newId(),
          channel,
          purpose,
          status: given ? 'given' : 'withdrawn',
          evidence: t(`contact.${purpose}`),
        },
      })
      if (sent.state !== 'refused') return toast(sent.state === 'sent' ? t('contact.saved') : t('contact.later'))
      toast(sent.detail)
    } catch (error) {
      toast(explain(error))
    }
    setChanged((before) => ({ ...before, [key]: !given }))
  }

  return (
    <Stack gap={5}>
      <p>{t('contact.lead')}</p>
      {purposes.map((purpose) => (
        <fieldset key={purpose}>
          <legend className={css.name}>{t(`contact.${purpose}`)}</legend>
          {channels.map((channel) => (
            <label key={channel} className={css.switch}>
              <input
                type="checkbox"
                checked={isGiven(channel, purpose)}
                onChange={(event) => void change(channel, purpose, event.target.checked)}
              />
              {t(`contact.${channel}`)}
            </label>
          ))}
        </fieldset>
      ))}
    </Stack>
  )
}
