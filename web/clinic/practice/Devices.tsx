/** The clinic's devices. One that is set aside or retired is refused in the chair. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type InputOf, type OutputOf } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { messageFor } from '../../shared/components/error-summary.tsx'
import { SelectField, TextField } from '../../shared/components/field.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Table } from '../../shared/components/table.tsx'
import { toast } from '../../shared/components/toasts.tsx'
import { ToneWord } from '../../shared/components/tone.tsx'
import { newId } from '../../shared/device/ids.ts'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { zoneOfDevice } from '../../shared/format/format.ts'
import { missing, useForm } from '../accounts/use-form.ts'
import { factTexts } from '../answers/fact-texts.ts'
import { useMay } from '../may.ts'
import { todayIn } from '../parts/day.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { devicesQuery } from '../parts/reads.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { Adding } from './Adding.tsx'
import { SmallForm } from './form-parts.tsx'
import css from './practice.module.css'

type Device = OutputOf<'device.list'>['items'][number]
const statuses = ['in-service', 'quarantined', 'retired'] as const

export function Devices() {
  const { clinicId } = useWork()
  const may = useMay()
  const pathway = usePathway(clinicId)
  const queries = useQueryClient()
  const devices = useQuery(devicesQuery(clinicId))
  const { option } = factTexts(pathway, 'deviceClass', todayIn(zoneOfDevice()))
  async function change(device: Device, status: Device['status']) {
    try {
      await api['device.change-status']({ params: { clinicId, deviceId: device.id }, body: { status } })
      await queries.invalidateQueries({ queryKey: devicesQuery(clinicId).queryKey })
      toast(t('devices.changed', { name: device.name, status: t(`deviceStatuses.${status}`) }))
    } catch (error) {
      toast(explain(error))
    }
  }
  return (
    <>
      {may('device.manage') && <Adding label={t('devices.add')}>{(close) => <Add onDone={close} />}</Adding>}
      <Loaded query={devices}>
        {({ items }) => (
          <Table
            caption={t('practice.parts.devices')}
            rows={items}
            keyOf={({ id }) => id}
            empty={<EmptyState title={t('devices.none')}>{t('devices.noneSays')}</EmptyState>}
            columns={[
              { id: 'name', title: t('devices.name'), cell: ({ name }) => name },
              { id: 'class', title: t('devices.class'), cell: ({ deviceClass }) => option(deviceClass) },
              {
                id: 'status',
                title: t('devices.status'),
                cell: (device) =>
                  may('device.manage') ? (
                    <select
                      className={css.select}
                      aria-label={t('devices.statusOf', { name: device.name })}
                      value={device.status}
                      onChange={(event) => void change(device, event.target.value as Device['status'])}
                    >
                      {statuses.map((each) => (
                        <option key={each} value={each}>
                          {t(`deviceStatuses.${each}`)}
                        </option>
                      ))}
                    </select>
                  ) : (
                    t(`deviceStatuses.${device.status}`)
                  ),
              },
              {
                id: 'authorized',
                title: t('devices.authorized'),
                cell: ({ authorized }) =>
                  authorized ? t('answers.yes') : <ToneWord tone="urgent">{t('answers.no')}</ToneWord>,
              },
              { id: 'serial', title: t('devices.serial'), minor: true, cell: ({ serial }) => serial ?? '–' },
              { id: 'udi', title: t('devices.udi'), minor: true, cell: ({ udi }) => udi ?? '–' },
            ]}
          />
        )}
      </Loaded>
    </>
  )
}

function Add({ onDone }: { readonly onDone: () => void }) {
  const { clinicId } = useWork()
  const pathway = usePathway(clinicId)
  const queries = useQueryClient()
  const form = useForm()
  const [id] = useState(newId)
  const [name, setName] = useState('')
  const [deviceClass, setDeviceClass] = useState('pen')
  const [serial, setSerial] = useState('')
  const [udi, setUdi] = useState('')
  const [authorized, setAuthorized] = useState(false)
  const { option } = factTexts(pathway, 'deviceClass', todayIn(zoneOfDevice()))
  async function add() {
    const body: InputOf<'device.add'>['body'] = {
      id,
      name: name.trim(),
      deviceClass,
      authorized,
      ...(serial.trim() ? { serial: serial.trim() } : {}),
      ...(udi.trim() ? { udi: udi.trim() } : {}),
    }
    await api['device.add']({ params: { clinicId }, body })
    await queries.invalidateQueries({ queryKey: devicesQuery(clinicId).queryKey })
    toast(t('devices.added', { name: body.name }))
    onDone()
  }
  return (
    <SmallForm
      messages={form.messages}
      busy={form.busy}
      save={t('devices.save')}
      onCancel={onDone}
      onSubmit={form.submit(add, () => missing('name', name, t('devices.nameMissing')))}
    >
      <TextField
        id="name"
        autoComplete="off"
        label={t('devices.name')}
        value={name}
        onChange={setName}
        error={messageFor(form.messages, 'name')}
      />
      <SelectField
        id="deviceClass"
        label={t('devices.class')}
        value={deviceClass}
        onChange={setDeviceClass}
        options={Object.keys(pathway.protocol.planning.devices).map((each) => ({ value: each, label: option(each) }))}
        error={messageFor(form.messages, 'deviceClass')}
      />
      <TextField
        id="serial"
        optional
        autoComplete="off"
        label={t('devices.serial')}
        value={serial}
        onChange={setSerial}
        error={messageFor(form.messages, 'serial')}
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
      <label>
        <input type="checkbox" checked={authorized} onChange={() => setAuthorized(!authorized)} />{' '}
        {t('devices.authorizedSays')}
      </label>
    </SmallForm>
  )
}
