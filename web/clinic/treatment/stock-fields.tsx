/** Choosing a device and a lot: what may be used can be chosen, what may not says why. */
import type { ISODate } from '@needlepoint/pathway'
import fieldCss from '../../shared/components/field.module.css'
import { Field } from '../../shared/components/field.tsx'
import { printDate } from '../../shared/format/format.ts'
import { t } from '../texts.ts'
import type { Device, Lot } from './on-record.ts'
import css from './treatment.module.css'

interface PickProps<Item> {
  readonly id: string
  readonly label: string
  readonly items: readonly Item[]
  readonly value: string
  readonly onChange: (id: string) => void
  readonly error?: string | undefined
  readonly optional?: boolean
}

export function DeviceField({
  items,
  className,
  ...rest
}: PickProps<Device> & { readonly className: (id: string) => string }) {
  const usable = items.filter(({ status }) => status === 'in-service')
  const set = items.filter(({ status }) => status === 'quarantined')
  return (
    <Pick
      {...rest}
      options={usable.map(({ id, name, deviceClass }) => ({ id, label: `${name} (${className(deviceClass)})` }))}
      not={set.map(({ name, status }) => t('stock.notBecause', { name, why: t(`deviceStatuses.${status}`) }))}
      none={t('stock.noDevice')}
    />
  )
}

/** @param day on which it is used */
export function LotField({ items, day, ...rest }: PickProps<Lot> & { readonly day: ISODate }) {
  const why = (lot: Lot) => whyNot(lot, day)
  return (
    <Pick
      {...rest}
      options={items
        .filter((lot) => why(lot) === undefined)
        .map(({ id, product, lot, inStock }) => ({ id, label: t('stock.lotLine', { product, lot, count: inStock }) }))}
      not={items.flatMap((lot) => {
        const reason = why(lot)
        return reason === undefined ? [] : [t('stock.notBecause', { name: `${lot.product} ${lot.lot}`, why: reason })]
      })}
      none={t('stock.noLot')}
    />
  )
}

export function whyNot({ expiresOn, recalledOn }: Lot, day: ISODate): string | undefined {
  if (recalledOn !== null && recalledOn <= day) return t('stock.recalledOn', { date: printDate(recalledOn) })
  if (expiresOn !== null && expiresOn < day) return t('stock.expiredOn', { date: printDate(expiresOn) })
  return undefined
}

function Pick({
  id,
  label,
  value,
  onChange,
  error,
  optional = false,
  options,
  not,
  none,
}: Omit<PickProps<never>, 'items'> & {
  readonly options: readonly { readonly id: string; readonly label: string }[]
  readonly not: readonly string[]
  readonly none: string
}) {
  return (
    <div>
      <Field id={id} label={label} error={error} optional={optional}>
        {(wiring) => (
          <select
            {...wiring}
            className={fieldCss.control}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="">{options.length === 0 ? none : t('stock.choose')}</option>
            {options.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {not.map((line) => (
        <p key={line} className={css.not}>
          {line}
        </p>
      ))}
    </div>
  )
}
