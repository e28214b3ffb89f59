/** Lots with what is left of them; pieces in and out; a recall, which is not taken back. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type InputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { Choice } from '../../shared/components/choice.tsx'
import { Dialog } from '../../shared/components/dialog.tsx'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { SelectField, TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Table } from '../../shared/components/table.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { newId } from '../../shared/device/ids.ts'
import { printDate, zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { useMay } from '../may.ts'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { lotsQuery, useClinic } from '../parts/reads.ts'
import { t } from '../texts.ts'
import type { Lot } from '../treatment/on-record.ts'
import { whyNot } from '../treatment/stock-fields.tsx'
import { useWork } from '../workplace.tsx'
import { Adding } from './Adding.tsx'
import { SmallForm } from './form-parts.tsx'
import css from './practice.module.css'

const kinds = ['cartridge', 'anaesthetic', 'serum', 'other'] as const
const moves = ['received', 'used', 'discarded', 'returned', 'counted'] as const

export function Stock() {
  const { clinicId } = useWork()
  const may = useMay()
  const lots = useQuery(lotsQuery(clinicId))
  const clinic = useClinic()
  const today = todayIn(clinic.data?.zone ?? zoneOfDevice())
  const [moving, setMoving] = useState<Lot>()
  const [recalling, setRecalling] = useState<Lot>()
  return (
    <>
      {may('stock.move') && <Adding label={t('lots.add')}>{(close) => <Add onDone={close} />}</Adding>}
      <Loaded query={lots}>
        {(items) => (
          <Table
            caption={t('practice.parts.stock')}
            rows={items}
            keyOf={({ id }) => id}
            empty={<EmptyState title={t('lots.none')}>{t('lots.noneSays')}</EmptyState>}
            columns={[
              { id: 'product', title: t('lots.product'), cell: ({ product }) => product },
              { id: 'lot', title: t('lots.lot'), cell: ({ lot }) => lot },
              { id: 'kind', title: t('lots.kind'), minor: true, cell: ({ kind }) => t(`lotKinds.${kind}`) },
              {
                id: 'state',
                title: t('lots.state'),
                cell: (lot) => {
                  const why = whyNot(lot, today)
                  if (why) return <ToneWord tone="stop">{why}</ToneWord>
                  return lot.expiresOn ? t('lots.until', { date: printDate(lot.expiresOn) }) : t('lots.noExpiry')
                },
              },
              { id: 'left', title: t('lots.left'), numeric: true, cell: ({ inStock }) => inStock },
              {
                id: 'do',
                title: <span className="hidden-from-eyes">{t('lots.actions')}</span>,
                cell: (lot) =>
                  may('stock.move') && (
                    <span className={css.actions}>
                      <Button
                        kind="plain"
                        aria-label={t('lots.moveOf', { lot: lot.lot })}
                        onClick={() => setMoving(lot)}
                      >
                        {t('lots.move')}
                      </Button>
                      {lot.recalledOn === null && (
                        <Button
                          kind="plain"
                          aria-label={t('lots.recallOf', { lot: lot.lot })}
                          onClick={() => setRecalling(lot)}
                        >
                          {t('lots.recall')}
                        </Button>
                      )}
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <Dialog
        open={moving !== undefined}
        onClose={() => setMoving(undefined)}
        title={moving ? t('lots.moveOf', { lot: moving.lot }) : ''}
      >
        {moving && <Move lot={moving} onDone={() => setMoving(undefined)} />}
      </Dialog>
      <Dialog
        open={recalling !== undefined}
        onClose={() => setRecalling(undefined)}
        title={recalling ? t('lots.recallOf', { lot: recalling.lot }) : ''}
      >
        {recalling && <Recall lot={recalling} today={today} onDone={() => setRecalling(undefined)} />}
      </Dialog>
    </>
  )
}

function Add({ onDone }: { readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [ids] = useState(() => ({ lot: newId(), move: newId() }))
  const [kind, setKind] = useState<(typeof kinds)[number]>('cartridge')
  const [product, setProduct] = useState('')
  const [lot, setLot] = useState('')
  const [udi, setUdi] = useState('')
  const [expiresOn, setExpiresOn] = useState('')
  const [pieces, setPieces] = useState('')
  async function add() {
    const body: InputOf<'lot.add'>['body'] = {
      id: ids.lot,
      kind,
      product: product.trim(),
      lot: lot.trim(),
      ...(udi.trim() ? { udi: udi.trim() } : {}),
      ...(expiresOn ? { expiresOn } : {}),
    }
    await api['lot.add']({ params: { clinicId }, body })
    if (pieces.trim() !== '')
      await api['stock.move']({
        params: { clinicId, lotId: ids.lot },
        body: { id: ids.move, kind: 'received', quantity: Number(pieces) },
      })
    await queries.invalidateQueries({ queryKey: lotsQuery(clinicId).queryKey })
    toast(t('lots.added', { lot: body.lot }))
    onDone()
  }
  const wrong = () => [
    ...missing('product', product, t('lots.productMissing')),
    ...missing('lot', lot, t('lots.lotMissing')),
    ...(pieces.trim() === '' || /^[1-9]\d*$/.test(pieces.trim())
      ? []
      : [{ field: 'pieces', message: t('lots.piecesWrong') }]),
  ]
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('lots.save')}
      onCancel={onDone}
      onSubmit={form.submit(add, wrong)}
    >
      <SelectField
        id="kind"
        label={t('lots.kind')}
        value={kind}
        onChange={(value) => setKind(value as typeof kind)}
        options={kinds.map((value) => ({ value, label: t(`lotKinds.${value}`) }))}
      />
      <TextField
        id="product"
        autoComplete="off"
        label={t('lots.product')}
        value={product}
        onChange={setProduct}
        error={messageFor(form.messages, 'product')}
      />
      <TextField
        id="lot"
        autoComplete="off"
        label={t('lots.lot')}
        hint={t('lots.lotHint')}
        value={lot}
        onChange={setLot}
        error={messageFor(form.messages, 'lot')}
      />
      <TextField
        id="expiresOn"
        type="date"
        optional
        chars={12}
        label={t('lots.expires')}
        value={expiresOn}
        onChange={setExpiresOn}
        error={messageFor(form.messages, 'expiresOn')}
      />
      <TextField
        id="pieces"
        inputMode="numeric"
        optional
        chars={6}
        label={t('lots.pieces')}
        value={pieces}
        onChange={setPieces}
        error={messageFor(form.messages, 'pieces') ?? messageFor(form.messages, 'quantity')}
      />
      <TextField
        id="udi"
        optional
        autoComplete="off"
        label={t('devices.udi')}
        hint={t('devices.udiHint')}
        value={udi}
        onChange={setUdi}
        error={messageFor(form.messages, 'udi')}
      />
    </SmallForm>
  )
}

/** What comes in is more than 0 and what goes out less; a count says what is there, and the difference is booked. */
function signed(kind: (typeof moves)[number], pieces: number, inStock: number): number {
  if (kind === 'received') return pieces
  return kind === 'counted' ? pieces - inStock : -pieces
}

