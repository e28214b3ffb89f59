/** Photos and documents of hers. A file is opened on request alone: each opening is on her list of who looked. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { ErrorSummary } from '../../shared/components/error-summary.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { moreOf, ShowMore } from '../../shared/components/show-more.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printAmount, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import css from './clients.module.css'
import { useList } from './record-reads.ts'

type File_ = OutputOf<'file.list'>['items'][number]

export function Files({ clientId }: { readonly clientId: string }) {
  const { clinicId } = useWork()
  const may = useMay()
  const files = useList(['files', clinicId, clientId, 'pages'], (query) =>
    api['file.list']({ params: { clinicId, clientId }, query }),
  )
  return (
    <Section title={t('files.title')} actions={may('file.add') && <AddFile clientId={clientId} />}>
      <Loaded query={files} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={css.soft}>{t('files.none')}</p>
          ) : (
            <>
              {items.some(({ kind }) => kind === 'photo') && (
                <Row>
                  <LinkButton
                    kind="plain"
                    to="/clinic/$clinicId/clients/$clientId/photos"
                    params={{ clinicId, clientId }}
                  >
                    {t('files.compare')}
                  </LinkButton>
                </Row>
              )}
              <ShowMore kind="plain" more={moreOf(files)} label={t('list.more')}>
                <ul className={css.list}>
                  {items.map((file) => (
                    <Line key={file.id} file={file} />
                  ))}
                </ul>
              </ShowMore>
            </>
          )
        }
      </Loaded>
    </Section>
  )
}

/** A page of text is small, and a photo is not. */
const printSize = (bytes: number) =>
  bytes < 100_000 ? printAmount(Math.ceil(bytes / 1000), 'kB', 0) : printAmount(bytes / 1_000_000, 'MB', 1)

function Line({ file }: { readonly file: File_ }) {
  const { clinicId } = useWork()
  const form = useForm()
  async function open() {
    const blob = await api['file.content']({ params: { clinicId, fileId: file.id }, query: {} })
    const url = URL.createObjectURL(blob)
    globalThis.open(url, '_blank', 'noopener')
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }
  const closed = file.mayShowFor !== null && !file.mayShowFor.includes('record')
  const others = file.mayShowFor?.filter((purpose) => purpose !== 'record') ?? []
  return (
    <li>
      {closed ? (
        <span>{t(`files.${file.kind}`)}</span>
      ) : (
        <Button kind="plain" busy={form.busy} onClick={() => void form.run(open)}>
          {t(`files.${file.kind}`)}
        </Button>
      )}
      <span className={css.soft}>{printSize(file.size)}</span>
      <span className={css.when}>{printMoment(file.takenAt ?? file.recordedAt, zoneOfDevice())}</span>
      {closed && <span className={css.soft}>{t('files.notAllowed')}</span>}
      {others.length > 0 && (
        <span className={css.soft}>
          {t('files.alsoFor', { purposes: others.map((purpose) => t(`purposes.${purpose}`)).join(', ') })}
        </span>
      )}
      <ErrorSummary messages={form.messages} />
    </li>
  )
}

function AddFile({ clientId }: { readonly clientId: string }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const form = useForm()
  async function send(file: Blob) {
    await api['file.add']({
      params: { clinicId, clientId, fileId: newId() },
      query: { kind: file.type === 'application/pdf' ? 'document' : 'photo' },
      body: file,
    })
    await queries.invalidateQueries({ queryKey: ['files', clinicId, clientId] })
    toast(t('files.added'))
  }
  return (
    <Stack gap={2}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('files.add')}
        accept="image/jpeg,image/png,image/webp,application/pdf"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) void form.run(() => send(file))
          event.target.value = ''
        }}
      />
      <Row>
        <Button kind="plain" busy={form.busy} onClick={() => input.current?.click()}>
          {t('files.add')}
        </Button>
      </Row>
      <ErrorSummary messages={form.messages} />
    </Stack>
  )
}
