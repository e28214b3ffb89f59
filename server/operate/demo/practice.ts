/** What the demo's clinic works with: devices, lots of which one has been recalled since and one has expired, and prices. */
import type { InputOf } from '@needlepoint/contract'
import { newId } from '../../ids.ts'
import { addDevice, changeDeviceStatus } from '../../practice/keep-devices.ts'
import { setPrice } from '../../practice/keep-prices.ts'
import { addLot, moveStock, recallLot } from '../../practice/keep-stock.ts'
import { act, type Script } from './script.ts'

export interface Practice {
  readonly pen: string
  readonly cartridges: string
  /** Recalled since. */
  readonly recalled: string
  readonly numbing: string
}

type LotKind = InputOf<'lot.add'>['body']['kind']

/** @returns what sessions are charted with */
export function setUpPractice(script: Script): Practice {
  const opened = script.day(150, '08:30')

  function device(deviceClass: string, name: string, status?: 'quarantined'): string {
    const id = newId(opened)
    script.add(
      opened,
      ({ owner }) => owner,
      async (context) => {
        await act(context, 'device.add', addDevice, {
          body: { id, deviceClass, name, serial: `DEMO-${name.slice(-1)}`, authorized: true },
        })
      },
    )
    if (status !== undefined) {
      script.add(
        script.day(9, '16:00'),
        ({ owner }) => owner,
        async (context) => {
          await act(context, 'device.change-status', changeDeviceStatus, { params: { deviceId: id }, body: { status } })
        },
      )
    }
    return id
  }

  function lot(kind: LotKind, product: string, name: string, expires: number, pieces: number): string {
    const id = newId(opened)
    script.add(
      opened,
      ({ 'front-desk': desk }) => desk,
      async (context) => {
        await act(context, 'lot.add', addLot, {
          body: { id, kind, product, lot: name, expiresOn: script.date(expires) },
        })
        await act(context, 'stock.move', moveStock, {
          params: { lotId: id },
          body: { id: newId(context.now), kind: 'received', quantity: pieces },
        })
      },
    )
    return id
  }

  function price(item: string, amount: number): void {
    script.add(
      opened,
      ({ owner }) => owner,
      async (context) => {
        await act(context, 'price.set', setPrice, {
          body: { id: newId(context.now), item, amount, currency: 'EUR', validFrom: context.today },
        })
      },
    )
  }

  const pen = device('pen', 'Demo pen A')
  device('pen', 'Demo pen B', 'quarantined')
  device('roller', 'Demo roller C')
  const cartridges = lot('cartridge', 'Demo cartridge, 16 needles', 'DEMO-LOT-01', 400, 60)
  const recalled = lot('cartridge', 'Demo cartridge, 12 needles', 'DEMO-LOT-02', 300, 20)
  lot('cartridge', 'Demo cartridge, 36 needles', 'DEMO-LOT-03', -20, 5)
  const numbing = lot('anaesthetic', 'Demo numbing cream 4 %', 'DEMO-LOT-04', 200, 12)
  lot('serum', 'Demo hyaluronic serum', 'DEMO-LOT-05', 250, 8)
  price('session', 18_000)
  price('consultation', 4_000)
  script.add(
    script.day(2, '08:40'),
    ({ owner }) => owner,
    async (context) => {
      await act(context, 'lot.recall', recallLot, { params: { lotId: recalled }, body: { recalledOn: context.today } })
    },
  )
  return { pen, cartridges, recalled, numbing }
}
