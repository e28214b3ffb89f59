/** The clinic's name, zone, language and contact; and the end of a demo. */
import { printSpan } from '@needlepoint/pathway'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { SelectField, TextField } from '../../shared/components/field.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { forgetPathways } from '../../shared/engine/load-pathway.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { nameOfLanguage } from '../clients/details-form.tsx'
import { RemoveDemo } from '../demo/RemoveDemo.tsx'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { clinicQuery, useClinic } from '../parts/reads.ts'
import { askWhoIsThere } from '../session.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { EnquiryDoor } from './EnquiryDoor.tsx'
import { draftOfWatchHours, printWatchHours, readWatchHours, WatchHoursField, weekday } from './WatchHoursField.tsx'

type Clinic = OutputOf<'clinic.show'>

export function ClinicSettings() {
  const clinic = useClinic()
  const may = useMay()
  return (
    <Loaded query={clinic}>
      {(loaded) => (
        <>
          {may('clinic.change') ? (
            <Change clinic={loaded} />
          ) : (
            <Facts
              items={[
                [t('clinicSettings.name'), loaded.name],
                [t('clinicSettings.zone'), loaded.zone],
                [t('clinicSettings.language'), nameOfLanguage(loaded.language)],
                [t('clinicSettings.coolingOffTitle'), printCoolingOff(loaded.coolingOff)],
                ...contactFields.map((field): [string, string] => [
                  t(`clinicSettings.${field}`),
                  loaded[field] ?? t('clinicSettings.notSaid'),
                ]),
                [t('clinicSettings.watchHours'), printWatchHours(loaded.watchHours) ?? t('clinicSettings.notSaid')],
              ]}
            />
          )}
          {may('enquiry.read') && <EnquiryDoor />}
          {loaded.demo && <Demo />}
        </>
      )}
    </Loaded>
  )
}

/** What her pages show a client who needs somebody. */
const contactFields = ['phone', 'email', 'openingHours', 'afterHours', 'emergencyNumber'] as const
type Contact = Record<(typeof contactFields)[number], string>

type Unit = NonNullable<Clinic['coolingOff']>['unit']
const mostOf: Readonly<Record<Unit, number>> = { h: 999, d: 99 }

const printCoolingOff = (coolingOff: Clinic['coolingOff']): string =>
  coolingOff ? printSpan(coolingOff, chosenLanguage()) : t('clinicSettings.coolingOffNone')

function Demo() {
  const demo = useQuery({ queryKey: ['demo'], queryFn: () => api['demo.show']() })
  if (!demo.data?.demo) return null
  return (
    <Section title={t('demoPage.removeTitle')}>
      <Stack>
        <p>{t('demoPage.removeSays')}</p>
        <Row>
          <RemoveDemo />
        </Row>
      </Stack>
    </Section>
  )
}

