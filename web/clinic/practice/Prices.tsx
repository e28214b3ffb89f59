/** What the clinic asks for. Earlier prices stay, so that an old estimate can be explained. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Table } from '../../shared/components/table.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printDate, printMoney, zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { useClinic } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Adding } from './Adding.tsx'
import { SmallForm } from './form-parts.tsx'

export function Prices() {
  const { clinicId } = useWork()
  const may = useMay()
  const prices = useQuery({
    queryKey: ['prices', clinicId],
    queryFn: () => api['price.list']({ params: { clinicId } }),
  })
  const currency = prices.data?.items[0]?.currency ?? 'EUR'
  return (
    <>
      {may('price.manage') && (
        <Adding label={t('prices.set')}>{(close) => <Add currency={currency} onDone={close} />}</Adding>
      )}
      <Loaded query={prices}>
        {({ items }) => (
          <Table
            caption={t('practice.parts.prices')}
            rows={items}
            keyOf={({ id }) => id}
            empty={<EmptyState title={t('prices.none')}>{t('prices.noneSays')}</EmptyState>}
            columns={[
              { id: 'item', title: t('prices.item'), cell: ({ item }) => nameOf(item) },
              {
                id: 'amount',
                title: t('prices.amount'),
                numeric: true,
                cell: (price) => printMoney(price.amount, price.currency),
              },
              { id: 'from', title: t('prices.from'), cell: ({ validFrom }) => printDate(validFrom) },
            ]}
          />
        )}
      </Loaded>
    </>
  )
}

const nameOf = (item: string) =>
  item === 'session' ? t('prices.session') : item === 'consultation' ? t('prices.consultation') : item

function Add({ currency: usual, onDone }: { readonly currency: string; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const clinic = useClinic()
  const [id] = useState(newId)
  const [item, setItem] = useState('session')
  const [amount, setAmount] = useState('')
  const [currency, setCurrency] = useState(usual)
  const [validFrom, setValidFrom] = useState(() => todayIn(clinic.data?.zone ?? zoneOfDevice()))
  const plain = amount.trim().replace(',', '.')
  async function add() {
    await api['price.set']({
      params: { clinicId },
      body: {
        id,
        item: item.trim(),
        amount: Math.round(Number(plain) * 100),
        currency: currency.trim().toUpperCase(),
        validFrom,
      },
    })
    await queries.invalidateQueries({ queryKey: ['prices', clinicId] })
    toast(t('prices.added'))
    onDone()
  }
  const wrong = () => [
    ...missing('item', item, t('prices.itemMissing')),
    ...(/^\d+(\.\d{1,2})?$/.test(plain) ? [] : [{ field: 'amount', message: t('prices.amountWrong') }]),
  ]
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('prices.save')}
      onCancel={onDone}
      onSubmit={form.submit(add, wrong)}
    >
      <TextField
        id="item"
        autoComplete="off"
        list="price-items"
        label={t('prices.item')}
        hint={t('prices.itemHint')}
        value={item}
        onChange={setItem}
        error={messageFor(form.messages, 'item')}
      />
      <datalist id="price-items">
        <option value="session" />
        <option value="consultation" />
      </datalist>
      <TextField
        id="amount"
        inputMode="decimal"
        autoComplete="off"
        chars={10}
        label={t('prices.amount')}
        value={amount}
        onChange={setAmount}
        error={messageFor(form.messages, 'amount')}
      />
      <TextField
        id="currency"
        autoComplete="off"
        chars={4}
        label={t('prices.currency')}
        value={currency}
        onChange={setCurrency}
        error={messageFor(form.messages, 'currency')}
      />
      <TextField
        id="validFrom"
        type="date"
        chars={12}
        label={t('prices.from')}
        value={validFrom}
        onChange={setValidFrom}
        error={messageFor(form.messages, 'validFrom')}
      />
    </SmallForm>
  )
}
