/** The device in the client's hands: the text, her name, her signature. Escape leads nowhere; giving it back does. */
import { questionsAbout } from '@needlepoint/pathway'
import { useEffect, useRef, useState } from 'react'
import { api, type InputOf, type OutputOf, ProblemError } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Row } from '../../shared/components/page.tsx'
import { UnderstandingCheck } from '../../shared/consent/UnderstandingCheck.tsx'
import { newId } from '../../shared/device/ids.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { knowledgeText } from '../answers/fact-texts.ts'
import { todayIn } from '../parts/day.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './consent.module.css'
import { Markdown } from './Markdown.tsx'
import { type Signature, SignaturePad } from './SignaturePad.tsx'

type Body = InputOf<'consent.witness'>['body']
export type Signer = Body['signer']

export interface HandedOverProps {
  readonly document: OutputOf<'consent.prepare'>
  readonly clientId: string
  readonly about: Pick<Body, 'kind' | 'purposes' | 'language'>
  readonly understood: string[]
  readonly signer: Signer
  /** The text is another one by now. */
  readonly onChanged: () => void
  readonly onCancel: () => void
  readonly onDone: (consentId: string) => void
}

export function HandedOver({
  document,
  clientId,
  about,
  understood,
  signer,
  onChanged,
  onCancel,
  onDone,
}: HandedOverProps) {
  const { clinicId } = useWork()
  const form = useForm()
  const dialog = useRef<HTMLDialogElement>(null)
  const top = useRef<HTMLHeadingElement>(null)
  const [id, setId] = useState(newId)
  const [name, setName] = useState(signer.name)
  const [signature, setSignature] = useState<Signature>()
  const [signed, setSigned] = useState<string>()
  const [answered, setAnswered] = useState<readonly string[]>()
  const pathway = usePathway(clinicId)
  const text = knowledgeText(pathway, todayIn(zoneOfDevice()))
  const effectText = (effect: string, part: string) => text(`effects.${effect}.${part}`, '') || undefined
  const questions =
    document.kind === 'treatment'
      ? questionsAbout(document.risks, {
          whenToCall: (effect) => effectText(effect, 'whenToWorry'),
          howOften: (frequency) => t(`often.${frequency}`),
        })
      : []
  // Whoever has read it answers; what she said back to somebody counts besides.
  const asks = questions.length > 0 && answered === undefined
  useEffect(() => {
    dialog.current?.showModal()
    top.current?.focus()
  }, [])

  async function sign() {
    if (!signature) return
    try {
      const { record } = await api['consent.witness']({
        params: { clinicId },
        body: {
          id,
          clientId,
          planId: document.planId,
          ...about,
          language: document.language,
          documentHash: document.documentHash,
          understood: [...new Set([...understood, ...(answered ?? [])])],
          signedAt: new Date().toISOString(),
          signer: { ...signer, name: name.trim() },
          signature,
        },
      })
      setSigned(record.id)
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'document-changed') {
        setId(newId())
        onChanged()
      }
      throw error
    }
  }
  const wrong = () => [
    ...missing('signer.name', name, t('sign.nameMissing')),
    ...(signature ? [] : [{ field: 'signature', message: t('sign.missing') }]),
  ]

  return (
    <dialog
      ref={dialog}
      className={css.handed}
      aria-labelledby="handed-title"
      onCancel={(event) => event.preventDefault()}
    >
      <div className={css.page}>
        {signed ? (
          <>
            <h2 ref={top} id="handed-title" tabIndex={-1} className={css.title}>
              {t('sign.thanks')}
            </h2>
            <p>{t('sign.thanksSays')}</p>
            <Row>
              <Button kind="primary" onClick={() => onDone(signed)}>
                {t('sign.haveItBack')}
              </Button>
            </Row>
          </>
        ) : asks ? (
          <>
            <div className={css.back}>
              <span>{t('sign.lead')}</span>
              <Button kind="plain" onClick={onCancel}>
                {t('sign.giveBack')}
              </Button>
            </div>
            <h2 ref={top} id="handed-title" tabIndex={-1} className={css.title}>
              {t('sign.title', { name: signer.name })}
            </h2>
            <Markdown text={document.document} />
            <h3 className={css.title}>{t('check.title')}</h3>
            <p>{t('check.lead')}</p>
            <UnderstandingCheck
              questions={questions}
              risks={document.risks}
              effectName={(effect) => effectText(effect, 'name') ?? effect}
              onUnderstood={() => setAnswered(questions.map(({ risk }) => risk))}
            />
          </>
        ) : (
          <form noValidate onSubmit={form.submit(sign, wrong)} className={css.page} style={{ padding: 0 }}>
            <div className={css.back}>
              <span>{t('sign.lead')}</span>
              <Button kind="plain" onClick={onCancel}>
                {t('sign.giveBack')}
              </Button>
            </div>
            <h2 ref={top} id="handed-title" tabIndex={-1} className={css.title}>
              {t('sign.title', { name: signer.name })}
            </h2>
            {questions.length === 0 && <Markdown text={document.document} />}
            <ErrorSummary messages={form.messages} />
            <TextField
              id="signer.name"
              autoComplete="off"
              label={signer.as === 'guardian' ? t('sign.nameGuardian') : t('sign.name')}
              value={name}
              onChange={setName}
              error={messageFor(form.messages, 'signer.name')}
            />
            <SignaturePad value={signature} onChange={setSignature} error={messageFor(form.messages, 'signature')} />
            <Row>
              <Button kind="primary" type="submit" busy={form.busy}>
                {t('sign.sign')}
              </Button>
            </Row>
          </form>
        )}
      </div>
    </dialog>
  )
}
