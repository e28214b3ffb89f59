/** Who works here, as what; who is invited; and help for somebody who lost her second factor. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice, ManyChoice } from '../../shared/components/choice.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Section } from '../../shared/components/page.tsx'
import { Table } from '../../shared/components/table.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printDay, printList, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { staffQuery, useClinic } from '../parts/reads.ts'
import type { Role } from '../session.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Adding } from './Adding.tsx'
import { SmallForm } from './form-parts.tsx'
import css from './practice.module.css'

type Member = OutputOf<'staff.list'>['items'][number]
const roles = ['owner', 'clinician', 'practitioner', 'front-desk', 'auditor'] as const
const statuses = ['active', 'suspended', 'left'] as const
const roleOptions = () => roles.map((value) => ({ value, label: t(`roles.${value}`), hint: t(`roleSays.${value}`) }))

export function Staff() {
  const { clinicId } = useWork()
  const may = useMay()
  const staff = useQuery(staffQuery(clinicId))
  const [changing, setChanging] = useState<Member>()
  const [recovering, setRecovering] = useState<Member>()
  return (
    <>
      {may('staff.invite') && <Adding label={t('staff.invite')}>{(close) => <Invite onDone={close} />}</Adding>}
      <Loaded query={staff}>
        {({ items }) => (
          <Table
            caption={t('practice.parts.staff')}
            rows={items}
            keyOf={({ id }) => id}
            columns={[
              { id: 'name', title: t('staff.name'), cell: ({ name }) => name },
              {
                id: 'roles',
                title: t('staff.roles'),
                cell: (member) => printList(member.roles.map((role) => t(`roles.${role}`))),
              },
              { id: 'status', title: t('staff.status'), cell: ({ status }) => t(`staffStatuses.${status}`) },
              {
                id: 'since',
                title: t('staff.since'),
                minor: true,
                cell: ({ addedAt }) => printDay(addedAt, zoneOfDevice()),
              },
              {
                id: 'do',
                title: <span className="hidden-from-eyes">{t('lots.actions')}</span>,
                cell: (member) =>
                  may('staff.change') &&
                  member.status !== 'left' && (
                    <span className={css.actions}>
                      <Button
                        kind="plain"
                        aria-label={t('staff.changeOf', { name: member.name })}
                        onClick={() => setChanging(member)}
                      >
                        {t('staff.change')}
                      </Button>
                      <Button
                        kind="plain"
                        aria-label={t('staff.recoverOf', { name: member.name })}
                        onClick={() => setRecovering(member)}
                      >
                        {t('staff.recover')}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {may('staff.invite') && <Invitations />}
      <Dialog
        open={changing !== undefined}
        onClose={() => setChanging(undefined)}
        title={changing ? t('staff.changeOf', { name: changing.name }) : ''}
      >
        {changing && <Change key={changing.version} member={changing} onDone={() => setChanging(undefined)} />}
      </Dialog>
      <Dialog
        open={recovering !== undefined}
        onClose={() => setRecovering(undefined)}
        title={recovering ? t('staff.recoverOf', { name: recovering.name }) : ''}
      >
        {recovering && <Recover member={recovering} onDone={() => setRecovering(undefined)} />}
      </Dialog>
    </>
  )
}

function Invite({ onDone }: { readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const clinic = useClinic()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [email, setEmail] = useState('')
  const [chosen, setChosen] = useState<Role[]>([])
  async function invite() {
    await api['staff.invite']({
      params: { clinicId },
      body: { id, email: email.trim(), roles: chosen, language: clinic.data?.language ?? 'en' },
    })
    await queries.invalidateQueries({ queryKey: ['invitations', clinicId] })
    toast(t('staff.invited', { email: email.trim() }))
    onDone()
  }
  const wrong = () => [
    ...missing('email', email, t('staff.emailMissing')),
    ...(chosen.length > 0 ? [] : [{ field: 'roles', message: t('staff.rolesMissing') }]),
  ]
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('staff.send')}
      onCancel={onDone}
      onSubmit={form.submit(invite, wrong)}
    >
      <TextField
        id="email"
        type="email"
        autoComplete="off"
        label={t('staff.email')}
        value={email}
        onChange={setEmail}
        error={messageFor(form.messages, 'email')}
      />
      <ManyChoice
        id="roles"
        legend={t('staff.roles')}
        values={chosen}
        onChange={setChosen}
        options={roleOptions()}
        error={messageFor(form.messages, 'roles')}
      />
    </SmallForm>
  )
}

function Change({ member, onDone }: { readonly member: Member; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [name, setName] = useState(member.name)
  const [chosen, setChosen] = useState<Role[]>([...member.roles])
  const [status, setStatus] = useState(member.status)
  async function change() {
    await api['staff.amend']({
      params: { clinicId, staffId: member.id },
      body: { id, supersedes: member.version, name: name.trim(), roles: chosen, status },
    })
    await queries.invalidateQueries({ queryKey: staffQuery(clinicId).queryKey })
    toast(t('staff.changed'))
    onDone()
  }
  const wrong = () => [
    ...missing('name', name, t('invitation.nameMissing')),
    ...(chosen.length > 0 ? [] : [{ field: 'roles', message: t('staff.rolesMissing') }]),
  ]
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('staff.save')}
      onCancel={onDone}
      onSubmit={form.submit(change, wrong)}
    >
      <TextField
        id="name"
        autoComplete="off"
        label={t('staff.name')}
        value={name}
        onChange={setName}
        error={messageFor(form.messages, 'name')}
      />
      <ManyChoice
        id="roles"
        legend={t('staff.roles')}
        values={chosen}
        onChange={setChosen}
        options={roleOptions()}
        error={messageFor(form.messages, 'roles')}
      />
      <Choice
        id="status"
        legend={t('staff.status')}
        value={status}
        onChange={setStatus}
        options={statuses.map((value) => ({
          value,
          label: t(`staffStatuses.${value}`),
          hint: t(`staffStatusSays.${value}`),
        }))}
        error={messageFor(form.messages, 'status')}
      />
    </SmallForm>
  )
}

function Recover({ member, onDone }: { readonly member: Member; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const form = useForm()
  async function recover() {
    await api['staff.recover']({ params: { clinicId, staffId: member.id } })
    toast(t('staff.recovered'))
    onDone()
  }
  return (
    <SmallForm
      danger
      messages={form.messages}
      busy={form.busy}
      save={t('staff.recoverNow')}
      onCancel={onDone}
      onSubmit={form.submit(recover)}
    >
      <p>{t('staff.recoverSays')}</p>
    </SmallForm>
  )
}

function Invitations() {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const invitations = useQuery({
    queryKey: ['invitations', clinicId],
    queryFn: () => api['invitation.list']({ params: { clinicId } }),
  })
  async function revoke(invitationId: string) {
    try {
      await api['invitation.revoke']({ params: { clinicId, invitationId } })
      await queries.invalidateQueries({ queryKey: ['invitations', clinicId] })
      toast(t('staff.revoked'))
    } catch (error) {
      toast(explain(error))
    }
  }
  return (
    <Section title={t('staff.invitations')}>
      <Loaded query={invitations} lines={2}>
        {({ items }) => (
          <Table
            caption={t('staff.invitations')}
            rows={items}
            keyOf={({ id }) => id}
            empty={<p className={css.soft}>{t('staff.noInvitations')}</p>}
            columns={[
              { id: 'email', title: t('staff.email'), cell: ({ email }) => email },
              {
                id: 'roles',
                title: t('staff.roles'),
                cell: (invitation) => printList(invitation.roles.map((role) => t(`roles.${role}`))),
              },
              {
                id: 'until',
                title: t('staff.until'),
                minor: true,
                cell: ({ expiresAt }) => printMoment(expiresAt, zoneOfDevice()),
              },
              {
                id: 'do',
                title: <span className="hidden-from-eyes">{t('lots.actions')}</span>,
                cell: ({ id, email }) => (
                  <Button kind="plain" aria-label={t('staff.revokeOf', { email })} onClick={() => void revoke(id)}>
                    {t('staff.revoke')}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}
