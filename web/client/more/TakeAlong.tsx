/** Everything about her in one archive: complete, free, and made while she waits. */
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDate, printMoment } from '../../shared/format/format.ts'
import { chosenLanguage } from '../../shared/texts/languages.ts'
import { textOf } from '../questions/fact-texts.ts'
import { useClient } from '../shell/client.tsx'
import { downloadBlob } from '../shell/download.ts'
import { todayIn } from '../shell/now.ts'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import { type ArchiveWords, archiveOf, type Everything, filesIn } from './archive.ts'
import css from './more.module.css'
import { zip } from './zip.ts'

export function TakeAlong() {
  const { clinicId, clientId, clinicName } = useClient()
  const { client } = useRecord()
  const pathway = usePathway(clinicId)
  const [progress, setProgress] = useState<{ readonly done: number; readonly total: number }>()
  const [missing, setMissing] = useState(0)
  const [error, setError] = useState<unknown>()
  const busy = progress !== undefined

  async function take() {
    setError(undefined)
    setMissing(0)
    setProgress({ done: 0, total: 0 })
    try {
      const all = await api['client.export']({ params: { clinicId, clientId } })
      const files = filesIn(all)
      const loaded = new Map<string, Blob>()
      for (const [index, { id }] of files.entries()) {
        setProgress({ done: index + 1, total: files.length })
        // One that is damaged must not keep the others from her; it is named, and she is told.
        const content = await api['file.content']({ params: { clinicId, fileId: id } }).catch(() => undefined)
        if (content) loaded.set(id, content)
      }
      const made = new Date()
      const archive = await zip(archiveOf(all, loaded, wordsFor(all)), made)
      downloadBlob(`needlepoint-${all.exportedAt.slice(0, 10)}.zip`, archive)
      setMissing(files.length - loaded.size)
      toast(t('data.taken'))
    } catch (problem) {
      setError(problem)
    } finally {
      setProgress(undefined)
    }
  }

  function wordsFor({ exportedAt }: Everything): ArchiveWords {
    const text = textOf(pathway, todayIn(client.zone))
    const { facts } = pathway.protocol
    return {
      language: chosenLanguage(),
      title: t('archive.title', { clinic: clinicName, name: client.name }),
      made: t('archive.made', { when: printMoment(exportedAt, client.zone) }),
      empty: t('archive.empty'),
      entries: (count) => t('archive.count', { count }),
      section: (name) => {
        const key = `archive.section.${name}`
        const title = t(key as 'archive.section.files')
        return title === key ? name : title
      },
      notLoaded: (name) => t('archive.notLoaded', { name }),
      fact: (id) => (id in facts ? text(`facts.${id}.question`) || undefined : undefined),
      time: (value) =>
        /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)
          ? printMoment(value, client.zone)
          : /^\d{4}-\d\d-\d\d$/.test(value)
            ? printDate(value)
            : undefined,
    }
  }

  return (
    <Section title={t('data.takeTitle')}>
      <Stack gap={3}>
        <p>{t('data.takeSays')}</p>
        <Row>
          <Button busy={busy} onClick={() => void take()}>
            {t('data.take')}
          </Button>
        </Row>
        <div role="status">
          {progress && progress.total > 0 && <p className={css.soft}>{t('data.reading', progress)}</p>}
          {missing > 0 && <p>{t('data.missing', { count: missing })}</p>}
        </div>
        {error !== undefined && <ErrorNotice error={error} retry={() => void take()} />}
      </Stack>
    </Section>
  )
}
