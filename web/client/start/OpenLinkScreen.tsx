/** The link of an e-mail. It is opened by a tap and not by loading the page: programs that look at mails must not use it up. */
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { forgetEverything, keepDraft, readDraft } from '../../shared/device/store.ts'
import { selfKey } from '../screen/self-key.ts'
import { chooseChild } from '../shell/children.ts'
import { t } from '../texts.ts'
import { settleOwner } from './owner.ts'
import { signedInHere, type ThereAlready, unsentHere } from './there-already.ts'

type Step =
  | { readonly is: 'ready' | 'opening' | 'sent' }
  | { readonly is: 'expired' | 'asking'; readonly already: ThereAlready | undefined }
  | { readonly is: 'another' | 'changing'; readonly already: ThereAlready | undefined; readonly unsent: number }

export function OpenLinkScreen() {
  const { clinicId } = useParams({ from: '/plain/c/$clinicId/open' })
  const navigate = useNavigate()
  const [token] = useState(() => location.hash.slice(1))
  const [step, setStep] = useState<Step>({ is: 'ready' })
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])

  /** @param before the page that she comes back to when it did not work */
  async function open(before: Step, instead: boolean) {
    setMessages([])
    try {
      const { clientId } = await api['link.open']({ body: { clinicId, token, ...(instead ? { instead } : {}) } })
      // What somebody asked herself here belongs to no account: it stays where she left it, on the page that anybody with this
      // device can open.
      const asked = await readDraft(selfKey)
      // Whoever used this device before is signed out by it; what was kept of another is not for these eyes.
      await api['me.show']().then(settleOwner, forgetEverything)
      if (asked) await keepDraft(selfKey, asked)
      // Of a guardian's children it is this one that she wants to see now.
      chooseChild(clinicId, clientId)
      await navigate({ to: '/c/$clinicId', params: { clinicId }, replace: true })
    } catch (error) {
      const code = error instanceof ProblemError ? error.problem.code : undefined
      if (code === 'link-expired') return setStep({ is: 'expired', already: await signedInHere() })
      if (code === 'another-signed-in')
        return setStep({ is: 'another', already: await signedInHere(), unsent: await unsentHere() })
      setStep(before)
      setMessages([{ field: '', message: code === 'invalid-fields' ? t('open.incomplete') : explain(error) }])
    }
  }

  async function ask(already: ThereAlready | undefined) {
    setStep({ is: 'asking', already })
    setMessages([])
    try {
      await api['link.ask']({ body: { clinicId, token } })
      setStep({ is: 'sent' })
    } catch (error) {
      setStep({ is: 'expired', already })
      setMessages([{ field: '', message: explain(error) }])
    }
  }

  switch (step.is) {
    case 'sent':
      return <Page key="sent" title={t('open.sentTitle')} lead={t('open.sentSays')} />
    case 'expired':
    case 'asking':
      return (
        <Page key="expired" title={t('open.expiredTitle')} lead={t('open.expiredSays')}>
          <Stack gap={5}>
            <ErrorSummary messages={messages} />
            {step.already && (
              <Stack gap={3}>
                <p>{step.already.name ? t('open.signedInAs', { name: step.already.name }) : t('open.signedIn')}</p>
                <LinkButton kind="primary" wide to="/c/$clinicId" params={{ clinicId: step.already.clinicId }}>
                  {t('open.toPage')}
                </LinkButton>
              </Stack>
            )}
            <Button
              kind={step.already ? 'quiet' : 'primary'}
              wide
              busy={step.is === 'asking'}
              onClick={() => void ask(step.already)}
            >
              {t('open.newLink')}
            </Button>
          </Stack>
        </Page>
      )
    case 'another':
    case 'changing': {
      const { already, unsent } = step
      const name = already?.name
      return (
        <Page key="another" title={t('open.anotherTitle')} lead={t('open.anotherLead')}>
          <Stack gap={5}>
            <ErrorSummary messages={messages} />
            <p>{name ? t('open.anotherSaysName', { name }) : t('open.anotherSays')}</p>
            {unsent > 0 && (
              <p>
                <strong>{t('open.anotherUnsent', { count: unsent })}</strong>
              </p>
            )}
            <Stack gap={3}>
              {already && (
                <LinkButton kind="primary" wide to="/c/$clinicId" params={{ clinicId: already.clinicId }}>
                  {name ? t('open.anotherStayName', { name }) : t('open.anotherStay')}
                </LinkButton>
              )}
              <Button
                kind="danger"
                wide
                busy={step.is === 'changing'}
                onClick={() => {
                  setStep({ ...step, is: 'changing' })
                  void open({ ...step, is: 'another' }, true)
                }}
              >
                {t('open.anotherOpen')}
              </Button>
            </Stack>
          </Stack>
        </Page>
      )
    }
    case 'ready':
    case 'opening':
      return (
        <Page title={t('open.title')} lead={t('open.lead')}>
          <ErrorSummary messages={messages} />
          <Button
            kind="primary"
            wide
            busy={step.is === 'opening'}
            onClick={() => {
              setStep({ is: 'opening' })
              void open({ is: 'ready' }, false)
            }}
          >
            {t('open.button')}
          </Button>
          <p>{t('open.shared')}</p>
        </Page>
      )
  }
}
