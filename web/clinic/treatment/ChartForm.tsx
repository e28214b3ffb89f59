/** The chart of one session, filled from the plan: what is left is what was seen. The same form amends it, with a reason. */
import { dateAt } from '@needlepoint/pathway'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button, LinkButton } from '../../shared/components/button.tsx'
import { ErrorSummary, messageFor } from '../../shared/components/error-summary.tsx'
import { FaceMap } from '../../shared/components/face-map.tsx'
import { SelectField, TextArea, TextField } from '../../shared/components/field.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { toSend, tryToDecide } from '../answers/decide.ts'
import { knowledgeText } from '../answers/fact-texts.ts'
import { Question } from '../answers/Question.tsx'
import parts from '../parts/parts.module.css'
import {
  aboutClient,
  type Client,
  devicesQuery,
  lotsQuery,
  type Plan,
  type Preflight,
  type Session,
  staffQuery,
} from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { type Chart, chartOf, fromLocal, type ProductLine, toLocal, type ZoneLine } from './chart.ts'
import { Products } from './Products.tsx'
import { DeviceField, LotField } from './stock-fields.tsx'
import css from './treatment.module.css'
import { ZoneTable } from './ZoneTable.tsx'

/** Recorded besides, where there is something to record. */
const alsoRecorded = ['painScore', 'immediateReaction'] as const

export interface ChartFormProps {
  readonly client: Client
  readonly plan: Plan
  readonly preflight: Preflight
  /** The last session before, whose settings are carried over. */
  readonly last?: Session | undefined
  /** The version that is amended. */
  readonly before?: Session
}

