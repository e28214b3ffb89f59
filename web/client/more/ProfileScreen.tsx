/** Who she is to the clinic, and how it may write to her: each way and each purpose by itself, kept with its day. */
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { SelectField } from '../../shared/components/field.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { printDate, printMoment } from '../../shared/format/format.ts'
import { languageNames, languages } from '../../shared/texts/languages.ts'
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
      <LanguageOfClinic />
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
  const [changes, setChanges] = useState(0)
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
      if (sent.state === 'sent') setChanges((count) => count + 1)
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
      <p className={css.soft}>{t('contact.sent')}</p>
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
      <Disclosure summary={t('contact.history')}>
        <Ledger key={changes} params={params} />
      </Disclosure>
    </Stack>
  )
}

type Changes = OutputOf<'contact-consent.history'>

/** Every choice with its moment and who made it, the last one first. Nothing is ever taken out of it. */
function Ledger({ params }: { readonly params: { readonly clinicId: string; readonly clientId: string } }) {
  const { client } = useRecord()
  const { guardian } = useClient()
  const first = useCopy<Changes>(`contact changes ${params.clientId}`, () => api['contact-consent.history']({ params }))
  const [more, setMore] = useState<readonly Changes[]>([])
  const [busy, setBusy] = useState(false)
  if (!first.value)
    return first.state === 'loading' ? <Skeleton /> : <ErrorNotice error={first.error} retry={first.reload} />
  const items = [first.value, ...more].flatMap((page) => page.items)
  const next = (more.at(-1) ?? first.value).next
  async function readMore() {
    if (!next) return
    setBusy(true)
    try {
      const page = await api['contact-consent.history']({ params, query: { cursor: next } })
      setMore((pages) => [...pages, page])
    } catch (error) {
      toast(explain(error))
    }
    setBusy(false)
  }
  const own = guardian ? 'guardian' : 'client'
  if (items.length === 0) return <p>{t('contact.noHistory')}</p>
  return (
    <>
      <ul className={css.rows}>
        {items.map(({ id, channel, purpose, status, recordedAt, recordedBy: { kind, name } }) => (
          <li key={id}>
            {t('contact.line', {
              purpose: t(`contact.${purpose}`),
              channel: t(`contact.${channel}`),
              status: t(`contact.${status}`),
            })}
            <br />
            <span className={css.soft}>
              {printMoment(recordedAt, client.zone)} ·{' '}
              {kind === own
                ? t('messages.you')
                : (name ?? (kind === 'client' ? t('messages.by.client') : t(`views.kind.${kind}`)))}
            </span>
          </li>
        ))}
      </ul>
      {next && (
        <Button wide busy={busy} onClick={() => void readMore()}>
          {t('contact.more')}
        </Button>
      )}
    </>
  )
}

/** In which the clinic writes to her; the app's own is this device's. */
function LanguageOfClinic() {
  const { clinicId, clientId } = useClient()
  const { client, reload, isCopy } = useRecord()
  const [chosen, setChosen] = useState<string>()
  const value = chosen ?? client.language
  const options = languages.map((each) => ({ value: each as string, label: languageNames[each] }))
  // One that the clinic wrote down and this app does not speak stays as it is until she chooses.
  const known = options.some((option) => option.value === value) ? options : [{ value, label: value }, ...options]
  async function choose(language: string) {
    setChosen(language)
    try {
      await api['client.choose-language']({
        params: { clinicId, clientId },
        body: { id: newId(), supersedes: client.detailsId, language },
      })
      reload()
      toast(t('profile.languageSaved'))
    } catch (error) {
      setChosen(undefined)
      // The clinic changed something about her meanwhile: on top of that it is chosen again.
      reload()
      toast(explain(error))
    }
  }
  return (
    <SelectField
      id="language"
      label={t('profile.language')}
      hint={isCopy ? t('profile.offline') : t('profile.languageHint')}
      disabled={isCopy}
      value={value}
      onChange={(language) => void choose(language)}
      options={known}
    />
  )
}
