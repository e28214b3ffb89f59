/** The copy that she keeps: that it is what was signed, that it is made once, and that a changed one is told from it. */
import { inflateSync } from 'node:zlib'
import type { InputOf } from '@needlepoint/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../keys/index.ts'
import { planningRoutes } from '../../planning/routes.ts'
import { screeningRoutes } from '../../screening/routes.ts'
import {
  describeOnEachDatabase,
  type Journey,
  journey,
  type Planned,
  refusal,
  type TestApp,
  testApp,
} from '../../test-support/index.ts'
import { consentRoutes } from '../routes.ts'
import { runsOf } from './fonts.ts'
import { sealSigned } from './seal-copy.ts'
import { type Copied, writeCopy } from './write-copy.ts'

/** What is attached to a PDF, as any reader finds it. */
function attachedTo(pdf: Buffer): string {
  const found = /\/Type \/EmbeddedFile[\s\S]*?\/Length (\d+)[\s\S]*?stream\r?\n/.exec(pdf.toString('latin1'))
  if (!found) throw new Error('Nothing is attached.')
  const from = found.index + found[0].length
  return inflateSync(pdf.subarray(from, from + Number(found[1]))).toString('utf8')
}

const copied: Copied = {
  id: '01932f5e-7c1a-7b3e-9a52-3f6d1c0b8e4f',
  document: '# Consent\n\nAt *A test*.\n\n## What can happen\n\n- Red skin.\n  - When to call us: after a week.\n',
  documentHash: 'a7'.repeat(32),
  language: 'en',
  understood: ['Red skin.'],
  protocol: `sha256:${'5f'.repeat(32)}`,
  signerName: 'Mara Lindqvist',
  signedBy: 'client',
  signature: { kind: 'drawn', strokes: [[100, 200, 180, 22, 300, 261]] },
  signedAt: new Date('2026-11-21T09:29:00Z'),
  receivedAt: new Date('2026-11-21T09:30:00Z'),
  ip: '192.0.2.7',
  userAgent: 'A phone',
  witness: null,
  zone: 'Europe/Berlin',
}

describe('a copy', () => {
  test('is the same to the byte each time, and another one when a letter of it is', async () => {
    const first = await writeCopy(copied)
    expect(sha256(await writeCopy(copied))).toBe(sha256(first))
    const others = [
      { signerName: 'Mara Lindquist' },
      { document: copied.document.replace('Red', 'red') },
      { signature: { kind: 'drawn' as const, strokes: [[100, 200, 180, 22, 300, 262]] } },
      { signedAt: new Date('2026-11-21T09:29:01Z') },
      { ip: '192.0.2.8' },
    ]
    for (const other of others) expect(sha256(await writeCopy({ ...copied, ...other }))).not.toBe(sha256(first))
  })

  test('holds the exact text, so that its hash can be checked without us', async () => {
    const pdf = await writeCopy(copied)
    expect(attachedTo(pdf)).toBe(copied.document)
    expect(pdf.toString('latin1')).toContain(`sha256:${copied.documentHash}`)
  })

  test('no letter of a name is left out silently, in whatever letters it is written', () => {
    const spelled = (name: string) =>
      runsOf(name, 'plain')
        .map(({ text }) => text)
        .join('')
    for (const name of ['Żółć Ångström', 'Олена Ковальчук', 'Ελένη', 'Nguyễn Thị Ánh'])
      expect(spelled(name)).toBe(name.normalize('NFC'))
    expect(spelled('李 Example')).toBe('[U+674E] Example')
  })

  test('is made of whatever people type: no name, no program and no text makes it fail', async () => {
    const typed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(typed, typed, typed, async (signerName, userAgent, line) => {
        const document = `# ${line}\n\n- ${line}\n`
        const pdf = await writeCopy({
          ...copied,
          ...{ signerName, userAgent, document, signature: { kind: 'typed', name: signerName } },
        })
        expect(attachedTo(pdf)).toBe(document)
      }),
      { numRuns: 25 },
    )
  })

  test('a very long text and a very long signature have as many pages as they need', async () => {
    const document = `# Long\n\n${'- A sentence that goes on for a while and then ends.\n'.repeat(300)}`
    const stroke = Array.from({ length: 4000 }, (_, at) => (at * 7) % 1000)
    const pdf = await writeCopy({ ...copied, document, signature: { kind: 'drawn', strokes: [stroke] } })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(5)
  })
})

