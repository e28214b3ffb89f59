/** What is not needed every day: her papers and data, this device, coming back, signing out. */
import { useState } from 'react'
import { auth } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { addPasskey, passkeysWork, wasCancelled } from '../../shared/api/passkey.ts'
import { Button } from '../../shared/components/button.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { Page, Row, Section, Stack } from '../../shared/components/page.tsx'
import { LanguageSwitch, ThemeSwitch } from '../../shared/components/switches.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { forgetEverything } from '../../shared/device/store.ts'
import { freshOf } from '../messages/messages.ts'
import { useKeptPhotos } from '../photos/use-kept-photos.ts'
import { useClient } from '../shell/client.tsx'
import { useOutbox } from '../shell/OutboxNote.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { ForGuardian } from './ForGuardian.tsx'
import { PlaceLink, Places } from './places.tsx'

const places = [
  ['/c/$clinicId/messages', 'messages'],
  ['/c/$clinicId/appointments', 'appointments'],
  ['/c/$clinicId/plan', 'plan'],
  ['/c/$clinicId/photos', 'photos'],
  ['/c/$clinicId/papers', 'papers'],
  ['/c/$clinicId/documents', 'documents'],
  ['/c/$clinicId/answers', 'answers'],
  ['/c/$clinicId/profile', 'profile'],
  ['/c/$clinicId/views', 'views'],
  ['/c/$clinicId/data', 'data'],
] as const

export function MoreScreen() {
  const { clinicId } = useClient()
  const unsent = useOutbox().length + (useKeptPhotos()?.length ?? 0)
  const { messages = [] } = useRecord()
  const fresh = freshOf(messages).length
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)

  async function setUpPasskey() {
    setBusy(true)
    try {
      await addPasskey()
      toast(t('more.passkeyDone'))
    } catch (error) {
      if (!wasCancelled(error)) toast(explain(error))
    }
    setBusy(false)
  }

  async function signOut() {
    try {
      await auth.post('/sign-out')
      await forgetEverything()
      location.assign('/')
    } catch (error) {
      toast(explain(error))
    }
  }

  return (
    <Page title={t('more.title')}>
      <Places>
        {places.map(([to, key]) => (
          <li key={to}>
            <PlaceLink
              to={to}
              params={{ clinicId }}
              says={key === 'messages' && fresh > 0 ? t('more.messagesNew', { count: fresh }) : t(`more.${key}Says`)}
            >
              {t(`more.${key}`)}
            </PlaceLink>
          </li>
        ))}
      </Places>
      <ForGuardian />
      <Section title={t('more.device')}>
        <Stack gap={5}>
          <ThemeSwitch />
          <LanguageSwitch />
        </Stack>
      </Section>
      {passkeysWork() && (
        <Section title={t('more.passkeyTitle')}>
          <Stack>
            <p>{t('more.passkeySays')}</p>
            <Row>
              <Button busy={busy} onClick={() => void setUpPasskey()}>
                {t('more.passkeyButton')}
              </Button>
            </Row>
          </Stack>
        </Section>
      )}
      <Section title={t('more.signOut')}>
        <Stack>
          <p>{t('more.signOutSays')}</p>
          <Row>
            <Button onClick={() => (unsent > 0 ? setAsks(true) : void signOut())}>{t('more.signOut')}</Button>
          </Row>
        </Stack>
      </Section>
      <Dialog open={asks} onClose={() => setAsks(false)} title={t('more.unsentTitle')}>
        <p>{t('more.unsent', { count: unsent })}</p>
        <Row>
          <Button onClick={() => setAsks(false)}>{t('dialog.cancel')}</Button>
          <Button kind="danger" onClick={() => void signOut()}>
            {t('more.signOutAnyway')}
          </Button>
        </Row>
      </Dialog>
    </Page>
  )
}
