/** One paper: read, understood, signed. Three pages, each with one thing. */

import { questionsAbout } from '@needlepoint/pathway'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { explain, type FieldMessage } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Disclosure } from '../../shared/components/disclosure.tsx'
import { Document, titleIn } from '../../shared/components/document.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { EmptyState, ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { Changes } from '../../shared/consent/Changes.tsx'
import { UnderstandingCheck } from '../../shared/consent/UnderstandingCheck.tsx'
import { nowInstant } from '../../shared/device/clock.ts'
import { newId } from '../../shared/device/ids.ts'
import { useOnline } from '../../shared/device/online.ts'
import { useCopy } from '../../shared/device/use-copy.ts'
import { useDraft } from '../../shared/device/use-draft.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { textOf } from '../questions/fact-texts.ts'
import { BackButton, BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { todayIn } from '../shell/now.ts'
import { type OwnRecord, useRecord } from '../shell/record.tsx'
import { send } from '../shell/send.ts'
import { t } from '../texts.ts'
import css from './consent.module.css'
import { aboutOf, isPaper, type Paper, paperOf, planOf } from './papers.ts'
import { SignatureField, type Signing } from './SignatureField.tsx'
import { TimeToThink, useTimeToThink } from './TimeToThink.tsx'

type Prepared = OutputOf<'consent.prepare'>

export function SignScreen() {
  const { paper } = useParams({ from: '/c/$clinicId/consent/$paper' })
  const { clinicId } = useClient()
  const plan = planOf(useRecord())
  if (!plan || !isPaper(paper))
    return (
      <Page
        title={t('papers.title')}
        back={
          <BackLink to="/c/$clinicId/papers" params={{ clinicId }}>
            {t('back')}
          </BackLink>
        }
      >
        <EmptyState title={t('papers.noneTitle')}>{t('papers.noneSays')}</EmptyState>
      </Page>
    )
  return <Prepare key={`${plan.id} ${paper}`} planId={plan.id} paper={paper} />
}

function Prepare({ planId, paper }: { readonly planId: string; readonly paper: Paper }) {
  const { clinicId } = useClient()
  const language = chosenLanguage()
  const prepared = useCopy<Prepared>(`paper ${planId} ${paper} ${language}`, () =>
    api['consent.prepare']({
      params: { clinicId, planId },
      body: { ...aboutOf(paper), purposes: [...aboutOf(paper).purposes], language },
    }),
  )
  useNoteOpened(paper, prepared.state === 'ready' ? prepared.value?.documentHash : undefined)
  // The text that she had read when another one came in its place. What only this device had kept of an older one she did not read.
  const [read, setRead] = useState<string>()
  if (prepared.value) {
    const { documentHash } = prepared.value
    return (
      <OnePaper
        key={documentHash}
        prepared={prepared.value}
        paper={paper}
        changed={read !== undefined && read !== documentHash}
        onRead={() => setRead((before) => before ?? documentHash)}
        reload={prepared.reload}
      />
    )
  }
  if (prepared.state === 'loading') return <Skeleton title lines={10} />
  return (
    <Page
      title={t(`papers.${paper}`)}
      back={
        <BackLink to="/c/$clinicId/papers" params={{ clinicId }}>
          {t('back')}
        </BackLink>
      }
    >
      <ErrorNotice error={prepared.error} retry={prepared.reload} />
    </Page>
  )
}

/** Opened with a connection, her time to think has begun: what her other pages say of the paper is read again. */
function useNoteOpened(paper: Paper, documentHash: string | undefined): void {
  const record = useRecord()
  const begins = isNotGiven(record, paper)
  const latest = useRef(record.reload)
  latest.current = record.reload
  useEffect(() => {
    if (documentHash !== undefined && begins) latest.current()
  }, [documentHash, begins])
}

/** The clinic wants time to think, and knows of no moment at which she opened this text. */
const isNotGiven = ({ clinic, papers }: Pick<OwnRecord, 'clinic' | 'papers'>, paper: Paper): boolean =>
  paper === 'treatment' && clinic.coolingOff !== null && paperOf(papers, paper)?.givenAt === null

interface Kept {
  readonly id: string
  readonly page: 'read' | 'check' | 'sign'
  readonly understood: readonly string[]
  readonly name: string
  readonly signing: Signing
}

interface PaperProps {
  readonly prepared: Prepared
  readonly paper: Paper
  /** It came in place of another one that was being read. */
  readonly changed?: boolean
  readonly onRead?: () => void
  readonly reload: () => void
}

function OnePaper({ prepared, paper, changed = false, onRead, reload }: PaperProps) {
  const { clinicId, guardian } = useClient()
  const pathway = usePathway(clinicId)
  const { client } = useRecord()
  const kept = useDraft<Kept>(`sign ${prepared.planId} ${paper} ${prepared.documentHash}`, {
    id: newId(),
    page: 'read',
    understood: [],
    name: guardian ? '' : client.name,
    signing: { how: 'drawn', strokes: [], name: '' },
  })
  const [began] = useState(() => todayIn(client.zone))
  const hasRead = kept.ready && kept.value.page !== 'read'
  useEffect(() => {
    if (hasRead) onRead?.()
  })
  if (!kept.ready) return <Skeleton title lines={10} />
  const { value, change } = kept
  const text = textOf(pathway, began)
  const questions =
    paper === 'treatment'
      ? questionsAbout(prepared.risks, {
          whenToCall: (effect) => text(`effects.${effect}.whenToWorry`),
          howOften: (frequency) => t(`often.${frequency}`),
        })
      : []
  const go = (page: Kept['page']) => change({ ...value, page })
  switch (value.page) {
    case 'read':
      return (
        <Read
          key="read"
          prepared={prepared}
          paper={paper}
          changed={changed}
          onNext={() => go(questions.length > 0 ? 'check' : 'sign')}
        />
      )
    case 'check':
      return (
        <Page
          key="check"
          title={t('check.title')}
          lead={t('check.lead')}
          back={<BackButton onClick={() => go('read')}>{t('check.back')}</BackButton>}
        >
          <UnderstandingCheck
            questions={questions}
            risks={prepared.risks}
            effectName={(effect) => text(`effects.${effect}.name`) ?? effect}
            onUnderstood={() => change({ ...value, page: 'sign', understood: questions.map(({ risk }) => risk) })}
          />
        </Page>
      )
    case 'sign':
      return (
        <Sign
          key="sign"
          prepared={prepared}
          paper={paper}
          reload={reload}
          kept={value}
          change={change}
          drop={kept.drop}
          onBack={() => go(questions.length > 0 ? 'check' : 'read')}
        />
      )
  }
}

function Read({
  prepared,
  paper,
  changed,
  onNext,
}: {
  readonly prepared: Prepared
  readonly paper: Paper
  readonly changed: boolean
  readonly onNext: () => void
}) {
  const { clinicId } = useClient()
  const again = paperOf(useRecord().papers, paper)
  const pathway = usePathway(clinicId)
  const claims = [...new Set(prepared.risks.flatMap((risk) => risk.claims))]
  return (
    <Page
      title={titleIn(prepared.document) ?? t(`papers.${paper}`)}
      back={
        <BackLink to="/c/$clinicId/papers" params={{ clinicId }}>
          {t('back')}
        </BackLink>
      }
    >
      {changed && (
        <CareCard announce tone="ask" word={t('sign.changedTitle')}>
          <p>{t('sign.changedSays')}</p>
        </CareCard>
      )}
      {again?.state === 'again' && (
        <CareCard tone="ask" word={t('sign.whatChanged')}>
          <Changes changes={again.changes} />
        </CareCard>
      )}
      <Document text={prepared.document} />
      {claims.length > 0 && <Sources claims={pathway.claims(claims)} />}
      {prepared.possibleFrom && <TimeToThink possibleFrom={prepared.possibleFrom} />}
      <Stack gap={3}>
        <Button kind="primary" wide onClick={onNext}>
          {t('sign.haveRead')}
        </Button>
        {paper !== 'treatment' && (
          <LinkButton wide to="/c/$clinicId/papers" params={{ clinicId }}>
            {t('sign.noThanks')}
          </LinkButton>
        )}
        <p className={css.soft}>{t('sign.noHurry')}</p>
      </Stack>
    </Page>
  )
}

interface SignProps extends PaperProps {
  readonly kept: Kept
  readonly change: (kept: Kept) => void
  readonly drop: () => void
  readonly onBack: () => void
}

function Sign({ prepared, paper, reload, kept, change, drop, onBack }: SignProps) {
  const { clinicId, clientId, guardian } = useClient()
  const record = useRecord()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [messages, setMessages] = useState<readonly FieldMessage[]>([])
  const online = useOnline()
  const left = useTimeToThink(prepared.possibleFrom)
  const { signing, name, understood, id } = kept

  async function sign(event: FormEvent) {
    event.preventDefault()
    // A second tap while the first one is on its way is the same signature.
    if (busy) return
    const missing: FieldMessage[] = []
    if (left > 0) missing.push({ field: '', message: t('sign.tooEarly') })
    // Read from the copy of this device alone.
    else if (!online && isNotGiven(record, paper)) missing.push({ field: '', message: t('sign.notOpened') })
    if (name.trim() === '') missing.push({ field: 'name', message: t('sign.nameMissing') })
    if (signing.how === 'drawn' && !isDrawn(signing)) missing.push({ field: 'signature', message: t('sign.notDrawn') })
    if (signing.how === 'typed' && plainName(signing.name) !== plainName(name))
      missing.push({ field: 'signature', message: t('sign.notTyped') })
    if (missing.length > 0) return setMessages(missing)
    setBusy(true)
    try {
      const sent = await send('consent.sign', {
        params: { clinicId },
        body: {
          id,
          clientId,
          planId: prepared.planId,
          kind: prepared.kind,
          purposes: [...prepared.purposes],
          language: prepared.language,
          documentHash: prepared.documentHash,
          understood: [...understood],
          signedAt: nowInstant(),
          signer: { name: name.trim(), as: guardian ? 'guardian' : 'client' },
          signature:
            signing.how === 'typed'
              ? { kind: 'typed', name: signing.name.trim() }
              : { kind: 'drawn', strokes: signing.strokes.map((stroke) => [...stroke]) },
        },
      })
      if (sent.state === 'refused') {
        if (sent.code === 'document-changed' || sent.code === 'cooling-off') reload()
        const message = sent.code === 'cooling-off' ? t('sign.tooEarly') : sent.detail
        return setMessages([{ field: '', message }])
      }
      drop()
      record.reload()
      await navigate({ to: '/c/$clinicId/papers/$consentId', params: { clinicId, consentId: id } })
    } catch (error) {
      setMessages([{ field: '', message: explain(error) }])
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page
      title={t('sign.title')}
      lead={paper === 'treatment' ? t('sign.lead') : t('sign.leadPhotos', { paper: t(`papers.${paper}`) })}
      back={<BackButton onClick={onBack}>{t('back')}</BackButton>}
    >
      <form noValidate onSubmit={(event) => void sign(event)}>
        <Stack gap={5}>
          <ErrorSummary messages={messages} />
          {prepared.possibleFrom && <TimeToThink possibleFrom={prepared.possibleFrom} />}
          {!online && <p className={css.note}>{t('sign.offline')}</p>}
          <TextField
            id="name"
            label={guardian ? t('sign.guardianName') : t('sign.name')}
            autoComplete="name"
            error={messageFor(messages, 'name')}
            value={name}
            onChange={(text) => change({ ...kept, name: text })}
          />
          <SignatureField
            signing={signing}
            onChange={(next) => change({ ...kept, signing: next })}
            error={messageFor(messages, 'signature')}
          />
          <Button type="submit" kind="primary" wide busy={busy}>
            {t('sign.button')}
          </Button>
          <p className={css.soft}>{t('sign.evidence')}</p>
          <Disclosure quiet summary={t('sign.hash')}>
            <p className={css.hash}>{prepared.documentHash}</p>
          </Disclosure>
        </Stack>
      </form>
    </Page>
  )
}

/** More than a dot: the server asks for the same. */
function isDrawn({ strokes }: Signing): boolean {
  const extent = (axis: 0 | 1) => {
    const values = strokes.flatMap((stroke) => stroke.filter((_, at) => at % 2 === axis))
    return values.length === 0 ? 0 : Math.max(...values) - Math.min(...values)
  }
  return Math.hypot(extent(0), extent(1)) >= 20
}

const plainName = (name: string) => name.normalize('NFKC').trim().replaceAll(/\s+/gu, ' ').toLowerCase()