describeOnEachDatabase('the sealed copy of a consent', (opened) => {
  let app: TestApp
  let steps: Journey
  let of: Planned
  let consentId: string
  beforeAll(async () => {
    app = await testApp(opened(), [...screeningRoutes, ...planningRoutes, ...consentRoutes])
    steps = journey(app)
    of = await steps.plan()
    consentId = await steps.consent(of)
  })
  afterAll(() => app?.close())

  const herself = () => app.as(app.clientActor(of.clientId))
  const show = (id = consentId) => steps.by()['consent.show']({ params: steps.params({ consentId: id }) })
  const download = async (by = herself(), id = consentId) =>
    Buffer.from(await (await by['consent.copy']({ params: steps.params({ consentId: id }) })).arrayBuffer())
  const seal = (id: string) =>
    sealSigned(
      { ...opened(), files: app.files, site: { url: '' } as never, now: app.now },
      { clinicId: app.clinic.clinicId, consentId: id },
    )
  const linesOf = (subject: string) =>
    app.clinic.run((tx) =>
      tx
        .selectFrom('audit_lines')
        .select(['action', 'details'])
        .where('subject', '=', subject)
        .where('action', '=', 'consent.sealed')
        .execute(),
    )

  test('the queue is told to seal in the transaction of the signature', async () => {
    const { rows } = await opened().database.executeSql("select data from pgboss.job where name = 'consent.signed'")
    expect(rows.map(({ data }) => (data as { consentId: string }).consentId)).toContain(consentId)
  })

  test('is made once, and its hash stands beside the consent, in her list and in the audit chain', async () => {
    expect((await show()).copyHash).toBeNull()
    await seal(consentId)
    const { copyHash, document, documentHash } = await show()
    const [first, again] = [await download(), await download(steps.by('front-desk'))]
    expect(sha256(first)).toBe(copyHash)
    expect(again.equals(first)).toBe(true)
    expect(attachedTo(first)).toBe(document)
    expect(sha256(attachedTo(first))).toBe(documentHash)
    await seal(consentId)
    expect(await linesOf(consentId)).toEqual([{ action: 'consent.sealed', details: { sha256: copyHash } }])
    const { items } = await herself()['consent.list']({ params: steps.params({ clientId: of.clientId }) })
    expect(items[0]?.copyHash).toBe(copyHash)
  })

  test('who asks before the queue was there gets it all the same, and two at once get one', async () => {
    const id = await steps.consent(await steps.plan({}, of.clientId))
    const [one, two] = await Promise.all([download(herself(), id), download(steps.by(), id), seal(id)])
    expect(one.equals(two)).toBe(true)
    expect((await show(id)).copyHash).toBe(sha256(one))
    expect(await linesOf(id)).toHaveLength(1)
  })

  test('says afterwards what was signed, also when it was taken back and the clinic has another name', async () => {
    const before = await download()
    await herself()['consent.withdraw']({
      params: steps.params({ consentId }),
      body: { id: steps.id(), withdrawnAt: steps.at() } as InputOf<'consent.withdraw'>['body'],
    })
    expect((await download()).equals(before)).toBe(true)
  })

  test('is nobody else’s, and staff who open it are on her list', async () => {
    const other = await steps.plan()
    const stranger = app.as(app.clientActor(other.clientId))
    expect((await refusal(app, () => download(stranger))).code).toBe('not-found')
    await download(steps.by('auditor'))
    const views = await app.clinic.run((tx) =>
      tx.selectFrom('record_views').select(['what', 'viewed_by']).where('client_id', '=', of.clientId).execute(),
    )
    expect(views).toContainEqual({ what: 'consent', viewed_by: `staff:${app.staff.auditor.id}` })
  })
})
