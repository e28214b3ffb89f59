/** One's own account: this device, second factors, where one is signed in. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { addPasskey, passkeysWork } from '../../shared/api/passkey.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { LanguageSwitch, ThemeSwitch } from '../../shared/components/switches.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { useForm } from '../accounts/use-form.ts'
import { askWhoIsThere } from '../session.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

export function AccountScreen() {
  const { me } = useWork()
  const { totp, passkeys } = me.secondFactors
  const form = useForm()
  return (
    <Page title={t('account.title')} eyebrow={me.email}>
      <Section title={t('account.device')}>
        <Stack>
          <ThemeSwitch />
          <LanguageSwitch />
        </Stack>
      </Section>
      <Section title={t('account.factors')}>
        <Stack>
          <ErrorSummary messages={form.messages} />
          <p>
            {totp ? t('account.app') : t('account.noApp')} · {t('account.passkeys', { count: passkeys })}
          </p>
          {passkeysWork() && (
            <Row>
              <Button
                busy={form.busy}
                onClick={() =>
                  void form.run(async () => {
                    await addPasskey()
                    await askWhoIsThere()
                    toast(t('account.passkeyAdded'))
                  })
                }
              >
                {t('account.addPasskey')}
              </Button>
            </Row>
          )}
        </Stack>
      </Section>
      <Section title={t('account.sessions')}>
        <Sessions />
      </Section>
    </Page>
  )
}

function Sessions() {
  const client = useQueryClient()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['sessions'],
    queryFn: () => api['own-session.list'](),
  })
  if (isPending) return <Skeleton lines={3} />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  async function endOthers() {
    try {
      await api['own-session.end']({ body: { others: true } })
      await client.invalidateQueries({ queryKey: ['sessions'] })
      toast(t('account.ended'))
    } catch (failed) {
      toast(explain(failed))
    }
  }
  return (
    <Stack>
      <Facts
        items={data.map(({ current, device, startedAt }) => [
          current ? t('account.thisOne') : (device ?? '–'),
          t('account.since', { when: printMoment(startedAt, zoneOfDevice()) }),
        ])}
      />
      {data.length > 1 && (
        <Row>
          <Button onClick={() => void endOthers()}>{t('account.endOthers')}</Button>
        </Row>
      )}
    </Stack>
  )
}
