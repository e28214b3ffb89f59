/** What her device decided beside what the server decided. Where the two part, somebody has to look. */
import { useQuery } from '@tanstack/react-query'
import { api } from '../../shared/api/api.ts'
import { Section } from '../../shared/components/page.tsx'
import { Table } from '../../shared/components/table.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import parts from '../parts/parts.module.css'
import type { Screening } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'

/** Of a screening, a pre-flight or a check-in. */
interface Difference {
  readonly what: 'atLeast' | 'atMost' | 'final' | 'rules' | 'protocol' | 'decision' | 'level'
  readonly device: unknown
  readonly server: unknown
}

export function Comparison({ screening }: { readonly screening: Screening }) {
  if (screening.deviceDecision === null) return null
  return (
    <Section title={t('compare.title')}>
      {screening.differs ? (
        <Differences screeningId={screening.id} />
      ) : (
        <p className={parts.soft}>{t('compare.same')}</p>
      )}
    </Section>
  )
}

function Differences({ screeningId }: { readonly screeningId: string }) {
  const { clinicId } = useWork()
  const comparison = useQuery({
    queryKey: ['comparison', clinicId, screeningId],
    queryFn: () => api['screening.compare']({ params: { clinicId, screeningId } }),
  })
  return (
    <Loaded query={comparison} lines={2}>
      {({ differences }) => <DifferenceTable differences={differences} />}
    </Loaded>
  )
}

export function DifferenceTable({ differences }: { readonly differences: readonly Difference[] }) {
  return (
    <>
      <p>
        <ToneWord tone="ask">{t('compare.differs')}</ToneWord>
      </p>
      <Table
        caption={t('compare.differs')}
        rows={differences}
        keyOf={({ what }) => what}
        columns={[
          { id: 'what', title: t('compare.what'), cell: ({ what }) => t(`compare.points.${what}`) },
          { id: 'device', title: t('compare.device'), cell: ({ device }) => printPoint(device) },
          { id: 'server', title: t('compare.server'), cell: ({ server }) => printPoint(server) },
        ]}
      />
    </>
  )
}

function printPoint(point: unknown): string {
  if (typeof point === 'boolean') return point ? t('answers.yes') : t('answers.no')
  if (Array.isArray(point)) return point.join(', ') || '–'
  return String(point).replace('sha256:', '').slice(0, 60)
}
