/** What was put on the skin, each with its lot where it has one. */
import type { ISODate } from '@needlepoint/pathway'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { Row, Stack } from '../../shared/components/page.tsx'
import { t } from '../texts.ts'
import type { ProductLine } from './chart.ts'
import type { Lot } from './on-record.ts'
import { LotField } from './stock-fields.tsx'
import css from './treatment.module.css'

export function Products({
  products,
  lots,
  day,
  onChange,
  messages,
}: {
  readonly products: readonly ProductLine[]
  readonly lots: readonly Lot[]
  readonly day: ISODate
  readonly onChange: (products: readonly ProductLine[]) => void
  readonly messages: readonly FieldMessage[]
}) {
  const set = (key: number, change: Partial<ProductLine>) =>
    onChange(products.map((line) => (line.key === key ? { ...line, ...change } : line)))
  const nextKey = Math.max(-1, ...products.map(({ key }) => key)) + 1
  return (
    <Stack gap={3}>
      {products.length > 0 && (
        <ul className={css.products}>
          {products.map(({ key, product, lotId }, at) => (
            <li key={key}>
              <TextField
                id={`products[${at}].product`}
                autoComplete="off"
                label={t('chart.product', { number: at + 1 })}
                value={product}
                onChange={(value) => set(key, { product: value })}
                error={messageFor(messages, `products[${at}].product`)}
              />
              <LotField
                id={`products[${at}].lotId`}
                optional
                label={t('chart.productLot')}
                items={lots}
                day={day}
                value={lotId}
                onChange={(chosen) => {
                  const lot = lots.find(({ id }) => id === chosen)
                  set(key, { lotId: chosen, ...(product.trim() === '' && lot ? { product: lot.product } : {}) })
                }}
                error={messageFor(messages, `products[${at}].lotId`)}
              />
              <Button kind="plain" onClick={() => onChange(products.filter((line) => line.key !== key))}>
                {t('chart.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Row>
        <Button onClick={() => onChange([...products, { key: nextKey, product: '', lotId: '' }])}>
          {t('chart.addProduct')}
        </Button>
      </Row>
    </Stack>
  )
}
