/** One line for each treated area: depth, passes, endpoint. The first line can be copied down. */
import { useId } from 'react'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { messageFor } from '../../shared/components/error-summary.tsx'
import type { Option } from '../../shared/components/field.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { printAmount } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import type { ZoneLine } from './chart.ts'
import css from './treatment.module.css'

export function ZoneTable({
  zones,
  onChange,
  limits,
  nameOf,
  endpoints,
  messages,
}: {
  readonly zones: readonly ZoneLine[]
  readonly onChange: (zones: readonly ZoneLine[]) => void
  /** mm by area; null where nobody is needled. */
  readonly limits: ReadonlyMap<string, number | null>
  readonly nameOf: (area: string) => string
  readonly endpoints: readonly Option[]
  readonly messages: readonly FieldMessage[]
}) {
  const table = useId()
  const set = (at: number, change: Partial<ZoneLine>) =>
    onChange(zones.map((zone, index) => (index === at ? { ...zone, ...change } : zone)))
  const left = [...limits].flatMap(([area, most]) =>
    most !== null && !zones.some((zone) => zone.area === area) ? [area] : [],
  )
  const [first] = zones
  const wiring = (at: number, field: keyof ZoneLine, label: string) => {
    const id = `zones[${at}].${field}`
    const wrong = messageFor(messages, id)
    return {
      id,
      'aria-label': label,
      'aria-invalid': wrong ? true : undefined,
      'aria-describedby': wrong ? `${table}-${at}` : undefined,
    } as const
  }
  return (
    <Stack gap={3}>
      <table className={css.zones}>
        <thead>
          <tr>
            <th scope="col">{t('chart.zone')}</th>
            <th scope="col">{t('chart.depth')}</th>
            <th scope="col">{t('chart.passes')}</th>
            <th scope="col">{t('chart.endpoint')}</th>
            <th scope="col">
              <span className="hidden-from-eyes">{t('chart.remove')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {zones.map(({ area, depthMm, passes, endpoint }, at) => {
            const name = nameOf(area)
            const most = limits.get(area)
            const wrong = messages.filter(({ field }) => field.startsWith(`zones[${at}].`))
            return (
              <tr key={area}>
                <th scope="row">
                  {name}
                  {most !== null && most !== undefined && (
                    <span className={css.most}>{t('plan.upTo', { depth: printAmount(most, 'mm') })}</span>
                  )}
                  <span id={`${table}-${at}`}>
                    {wrong.map(({ message }) => (
                      <span key={message} className={css.wrong}>
                        {message}{' '}
                      </span>
                    ))}
                  </span>
                </th>
                <td data-label={t('chart.depth')}>
                  <input
                    {...wiring(at, 'depthMm', t('chart.depthOf', { name }))}
                    inputMode="decimal"
                    autoComplete="off"
                    value={depthMm}
                    onChange={(event) => set(at, { depthMm: event.target.value })}
                  />
                </td>
                <td data-label={t('chart.passes')}>
                  <input
                    {...wiring(at, 'passes', t('chart.passesOf', { name }))}
                    inputMode="numeric"
                    autoComplete="off"
                    value={passes}
                    onChange={(event) => set(at, { passes: event.target.value })}
                  />
                </td>
                <td data-label={t('chart.endpoint')}>
                  <select
                    {...wiring(at, 'endpoint', t('chart.endpointOf', { name }))}
                    value={endpoint}
                    onChange={(event) => set(at, { endpoint: event.target.value })}
                  >
                    <option value="">{t('stock.choose')}</option>
                    {endpoints.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <Button
                    kind="plain"
                    aria-label={t('chart.removeOf', { name })}
                    onClick={() => onChange(zones.filter((zone) => zone.area !== area))}
                  >
                    {t('chart.remove')}
                  </Button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Row>
        {zones.length > 1 && first && (
          <Button
            kind="plain"
            onClick={() => onChange(zones.map((zone) => ({ ...zone, passes: first.passes, endpoint: first.endpoint })))}
          >
            {t('chart.copyDown')}
          </Button>
        )}
        {left.map((area) => (
          <Button
            key={area}
            kind="plain"
            onClick={() =>
              onChange([
                ...zones,
                { area, depthMm: String(limits.get(area) ?? ''), passes: first?.passes ?? '', endpoint: '' },
              ])
            }
          >
            {t('chart.addZone', { name: nameOf(area) })}
          </Button>
        ))}
      </Row>
    </Stack>
  )
}