export function ChartForm({ client, plan, preflight, last, before }: ChartFormProps) {
  const { clinicId } = useWork()
  const pathway = usePathway(clinicId)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [chart, setChart] = useState<Chart>(() => chartOf({ plan, preflight, last, before }))
  const [reason, setReason] = useState('')
  const devices = useQuery(devicesQuery(clinicId))
  const lots = useQuery(lotsQuery(clinicId))
  const staff = useQuery(staffQuery(clinicId))
  const endedAt = fromLocal(chart.endedAt)
  const day = dateAt(Date.parse(endedAt ?? '') || Date.now(), client.zone)
  const text = knowledgeText(pathway, day)
  const nameOf = (area: string) => text(`areas.${area}.name`, area)
  const set = (change: Partial<Chart>) => setChart({ ...chart, ...change })
  const needlers = (staff.data?.items ?? []).filter(
    ({ roles, status }) => status === 'active' && roles.some((role) => role === 'practitioner' || role === 'clinician'),
  )
  const facts = toSend(chart.facts)
  const { wrong } = tryToDecide(facts, (answers) => pathway.loaded.readFacts(answers, day))
  const limits = new Map(plan.plan.areas.map(({ area, depthMm }) => [area, depthMm?.to ?? null]))
  const messages = [...form.messages, ...wrong]

  async function save() {
    const body = {
      id,
      preflightId: preflight.id,
      endedAt: endedAt ?? '',
      zone: client.zone,
      deviceId: chart.deviceId,
      ...(chart.cartridgeLotId ? { cartridgeLotId: chart.cartridgeLotId } : {}),
      practitionerId: chart.practitionerId || needlers[0]?.id || '',
      zones: chart.zones.map(({ area, depthMm, passes, endpoint }) => ({
        area,
        depthMm: Number(depthMm.replace(',', '.')),
        passes: Number(passes),
        endpoint,
      })),
      products: chart.products.flatMap(({ product, lotId }) =>
        product.trim() ? [{ product: product.trim(), ...(lotId ? { lotId } : {}) }] : [],
      ),
      facts,
      ...(chart.notes.trim() ? { notes: chart.notes.trim() } : {}),
    }
    const { record } = before
      ? await api['session.amend']({
          params: { clinicId, sessionId: before.id },
          body: { ...body, reason: reason.trim() },
        })
      : await api['session.record']({ params: { clinicId }, body: { ...body, clientId: client.id, planId: plan.id } })
    await queries.invalidateQueries(aboutClient(clinicId, client.id))
    await queries.invalidateQueries({ queryKey: ['session', clinicId] })
    await queries.invalidateQueries({ queryKey: ['lots', clinicId] })
    toast(before ? t('chart.amended') : t('chart.saved'))
    await navigate({
      to: '/clinic/$clinicId/clients/$clientId/sessions/$sessionId',
      params: { clinicId, clientId: client.id, sessionId: record.id },
    })
  }

  const check = (): FieldMessage[] => [
    ...(before ? missing('reason', reason, t('chart.reasonMissing')) : []),
    ...chart.zones.flatMap((zone, at) => zoneProblems(zone, at, limits.get(zone.area) ?? null, nameOf)),
    ...(chart.zones.length > 0 ? [] : [{ field: 'zones', message: t('chart.zonesMissing') }]),
    ...(endedAt ? [] : [{ field: 'endedAt', message: t('chart.endMissing') }]),
    ...missing('deviceId', chart.deviceId, t('chart.deviceMissing')),
    ...wrong,
  ]
  const mostPasses = Math.max(1, ...chart.zones.map(({ passes }) => Number(passes) || 0))

  return (
    <form noValidate onSubmit={form.submit(save, check)}>
      <Stack gap={5}>
        <ErrorSummary messages={form.messages} />
        {before && (
          <div className={parts.form}>
            <TextArea
              id="reason"
              rows={2}
              label={t('chart.reason')}
              hint={t('chart.reasonHint')}
              value={reason}
              onChange={setReason}
              error={messageFor(messages, 'reason')}
            />
          </div>
        )}
        <Section title={t('chart.zones')}>
          <div className={css.chart}>
            <FaceMap
              chosen={new Map(chart.zones.map(({ area, passes }) => [area, (Number(passes) || 0) / mostPasses]))}
              nameOf={nameOf}
            />
            <ZoneTable
              zones={chart.zones}
              onChange={(zones: readonly ZoneLine[]) => set({ zones })}
              limits={limits}
              nameOf={nameOf}
              endpoints={(pathway.protocol.facts.endpoint?.options ?? []).map((each) => ({
                value: each,
                label: text(`facts.endpoint.options.${each}`, each),
              }))}
              messages={messages}
            />
          </div>
        </Section>
        <Section title={t('chart.with')}>
          <Stack>
            <div className={css.pair}>
              <DeviceField
                id="deviceId"
                label={t('preflight.device')}
                items={devices.data?.items ?? []}
                value={chart.deviceId}
                onChange={(deviceId) => set({ deviceId })}
                className={(deviceClass) => text(`facts.deviceClass.options.${deviceClass}`, deviceClass)}
                error={messageFor(messages, 'deviceId')}
              />
              <LotField
                id="cartridgeLotId"
                label={t('preflight.lot')}
                items={(lots.data ?? []).filter(({ kind }) => kind === 'cartridge')}
                day={day}
                value={chart.cartridgeLotId}
                onChange={(cartridgeLotId) => set({ cartridgeLotId })}
                error={messageFor(messages, 'cartridgeLotId')}
              />
              <SelectField
                id="practitionerId"
                label={t('chart.practitioner')}
                value={chart.practitionerId || needlers[0]?.id || ''}
                onChange={(practitionerId) => set({ practitionerId })}
                options={needlers.map((each) => ({ value: each.id, label: each.name }))}
                error={messageFor(messages, 'practitionerId')}
              />
              <TextField
                id="endedAt"
                type="datetime-local"
                label={t('chart.ended')}
                hint={t('chart.endedHint')}
                value={chart.endedAt}
                max={toLocal(new Date())}
                onChange={(value) => set({ endedAt: value })}
                error={messageFor(messages, 'endedAt')}
              />
            </div>
            <Products
              products={chart.products}
              lots={(lots.data ?? []).filter(({ kind }) => kind !== 'cartridge')}
              day={day}
              onChange={(products: readonly ProductLine[]) => set({ products })}
              messages={messages}
            />
          </Stack>
        </Section>
        <Section title={t('chart.also')}>
          <Stack>
            {alsoRecorded.map((each) => (
              <Question
                key={each}
                pathway={pathway}
                id={each}
                day={day}
                value={chart.facts[each]}
                onChange={(answer) => set({ facts: { ...chart.facts, [each]: answer } })}
                error={messageFor(messages, `facts.${each}`)}
              />
            ))}
            <TextArea
              id="notes"
              optional
              rows={3}
              label={t('chart.notes')}
              value={chart.notes}
              onChange={(notes) => set({ notes })}
              error={messageFor(messages, 'notes')}
            />
          </Stack>
        </Section>
        <Row>
          <Button kind="primary" type="submit" busy={form.busy}>
            {before ? t('chart.amend') : t('chart.save')}
          </Button>
          <LinkButton to="/clinic/$clinicId/clients/$clientId" params={{ clinicId, clientId: client.id }}>
            {t('dialog.cancel')}
          </LinkButton>
        </Row>
      </Stack>
    </form>
  )
}

function zoneProblems(
  { area, depthMm, passes, endpoint }: ZoneLine,
  at: number,
  most: number | null,
  nameOf: (area: string) => string,
): FieldMessage[] {
  const name = nameOf(area)
  const depth = Number(depthMm.replace(',', '.'))
  return [
    ...(depthMm.trim() === '' || !Number.isFinite(depth)
      ? [{ field: `zones[${at}].depthMm`, message: t('chart.depthMissing', { name }) }]
      : most !== null && depth > most
        ? [{ field: `zones[${at}].depthMm`, message: t('chart.tooDeep', { name, most }) }]
        : []),
    ...(/^\d+$/.test(passes.trim())
      ? []
      : [{ field: `zones[${at}].passes`, message: t('chart.passesMissing', { name }) }]),
    ...(endpoint ? [] : [{ field: `zones[${at}].endpoint`, message: t('chart.endpointMissing', { name }) }]),
  ]
}