function Change({ clinic }: { readonly clinic: Clinic }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [name, setName] = useState(clinic.name)
  const [zone, setZone] = useState(clinic.zone)
  const [language, setLanguage] = useState(clinic.language)
  const [contact, setContact] = useState(
    () => Object.fromEntries(contactFields.map((field) => [field, clinic[field] ?? ''])) as Contact,
  )
  const [unit, setUnit] = useState<Unit | ''>(clinic.coolingOff?.unit ?? '')
  const [amount, setAmount] = useState(clinic.coolingOff ? String(clinic.coolingOff.amount) : '')
  const wrongAmount = () =>
    unit === '' || (/^\d+$/.test(amount.trim()) && Number(amount) >= 1 && Number(amount) <= mostOf[unit])
      ? []
      : [{ field: 'coolingOff.amount', message: t('clinicSettings.coolingOffWrong', { most: mostOf[unit] }) }]
  const contactField = (field: keyof Contact) => ({
    id: field,
    optional: true,
    autoComplete: 'off',
    label: t(`clinicSettings.${field}`),
    value: contact[field],
    onChange: (value: string) => setContact((before) => ({ ...before, [field]: value })),
    error: messageFor(form.messages, field),
  })
  const [watch, setWatch] = useState(() => draftOfWatchHours(clinic.watchHours))
  const zones = [...new Set([clinic.zone, ...Intl.supportedValuesOf('timeZone')])].sort()
  const watched = readWatchHours(watch)
  const wrongDay = watched?.find(({ from, to }) => from >= to)
  async function change() {
    const changed = await api['clinic.change']({
      params: { clinicId },
      body: {
        name: name.trim(),
        zone,
        language: language.trim(),
        phone: contact.phone.trim() || null,
        email: contact.email.trim() || null,
        openingHours: contact.openingHours.trim() || null,
        afterHours: contact.afterHours.trim() || null,
        watchHours: watched,
        emergencyNumber: contact.emergencyNumber.trim() || null,
        coolingOff: unit === '' ? null : { unit, amount: Number(amount) },
      },
    })
    queries.setQueryData(clinicQuery(clinicId).queryKey, changed)
    // The texts name the number that was given.
    forgetPathways()
    await askWhoIsThere()
    toast(t('clinicSettings.saved'))
  }
  return (
    <form
      noValidate
      onSubmit={form.submit(change, () => [
        ...missing('name', name, t('clinicSettings.nameMissing')),
        ...wrongAmount(),
        ...(wrongDay
          ? [
              {
                field: `watch-${wrongDay.day}`,
                message: t('clinicSettings.watchOrder', { day: weekday(wrongDay.day) }),
              },
            ]
          : []),
      ])}
    >
      <Stack>
        <ErrorSummary messages={form.messages} />
        <TextField
          id="name"
          autoComplete="off"
          chars={40}
          label={t('clinicSettings.name')}
          value={name}
          onChange={setName}
          error={messageFor(form.messages, 'name')}
        />
        <SelectField
          id="zone"
          chars={32}
          label={t('clinicSettings.zone')}
          hint={t('clinicSettings.zoneHint')}
          value={zone}
          onChange={setZone}
          options={zones.map((each) => ({ value: each, label: each.replaceAll('_', ' ') }))}
          error={messageFor(form.messages, 'zone')}
        />
        <TextField
          id="language"
          autoComplete="off"
          chars={6}
          label={t('clinicSettings.language')}
          hint={t('clinicSettings.languageHint')}
          value={language}
          onChange={setLanguage}
          error={messageFor(form.messages, 'language')}
        />
        <Section title={t('clinicSettings.contactTitle')}>
          <Stack>
            <p>{t('clinicSettings.contactSays')}</p>
            <TextField {...contactField('phone')} type="tel" chars={24} />
            <TextField {...contactField('email')} type="email" chars={32} />
            <TextField {...contactField('openingHours')} hint={t('clinicSettings.openingHoursHint')} chars={50} />
            <TextField {...contactField('afterHours')} hint={t('clinicSettings.afterHoursHint')} chars={60} />
            <TextField
              {...contactField('emergencyNumber')}
              hint={t('clinicSettings.emergencyNumberHint')}
              inputMode="numeric"
              chars={8}
            />
          </Stack>
        </Section>
        <Section title={t('clinicSettings.coolingOffTitle')}>
          <Stack>
            <p>{t('clinicSettings.coolingOffSays')}</p>
            <SelectField
              id="coolingOff"
              chars={16}
              label={t('clinicSettings.coolingOffUnit')}
              value={unit}
              onChange={(chosen) => setUnit(chosen as Unit | '')}
              options={[
                { value: '', label: t('clinicSettings.coolingOffNone') },
                { value: 'h', label: t('clinicSettings.coolingOffHours') },
                { value: 'd', label: t('clinicSettings.coolingOffDays') },
              ]}
              error={messageFor(form.messages, 'coolingOff')}
            />
            {unit !== '' && (
              <TextField
                id="coolingOff.amount"
                autoComplete="off"
                inputMode="numeric"
                chars={4}
                label={t(
                  unit === 'h' ? 'clinicSettings.coolingOffAmountOfHours' : 'clinicSettings.coolingOffAmountOfDays',
                )}
                value={amount}
                onChange={setAmount}
                error={messageFor(form.messages, 'coolingOff.amount')}
              />
            )}
          </Stack>
        </Section>
        <Section title={t('clinicSettings.watchTitle')}>
          <Stack>
            <p>{t('clinicSettings.watchSays')}</p>
            <WatchHoursField days={watch} onChange={setWatch} messages={form.messages} />
          </Stack>
        </Section>
        <Row>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('clinicSettings.save')}
          </Button>
        </Row>
      </Stack>
    </form>
  )
}
