/** Who she is and how she is reached: the same fields for a new client and a corrected one. */

import type { FieldMessage } from '../../shared/api/explain.ts'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { SelectField, TextArea, TextField } from '../../shared/components/field.tsx'
import { Stack } from '../../shared/components/page.tsx'
import { languageNames } from '../../shared/texts/languages.ts'
import { missing } from '../accounts/use-form.ts'
import parts from '../parts/parts.module.css'
import type { Client } from '../parts/reads.ts'
import { t } from '../texts.ts'

export interface Details {
  readonly name: string
  readonly email: string
  readonly phone: string
  readonly address: string
  readonly born: string
  readonly language: string
  readonly zone: string
  readonly notes: string
}

export const noDetails = (language: string, zone: string): Details => ({
  name: '',
  email: '',
  phone: '',
  address: '',
  born: '',
  language,
  zone,
  notes: '',
})

export const detailsOf = ({ name, contact, born, language, zone, notes }: Client): Details => ({
  name,
  email: contact.email ?? '',
  phone: contact.phone ?? '',
  address: contact.address ?? '',
  born: born ?? '',
  language,
  zone,
  notes: notes ?? '',
})

/** What can be seen without asking the server. */
export function wrongIn({ name, email, phone }: Details): FieldMessage[] {
  return [
    ...missing('name', name, t('details.nameMissing')),
    ...(email.trim() === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
      ? []
      : [{ field: 'contact.email', message: t('details.emailWrong') }]),
    ...(phone.trim() === '' || /^\+?[0-9][0-9 ()./-]{4,30}$/.test(phone.trim())
      ? []
      : [{ field: 'contact.phone', message: t('details.phoneWrong') }]),
  ]
}

/** As the server takes them: what is blank is left out. */
export function bodyOf({ name, email, phone, address, born, language, zone, notes }: Details) {
  return {
    name: name.trim(),
    contact: {
      ...(email.trim() ? { email: email.trim() } : {}),
      ...(phone.trim() ? { phone: phone.trim() } : {}),
      ...(address.trim() ? { address: address.trim() } : {}),
    },
    ...(born ? { born } : {}),
    language,
    zone,
    ...(notes.trim() ? { notes: notes.trim() } : {}),
  }
}

export function DetailsFields({
  value,
  onChange,
  messages,
}: {
  readonly value: Details
  readonly onChange: (value: Details) => void
  readonly messages: readonly FieldMessage[]
}) {
  const set = (name: keyof Details) => (text: string) => onChange({ ...value, [name]: text })
  const languages = [...new Set([...Object.keys(languageNames), value.language])]
  return (
    <Stack>
      <TextField
        id="name"
        autoComplete="off"
        label={t('details.name')}
        hint={t('details.nameHint')}
        value={value.name}
        onChange={set('name')}
        error={messageFor(messages, 'name')}
      />
      <div className={parts.pair}>
        <TextField
          id="contact.email"
          type="email"
          autoComplete="off"
          optional
          label={t('details.email')}
          hint={t('details.emailHint')}
          value={value.email}
          onChange={set('email')}
          error={messageFor(messages, 'contact.email')}
        />
        <TextField
          id="contact.phone"
          type="tel"
          autoComplete="off"
          optional
          label={t('details.phone')}
          hint={t('details.phoneHint')}
          value={value.phone}
          onChange={set('phone')}
          error={messageFor(messages, 'contact.phone')}
        />
      </div>
      <TextField
        id="born"
        type="date"
        optional
        chars={12}
        label={t('details.born')}
        hint={t('details.bornHint')}
        value={value.born}
        onChange={set('born')}
        error={messageFor(messages, 'born')}
      />
      <TextArea
        id="contact.address"
        autoComplete="off"
        optional
        rows={2}
        label={t('details.address')}
        value={value.address}
        onChange={set('address')}
        error={messageFor(messages, 'contact.address')}
      />
      <div className={parts.pair}>
        {languages.length > 1 && (
          <SelectField
            id="language"
            label={t('details.language')}
            value={value.language}
            onChange={set('language')}
            options={languages.map((each) => ({ value: each, label: nameOfLanguage(each) }))}
            error={messageFor(messages, 'language')}
          />
        )}
        <SelectField
          id="zone"
          label={t('details.zone')}
          hint={t('details.zoneHint')}
          value={value.zone}
          onChange={set('zone')}
          options={zones(value.zone).map((each) => ({ value: each, label: each.replaceAll('_', ' ') }))}
          error={messageFor(messages, 'zone')}
        />
      </div>
      <TextArea
        id="notes"
        optional
        rows={3}
        label={t('details.notes')}
        hint={t('details.notesHint')}
        value={value.notes}
        onChange={set('notes')}
        error={messageFor(messages, 'notes')}
      />
    </Stack>
  )
}

const zones = (own: string) => [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].sort()

export function nameOfLanguage(language: string): string {
  return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(language) ?? language
}
