/** The link of an e-mail. It is opened by a tap and not by loading the page: programs that look at mails must not use it up. */
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ProblemError } from '../../shared/api/api.ts'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Page } from '../../shared/components/page.tsx'
import { forgetEverything, keepDraft, readDraft } from '../../shared/device/store.ts'
import { selfKey } from '../screen/self-key.ts'
import { chooseChild } from '../shell/children.ts'
import { t } from '../texts.ts'
import { settleOwner } from './owner.ts'

export function OpenLinkScreen() {
  const { clinicId } = useParams({ from: '/plain/c/$clinicId/open' })
  const navigate = useNavigate()
  const [token] = useState(() => location.hash.slice(1))
  const [step, setStep] = useState<'ready' | 'opening' | 'expired' | 'asking' | 'sent'>('ready')
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])

  async function open() {
    setStep('opening')
    setMessages([])
    try {
      const { clientId } = await api['link.open']({ body: { clinicId, token } })
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
      if (code === 'link-expired') return setStep('expired')
      setStep('ready')
      setMessages([{ field: '', message: code === 'invalid-fields' ? t('open.incomplete') : explain(error) }])
    }
  }

  async function ask() {
    setStep('asking')
    try {
      await api['link.ask']({ body: { clinicId, token } })
      setStep('sent')
    } catch (error) {
      setStep('expired')
      setMessages([{ field: '', message: explain(error) }])
    }
  }

  if (step === 'sent') return <Page key="sent" title={t('open.sentTitle')} lead={t('open.sentSays')} />
  if (step === 'expired' || step === 'asking')
    return (
      <Page key="expired" title={t('open.expiredTitle')} lead={t('open.expiredSays')}>
        <ErrorSummary messages={messages} />
        <Button kind="primary" busy={step === 'asking'} onClick={() => void ask()}>
          {t('open.newLink')}
        </Button>
      </Page>
    )
  return (
    <Page title={t('open.title')} lead={t('open.lead')}>
      <ErrorSummary messages={messages} />
      <Button kind="primary" wide busy={step === 'opening'} onClick={() => void open()}>
        {t('open.button')}
      </Button>
      <p>{t('open.shared')}</p>
    </Page>
  )
}
