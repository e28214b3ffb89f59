/** An invitation to work in a clinic: a name and a password, then the second factor. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printList } from '../../shared/format/format.ts'
import { askWhoIsThere, meQuery } from '../session.ts'
import { t } from '../texts.ts'
import css from './accounts.module.css'
import { missing, useForm } from './use-form.ts'

export function InvitationScreen() {
  const { clinicId } = useParams({ from: '/door/invitation/$clinicId' })
  const navigate = useNavigate()
  const [token] = useState(() => location.hash.slice(1))
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm()
  const { data: me } = useQuery(meQuery)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['invitation', clinicId, token],
    // Looking uses nothing up, so it may be done when the page loads.
    queryFn: () => api['invitation.look']({ body: { clinicId, token } }),
    retry: false,
  })

  if (isPending) return <Skeleton title lines={5} />
  if (error) {
    const code = error instanceof ProblemError ? error.problem.code : undefined
    if (code === 'link-expired' || code === 'invalid-fields')
      return <Page title={t('invitation.expiredTitle')} lead={t('invitation.expiredSays')} />
    return <ErrorNotice error={error} retry={() => void refetch()} />
  }
  const signedIn = me?.kind === 'staff' && me.lacking === null && me.email === data.email

  async function accept() {
    await api['invitation.accept']({
      body: { clinicId, token, name: name.trim(), ...(data?.hasAccount ? {} : { password }) },
    })
    await askWhoIsThere()
    await navigate({ to: '/sign-in', search: { next: `/clinic/${clinicId}` } })
  }

  return (
    <Page
      title={t('invitation.title', { clinic: data.clinicName })}
      lead={t('invitation.lead', { roles: printList(data.roles.map((role) => t(`roles.${role}`))) })}
    >
      <ErrorSummary messages={form.messages} />
      {data.hasAccount && !signedIn ? (
        <Stack>
          <p>{t('invitation.hasAccount')}</p>
          <Button
            kind="primary"
            wide
            onClick={() => void navigate({ to: '/sign-in', search: { next: `/invitation/${clinicId}#${token}` } })}
          >
            {t('invitation.toSignIn')}
          </Button>
        </Stack>
      ) : (
        <form noValidate onSubmit={form.submit(accept, () => missing('name', name, t('invitation.nameMissing')))}>
          <Stack gap={5}>
            <p>
              <span className={css.soft}>{t('invitation.email')}</span>
              <br />
              <strong>{data.email}</strong>
            </p>
            {/* Password managers learn the name from it. */}
            <input type="email" autoComplete="username" value={data.email} readOnly hidden />
            <TextField
              id="name"
              autoComplete="name"
              label={t('invitation.name')}
              hint={t('invitation.nameHint')}
              value={name}
              onChange={setName}
              error={messageFor(form.messages, 'name')}
            />
            {!data.hasAccount && (
              <TextField
                id="password"
                type="password"
                autoComplete="new-password"
                label={t('invitation.password')}
                hint={t('invitation.passwordHint')}
                value={password}
                onChange={setPassword}
                error={messageFor(form.messages, 'password')}
              />
            )}
            <Button kind="primary" type="submit" wide busy={form.busy}>
              {t('invitation.accept')}
            </Button>
          </Stack>
        </form>
      )}
    </Page>
  )
}