function Move({ lot, onDone }: { readonly lot: Lot; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [kind, setKind] = useState<(typeof moves)[number]>('received')
  const [pieces, setPieces] = useState('')
  async function move() {
    const quantity = signed(kind, Number(pieces), lot.inStock)
    if (quantity !== 0) await api['stock.move']({ params: { clinicId, lotId: lot.id }, body: { id, kind, quantity } })
    await queries.invalidateQueries({ queryKey: lotsQuery(clinicId).queryKey })
    toast(t('lots.moved'))
    onDone()
  }
  const wrong = () => (/^\d+$/.test(pieces.trim()) ? [] : [{ field: 'quantity', message: t('lots.piecesWrong') }])
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('lots.moveNow')}
      onCancel={onDone}
      onSubmit={form.submit(move, wrong)}
    >
      <p>{t('lots.inStock', { count: lot.inStock })}</p>
      <Choice
        inline
        legend={t('lots.what')}
        value={kind}
        onChange={setKind}
        options={moves.map((value) => ({ value, label: t(`moveKinds.${value}`) }))}
      />
      <TextField
        id="quantity"
        inputMode="numeric"
        autoComplete="off"
        chars={6}
        label={kind === 'counted' ? t('lots.counted') : t('lots.howMany')}
        value={pieces}
        onChange={setPieces}
        error={messageFor(form.messages, 'quantity')}
      />
    </SmallForm>
  )
}

function Recall({ lot, today, onDone }: { readonly lot: Lot; readonly today: string; readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const queries = useQueryClient()
  const form = useForm()
  const [recalledOn, setRecalledOn] = useState(today)
  async function recall() {
    await api['lot.recall']({ params: { clinicId, lotId: lot.id }, body: { recalledOn } })
    await queries.invalidateQueries({ queryKey: lotsQuery(clinicId).queryKey })
    toast(t('lots.recalled', { lot: lot.lot }))
    onDone()
  }
  return (
    <SmallForm
      danger
      messages={form.messages}
      busy={form.busy}
      save={t('lots.recallNow')}
      onCancel={onDone}
      onSubmit={form.submit(recall)}
    >
      <p>{t('lots.recallSays')}</p>
      <TextField
        id="recalledOn"
        type="date"
        chars={12}
        max={today}
        label={t('lots.recalledOn')}
        value={recalledOn}
        onChange={setRecalledOn}
        error={messageFor(form.messages, 'recalledOn')}
      />
    </SmallForm>
  )
}
