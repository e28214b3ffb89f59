/** She sends her answers to a clinic, if she wants to: what goes, to whom, and for how long is said before. */
import type { Screening } from '@needlepoint/pathway'
import { type FormEvent, useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import { type FieldMessage, fieldMessages } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextArea, TextField } from '../../shared/components/field.tsx'
import { Stack } from '../../shared/components/page.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useOnline } from '../../shared/device/online.ts'
import { printDay, zoneOfDevice } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { deviceDecisionOf } from '../intake/intake.ts'
import { t } from '../texts.ts'
import type { Place } from './place.ts'
import css from './screen.module.css'
import type { SelfScreening } from './self-screening.ts'

export interface SendToClinicProps {
  readonly value: SelfScreening
  readonly place: Place | undefined
  readonly screening: Screening
  readonly onChange: (value: SelfScreening) => void
}

export function SendToClinic({ value, place, screening, onChange }: SendToClinicProps) {
  if (value.sent)
    return (
      <div role="status">
        <h3 className={css.way}>{t('send.sentTitle', { clinic: value.sent.clinicName })}</h3>
        <p>{t('send.sentSays', { date: printDay(value.sent.until, zoneOfDevice(), 'full') })}</p>
      </div>
    )
  if (!place)
    return (
      <div>
        <h3 className={css.way}>{t('send.noneTitle')}</h3>
        <p>{t('send.noneSays')}</p>
      </div>
    )
  return <Form value={value} place={place} screening={screening} onChange={onChange} />
}

function Form({ value, place, screening, onChange }: SendToClinicProps & { readonly place: Place }) {
  const online = useOnline()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [phone, setPhone] = useState('')
  const [words, setWords] = useState('')
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const clinic = place.name
  const { draft } = value

  const wrong = (): FieldMessage[] => [
    ...(name.trim() === '' ? [{ field: 'name', message: t('send.nameMissing') }] : []),
    ...(email.trim() === '' && phone.trim() === '' ? [{ field: 'contact', message: t('send.contactMissing') }] : []),
    ...(email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email.trim())
      ? [{ field: 'contact.email', message: t('send.emailWrong') }]
      : []),
    ...(phone.trim() !== '' && !/^\+?[0-9][0-9 ()./-]{4,30}$/u.test(phone.trim())
      ? [{ field: 'contact.phone', message: t('send.phoneWrong') }]
      : []),
  ]

  async function send(event: FormEvent) {
    event.preventDefault()
    const found = wrong()
    setMessages(found)
    if (found.length > 0) return
    setBusy(true)
    try {
      const { record } = await api['enquiry.send']({
        params: { clinicId: place.clinicId },
        body: {
          id: value.id,
          name: name.trim(),
          contact: {
            ...(email.trim() ? { email: email.trim() } : {}),
            ...(phone.trim() ? { phone: phone.trim() } : {}),
          },
          language: chosenLanguage(),
          zone: zoneOfDevice(),
          ...(words.trim() ? { words: words.trim() } : {}),
          decidedOn: draft.day,
          facts: draft.facts,
          deviceDecision: deviceDecisionOf(screening),
        },
      })
      onChange({ ...value, sent: { clinicName: record.clinicName, until: record.until } })
    } catch (error) {
      // A first try may have arrived with other words, and its answer not: this one goes under a name of its own.
      if (error instanceof ProblemError && error.problem.code === 'id-taken') onChange({ ...value, id: newId() })
      const isTooMany = error instanceof ProblemError && error.problem.code === 'too-many-requests'
      setMessages(isTooMany ? [{ field: '', message: t('send.tooMany') }] : fieldMessages(error))
    } finally {
      setBusy(false)
    }
  }

  if (!open)
    return (
      <div>
        <h3 className={css.way}>{t('send.title', { clinic })}</h3>
        <p>{t('send.says')}</p>
        <Button wide onClick={() => setOpen(true)}>
          {t('send.open')}
        </Button>
      </div>
    )
  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      <Stack>
        <h3 className={css.way}>{t('send.title', { clinic })}</h3>
        <ErrorSummary messages={messages} />
        <TextField
          id="name"
          autoComplete="name"
          label={t('send.name')}
          value={name}
          onChange={setName}
          error={messageFor(messages, 'name')}
        />
        <TextField
          id="contact.email"
          type="email"
          autoComplete="email"
          label={t('send.email')}
          hint={t('send.contactHint')}
          value={email}
          onChange={setEmail}
          error={messageFor(messages, 'contact.email') ?? messageFor(messages, 'contact')}
        />
        <TextField
          id="contact.phone"
          type="tel"
          autoComplete="tel"
          label={t('send.phone')}
          value={phone}
          onChange={setPhone}
          error={messageFor(messages, 'contact.phone')}
        />
        <TextArea
          id="words"
          optional
          rows={3}
          label={t('send.words')}
          value={words}
          onChange={setWords}
          error={messageFor(messages, 'words')}
        />
        <div className={css.goes}>
          <p className={css.asked}>{t('send.goesTitle', { clinic })}</p>
          <ul className={css.rules}>
            <li>{t('send.goesWho')}</li>
            <li>{t('send.goesAnswers', { count: Object.keys(draft.facts).length })}</li>
            <li>{t('send.goesDecision')}</li>
          </ul>
          <p>{t('send.keeps', { days: place.keepsDays })}</p>
        </div>
        {!online && <p role="status">{t('send.offline')}</p>}
        <Button kind="primary" type="submit" wide busy={busy}>
          {t('send.button', { clinic })}
        </Button>
      </Stack>
    </form>
  )
}
