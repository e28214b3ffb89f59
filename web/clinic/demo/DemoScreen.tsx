/** The door to the demo: make it, walk in as somebody, remove it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { forgetEverything } from '../../shared/device/store.ts'
import { useForm } from '../accounts/use-form.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { t } from '../texts.ts'
import css from './demo.module.css'
import { RemoveDemo } from './RemoveDemo.tsx'

type Demo = NonNullable<OutputOf<'demo.show'>['demo']>

export function DemoScreen() {
  const demo = useQuery({ queryKey: ['demo'], queryFn: () => api['demo.show'](), staleTime: 0 })
  return (
    <Page title={t('demoPage.title')} lead={t('demoPage.lead')}>
      <Loaded query={demo} lines={4}>
        {({ allowed, demo: made }) => {
          if (!allowed) return <EmptyState title={t('demoPage.notAllowed')}>{t('demoPage.notAllowedSays')}</EmptyState>
          return made ? <WalkIn demo={made} /> : <Make />
        }}
      </Loaded>
    </Page>
  )
}

function Make() {
  const queries = useQueryClient()
  const form = useForm()
  return (
    <Stack>
      <ErrorSummary messages={form.messages} />
      <Row>
        <Button
          kind="primary"
          busy={form.busy}
          onClick={() =>
            void form.run(async () => {
              const demo = await api['demo.make']({ body: {} })
              queries.setQueryData(['demo'], { allowed: true, demo })
            })
          }
        >
          {t('demoPage.make')}
        </Button>
      </Row>
      <p role="status">{form.busy ? t('demoPage.making') : ''}</p>
    </Stack>
  )
}

function WalkIn({ demo }: { readonly demo: Demo }) {
  const form = useForm()
  const [going, setGoing] = useState<string>()
  const enter = (key: string, as: { role: Demo['staff'][number]['role'] } | { clientId: string }) => {
    setGoing(key)
    void form.run(async () => {
      await forgetEverything()
      const { clinicId, clientId } = await api['demo.enter']({ body: as })
      // Loaded anew: nothing of whoever was here before stays in memory.
      location.assign(clientId === null ? `/clinic/${clinicId}` : `/c/${clinicId}`)
    })
  }
  return (
    <Stack gap={5}>
      <ErrorSummary messages={form.messages} />
      <Section title={t('demoPage.asStaff')}>
        <ul className={css.people}>
          {demo.staff.map(({ role }) => (
            <li key={role}>
              <Button
                wide
                kind={role === 'practitioner' ? 'primary' : 'quiet'}
                busy={form.busy && going === role}
                onClick={() => enter(role, { role })}
              >
                {t(`demoRoles.${role}`)}
              </Button>
              <p>{t(`roleSays.${role}`)}</p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('demoPage.asClient')}>
        <ul className={css.clients}>
          {demo.clients.map(({ clientId, name, shows }) => (
            <li key={clientId}>
              <Button kind="plain" busy={form.busy && going === clientId} onClick={() => enter(clientId, { clientId })}>
                {name}
              </Button>
              <p>{shows}</p>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('demoPage.removeTitle')}>
        <Stack>
          <p>{t('demoPage.removeSays')}</p>
          <Row>
            <RemoveDemo />
          </Row>
        </Stack>
      </Section>
    </Stack>
  )
}
