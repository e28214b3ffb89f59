/** Who acts for a client who is not of age. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice } from '../../shared/components/choice.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import type { Client } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { SendLink } from './Access.tsx'
import css from './clients.module.css'

type Guardian = OutputOf<'guardian.list'>['items'][number]
const relations = ['parent', 'legal-guardian', 'other'] as const

export function Guardians({ client }: { readonly client: Client }) {
  const { clinicId } = useWork()
  const may = useMay()
  const [adds, setAdds] = useState(false)
  const guardians = useQuery({
    queryKey: ['guardians', clinicId, client.id],
    queryFn: () => api['guardian.list']({ params: { clinicId, clientId: client.id } }),
  })
  return (
    <Section title={t('guardians.title')}>
      <Stack gap={3}>
        <Loaded query={guardians} lines={1}>
          {({ items }) =>
            items.length === 0 ? (
              <p className={css.soft}>{t('guardians.none')}</p>
            ) : (
              <ul className={css.list}>
                {items.map((each) => (
                  <Line key={each.id} guardian={each} client={client} />
                ))}
              </ul>
            )
          }
        </Loaded>
        {may('client.change') &&
          (adds ? (
            <Add clientId={client.id} onDone={() => setAdds(false)} />
          ) : (
            <Row>
              <Button kind="plain" onClick={() => setAdds(true)}>
                {t('guardians.add')}
              </Button>
            </Row>
          ))}
      </Stack>
    </Section>
  )
}

function Line({ guardian, client }: { readonly guardian: Guardian; readonly client: Client }) {
  const { clinicId } = useWork()
  const may = useMay()
  const queries = useQueryClient()
  const form = useForm()
  const { id, guardianId, name, contact, relation, status } = guardian
  const active = status === 'active'
  return (
    <li>
      <span>
        <strong className={active ? undefined : css.replaced}>{name}</strong>
        <br />
        {[t(`guardians.${relation}`), contact.email, contact.phone].filter(Boolean).join(' · ')}
        {!active && ` · ${t('guardians.ended')}`}
      </span>
      {active && may('client.change') && (
        <Row>
          <SendLink client={client} guardianId={guardianId} kind="plain" />
          <Button
            kind="plain"
            busy={form.busy}
            onClick={() =>
              void form.run(async () => {
                const body = { id: newId(), supersedes: id, name, contact, relation, status: 'ended' as const }
                await api['guardian.amend']({ params: { clinicId, clientId: client.id, guardianId }, body })
                await queries.invalidateQueries({ queryKey: ['guardians', clinicId, client.id] })
                toast(t('guardians.endedNow'))
              })
            }
          >
            {t('guardians.end')}
          </Button>
        </Row>
      )}
      <ErrorSummary messages={form.messages} />
    </li>
  )
}

function Add({ clientId, onDone }: { readonly clientId: string; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [phone, setPhone] = useState('')
  const [relation, setRelation] = useState<(typeof relations)[number]>('parent')
  const contact = { ...(email.trim() ? { email: email.trim() } : {}), ...(phone.trim() ? { phone: phone.trim() } : {}) }
  return (
    <form
      noValidate
      onSubmit={form.submit(
        async () => {
          await api['guardian.add']({
            params: { clinicId, clientId },
            body: { id, name: name.trim(), contact, relation },
          })
          await queries.invalidateQueries({ queryKey: ['guardians', clinicId, clientId] })
          onDone()
        },
        () => missing('name', name, t('details.nameMissing')),
      )}
    >
      <Stack>
        <ErrorSummary messages={form.messages} />
        <TextField
          id="name"
          autoComplete="off"
          label={t('guardians.name')}
          value={name}
          onChange={setName}
          error={messageFor(form.messages, 'name')}
        />
        <TextField
          id="contact.email"
          type="email"
          autoComplete="off"
          optional
          label={t('guardians.email')}
          value={email}
          onChange={setEmail}
          error={messageFor(form.messages, 'contact.email')}
        />
        <TextField
          id="contact.phone"
          type="tel"
          autoComplete="off"
          optional
          label={t('guardians.phone')}
          value={phone}
          onChange={setPhone}
          error={messageFor(form.messages, 'contact.phone')}
        />
        <Choice
          inline
          legend={t('guardians.relation')}
          value={relation}
          onChange={setRelation}
          options={relations.map((value) => ({ value, label: t(`guardians.${value}`) }))}
        />
        <Row>
          <Button type="submit" busy={form.busy}>
            {t('guardians.save')}
          </Button>
          <Button kind="plain" onClick={onDone}>
            {t('dialog.cancel')}
          </Button>
        </Row>
      </Stack>
    </form>
  )
}
