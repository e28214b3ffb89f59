/** Keys for programs. A key is shown once, and may no more than its scopes say. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { ManyChoice } from '../../shared/components/choice.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Row } from '../../shared/components/page.tsx'
import { Table } from '../../shared/components/table.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printDay, zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Adding } from './Adding.tsx'
import { SmallForm } from './form-parts.tsx'
import css from './practice.module.css'

type Key = OutputOf<'api-key.list'>['items'][number]
const scopes = [
  'clients:read',
  'clients:write',
  'records:read',
  'records:write',
  'practice:read',
  'practice:write',
  'audit:read',
] as const
type Scope = (typeof scopes)[number]

export function ApiKeys() {
  const { clinicId } = useWork()
  const keys = useQuery({
    queryKey: ['api-keys', clinicId],
    queryFn: () => api['api-key.list']({ params: { clinicId } }),
  })
  const [made, setMade] = useState<string>()
  const [revoking, setRevoking] = useState<Key>()
  return (
    <>
      {made && (
        <CareCard tone="note" word={t('keys.made')} announce>
          <p>{t('keys.madeSays')}</p>
          <p className={css.key}>{made}</p>
          <Row>
            <Button onClick={() => void navigator.clipboard.writeText(made).then(() => toast(t('keys.copied')))}>
              {t('keys.copy')}
            </Button>
            <Button kind="plain" onClick={() => setMade(undefined)}>
              {t('keys.kept')}
            </Button>
          </Row>
        </CareCard>
      )}
      <Adding label={t('keys.add')}>
        {(close) => (
          <Add
            onDone={(key) => {
              setMade(key)
              close()
            }}
            onCancel={close}
          />
        )}
      </Adding>
      <Loaded query={keys}>
        {({ items }) => (
          <Table
            caption={t('practice.parts.keys')}
            rows={items}
            keyOf={({ id }) => id}
            empty={<EmptyState title={t('keys.none')}>{t('keys.noneSays')}</EmptyState>}
            columns={[
              { id: 'name', title: t('keys.name'), cell: ({ name }) => name },
              {
                id: 'starts',
                title: t('keys.starts'),
                minor: true,
                cell: ({ startsWith }) => <code>{startsWith}…</code>,
              },
              { id: 'scopes', title: t('keys.scopes'), cell: (key) => key.scopes.join(', ') },
              {
                id: 'state',
                title: t('keys.state'),
                cell: ({ revokedAt, expiresAt }) =>
                  revokedAt
                    ? t('keys.revokedOn', { date: printDay(revokedAt, zoneOfDevice()) })
                    : expiresAt
                      ? t('keys.until', { date: printDay(expiresAt, zoneOfDevice()) })
                      : t('keys.works'),
              },
              {
                id: 'do',
                title: <span className="hidden-from-eyes">{t('lots.actions')}</span>,
                cell: (key) =>
                  key.revokedAt === null && (
                    <Button
                      kind="plain"
                      aria-label={t('keys.revokeOf', { name: key.name })}
                      onClick={() => setRevoking(key)}
                    >
                      {t('keys.revoke')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <Dialog
        open={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={revoking ? t('keys.revokeOf', { name: revoking.name }) : ''}
      >
        {revoking && <Revoke apiKey={revoking} onDone={() => setRevoking(undefined)} />}
      </Dialog>
    </>
  )
}

function Add({ onDone, onCancel }: { readonly onDone: (key: string) => void; readonly onCancel: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<Scope[]>([])
  const [expires, setExpires] = useState('')
  async function add() {
    const { key } = await api['api-key.add']({
      params: { clinicId },
      body: { id, name: name.trim(), scopes: chosen, ...(expires ? { expiresAt: `${expires}T00:00:00Z` } : {}) },
    })
    await queries.invalidateQueries({ queryKey: ['api-keys', clinicId] })
    onDone(key)
  }
  const wrong = () => [
    ...missing('name', name, t('keys.nameMissing')),
    ...(chosen.length > 0 ? [] : [{ field: 'scopes', message: t('keys.scopesMissing') }]),
  ]
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('keys.make')}
      onCancel={onCancel}
      onSubmit={form.submit(add, wrong)}
    >
      <TextField
        id="name"
        autoComplete="off"
        label={t('keys.name')}
        hint={t('keys.nameHint')}
        value={name}
        onChange={setName}
        error={messageFor(form.messages, 'name')}
      />
      <ManyChoice
        id="scopes"
        inline
        legend={t('keys.scopes')}
        values={chosen}
        onChange={setChosen}
        options={scopes.map((value) => ({ value, label: t(`scopes.${value}`) }))}
        error={messageFor(form.messages, 'scopes')}
      />
      <TextField
        id="expiresAt"
        type="date"
        optional
        chars={12}
        label={t('keys.expires')}
        value={expires}
        onChange={setExpires}
        error={messageFor(form.messages, 'expiresAt')}
      />
    </SmallForm>
  )
}

function Revoke({ apiKey, onDone }: { readonly apiKey: Key; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  async function revoke() {
    await api['api-key.revoke']({ params: { clinicId, keyId: apiKey.id } })
    await queries.invalidateQueries({ queryKey: ['api-keys', clinicId] })
    toast(t('keys.revoked'))
    onDone()
  }
  return (
    <SmallForm
      danger
      messages={form.messages}
      busy={form.busy}
      save={t('keys.revokeNow')}
      onCancel={onDone}
      onSubmit={form.submit(revoke)}
    >
      <p>{t('keys.revokeSays')}</p>
    </SmallForm>
  )
}
