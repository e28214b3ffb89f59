import { expect, test } from 'vitest'
import { describeOnEachDatabase, testClinic } from '../test-support/index.ts'
import { MailRefused } from './mailer.ts'
import { sendLater, startMailPump } from './queue.ts'

const message = { to: 'noor@clinic.example', kind: 'password-changed', language: 'en', values: {} } as const

describeOnEachDatabase('messages wait for their transaction, and for the mail server', (open) => {
  test('what is rolled back is not sent; what is refused is tried again', async () => {
    const { database, keyRing } = open()
    const { clinicId, keys, run } = await testClinic(open())
    let now = Date.now()
    let away = true
    const sent: string[] = []
    const logged: string[] = []
    const pump = startMailPump({
      database,
      keys: keyRing,
      now: () => now,
      every: 0,
      log: (level, what) => logged.push(`${level} ${what}`),
      mailer: {
        says: '',
        close: () => {},
        send: async ({ to }) => {
          if (away) throw new MailRefused('EENVELOPE 451')
          sent.push(to)
        },
      },
    })
    const context = { clinicId, keys, now, actor: { kind: 'system' } } as const
    await run(async (tx) => {
      await sendLater({ tx, ...context }, message)
      throw new Error('undone')
    }).catch(() => {})
    await pump.run()
    expect(logged).toEqual([])

    await run((tx) => sendLater({ tx, ...context }, message))
    expect(await pump.run()).toBe(0)
    expect(logged).toEqual(['warn The mail server did not take a message (EENVELOPE 451).'])
    away = false
    expect(await pump.run()).toBe(0)
    now += 31_000
    expect(await pump.run()).toBe(1)
    expect(sent).toEqual(['noor@clinic.example'])
    now += 86_400_000
    expect(await pump.run()).toBe(0)
    await pump.stop()
  })
})
