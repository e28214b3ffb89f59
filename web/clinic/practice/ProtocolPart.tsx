/** The protocol in force, and how the clinic tightens it. A clinician may tighten and never loosen. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type OutputOf } from '../../shared/api/api.ts'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { Facts } from '../../shared/components/facts.tsx'
import { TextArea, TextField } from '../../shared/components/field.tsx'
import { Section } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { forgetPathways } from '../../shared/engine/load-pathway.ts'
import { printDate, printMoment, zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useClinic } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Adding } from './Adding.tsx'
import { SmallForm } from './form-parts.tsx'
import css from './practice.module.css'

type InForce = OutputOf<'overlay.show'>
type Overlay = NonNullable<InForce['overlay']>

export function ProtocolPart() {
  const { clinicId } = useWork()
  const may = useMay()
  const overlay = useQuery({
    queryKey: ['overlay', clinicId],
    queryFn: () => api['overlay.show']({ params: { clinicId } }),
  })
  return (
    <Loaded query={overlay}>
      {({ protocol, overlay: inForce, newest }) => (
        <>
          {may('protocol.tighten') && (
            <Adding label={t('protocol.tighten')}>{(close) => <Tighten newest={newest} onDone={close} />}</Adding>
          )}
          <Facts items={[[t('protocol.hash'), <code key="h">{protocol}</code>]]} />
          <Section title={t('protocol.inForce')}>
            {inForce ? <Version overlay={inForce} /> : <p className={css.soft}>{t('protocol.none')}</p>}
          </Section>
          {newest && newest.id !== inForce?.id && (
            <Section title={t('protocol.ahead')}>
              <Version overlay={newest} />
            </Section>
          )}
        </>
      )}
    </Loaded>
  )
}

function Version({ overlay }: { readonly overlay: Overlay }) {
  return (
    <>
      <Facts
        items={[
          [t('protocol.name'), overlay.name],
          [t('protocol.from'), printDate(overlay.validFrom)],
          [
            t('protocol.by'),
            `${overlay.recordedBy.name ?? t('list.somebody')}, ${printMoment(overlay.recordedAt, zoneOfDevice())}`,
          ],
        ]}
      />
      {overlay.yaml && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard.
        <pre className={css.yaml} tabIndex={0}>
          {overlay.yaml}
        </pre>
      )}
    </>
  )
}

function Tighten({ newest, onDone }: { readonly newest: Overlay | null; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const clinic = useClinic()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [yaml, setYaml] = useState(newest?.yaml ?? '')
  const today = todayIn(clinic.data?.zone ?? zoneOfDevice())
  const [validFrom, setValidFrom] = useState(today)
  async function tighten() {
    await api['overlay.set']({
      params: { clinicId },
      body: { id, yaml, validFrom, ...(newest ? { supersedes: newest.id } : {}) },
    })
    forgetPathways()
    await queries.invalidateQueries({ queryKey: ['overlay', clinicId] })
    await queries.invalidateQueries({ queryKey: ['clinic', clinicId] })
    toast(t('protocol.saved'))
    onDone()
  }
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('protocol.save')}
      onCancel={onDone}
      onSubmit={form.submit(tighten, () => missing('yaml', yaml, t('protocol.yamlMissing')))}
    >
      <div className={css.yamlField}>
        <TextArea
          id="yaml"
          rows={12}
          spellCheck={false}
          label={t('protocol.yaml')}
          hint={t('protocol.yamlHint')}
          value={yaml}
          onChange={setYaml}
          error={messageFor(form.messages, 'yaml')}
        />
      </div>
      <TextField
        id="validFrom"
        type="date"
        chars={12}
        min={today}
        label={t('protocol.from')}
        value={validFrom}
        onChange={setValidFrom}
        error={messageFor(form.messages, 'validFrom')}
      />
    </SmallForm>
  )
}
