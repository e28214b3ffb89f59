/** The whole house for a journey: a server on a folder of its own, a mail server, and a browser in which people open pages. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type Config, readConfig } from '../../../server/config.ts'
import { operate } from '../../../server/operate/operate.ts'
import { openServer } from '../../../server/server.ts'
import { launchChromium } from '../../browser/open-browser.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'

const built = join(import.meta.dirname, '../../../web/dist/client/index.html')

/** What a device is like. A phone is held in one hand, a desk has a mouse. */
const devices = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
  desk: { viewport: { width: 1440, height: 900 } },
} as const
export type DeviceName = keyof typeof devices

export interface House extends AsyncDisposable {
  readonly address: string
  readonly mailbox: Mailbox
  /** Somebody with a device of her own: nothing on it is known to the others. */
  person(device: DeviceName): Promise<Page>
  /** @returns the link of the first owner's invitation */
  addClinic(name: string, owner: string): Promise<{ readonly clinicId: string; readonly link: string }>
  /** What pages did not handle and what browsers complained about. A test ends by expecting none. */
  readonly complaints: readonly string[]
  /** The server goes away, as at a power cut for whoever has a page open, … */
  stop(): Promise<void>
  /** … and comes back with the same data at the same address. */
  start(): Promise<void>
}

export async function openHouse(): Promise<House> {
  if (!existsSync(built)) throw new Error(`There is no ${built}: \`npm run build\` builds the pages.`)
  const closing: (() => unknown)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    return await open(closing, close)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(closing: (() => unknown)[], close: () => Promise<void>): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'needlepoint-journey-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const mailbox = await openMailbox()
  closing.push(() => mailbox.close())
  const configFor = (port: string): Config =>
    readConfig(
      {
        PORT: port,
        NEEDLEPOINT_DATA: join(folder, 'data'),
        NEEDLEPOINT_LOG: 'error',
        NEEDLEPOINT_RATE_LIMIT: 'off',
        NEEDLEPOINT_MAIL: mailbox.url,
      },
      folder,
    )
  const launching = launchChromium()
  launching.catch(() => {})
  let server = await openServer(configFor('0'))
  closing.push(() => server.close())
  const { address } = server
  const config = configFor(new URL(address).port)
  const browser = await launching
  closing.push(() => browser.close())
  const complaints: string[] = []
  return {
    address,
    mailbox,
    complaints,
    async person(device) {
      const context = await browser.newContext({
        ...devices[device],
        baseURL: address,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      })
      // The machine may be busy with other tests.
      context.setDefaultTimeout(30_000)
      context.on('weberror', (error) => complaints.push(String(error.error())))
      context.on('console', (message) => {
        // That an answer was a refusal is for the page to say.
        const isRefusal = message.text().startsWith('Failed to load resource')
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
      })
      return await context.newPage()
    },
    async addClinic(name, owner) {
      const clinic = { name, zone: 'Europe/Berlin', language: 'en', owner }
      const { clinicId, link } = await operate(config, 'clinic.add', clinic)
      if (link === null) throw new Error('An owner was asked for and no invitation was made.')
      return { clinicId, link }
    },
    stop: () => server.close(),
    async start() {
      server = await openServer(config)
    },
    [Symbol.asyncDispose]: close,
  }
}
