/** The whole house for a journey: a server on a folder of its own, a mail server, and a browser in which people open pages. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { type Config, readConfig } from '../../../server/config.ts'
import { operate } from '../../../server/operate/operate.ts'
import { openServer } from '../../../server/server.ts'
import { launchChromium, launchKeeping } from '../../browser/open-browser.ts'
import { fillWithDemo } from './demo-data.ts'
import { type Mailbox, openMailbox } from './mailbox.ts'

const built = join(import.meta.dirname, '../../../web/dist/client/index.html')

/** What a device is like. A phone is held in one hand, a desk has a mouse. */
const devices = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true },
  desk: { viewport: { width: 1440, height: 900 } },
} as const
export type DeviceName = keyof typeof devices

export interface PersonOptions {
  /** Her browser keeps what it knows in this folder, below the house's: it can be closed, and opened there again. */
  readonly keepsIn?: string
  readonly forcedColors?: 'active'
  /** Nothing of the app stays on her device, as in some private windows. */
  readonly serviceWorkers?: 'block'
  /** That her browser asks for. */
  readonly locale?: string
  /** Another program steers her browser too, through this port. Only with `keepsIn`. */
  readonly debuggedAt?: number
}

export interface House extends AsyncDisposable {
  readonly address: string
  readonly mailbox: Mailbox
  /** Somebody with a device of her own: nothing on it is known to the others. */
  person(device: DeviceName, options?: PersonOptions): Promise<Page>
  /** @returns the link of the first owner's invitation */
  addClinic(name: string, owner: string): Promise<{ readonly clinicId: string; readonly link: string }>
  /** What pages did not handle and what browsers complained about. A test ends by expecting none. */
  readonly complaints: readonly string[]
  /** Time goes by for the clinic, as much as is said. What people have in their hands goes by its own clock. @param by milliseconds */
  wait(by: number): void
  /** The server goes away, as at a power cut for whoever has a page open, … */
  stop(): Promise<void>
  /** … and comes back with the same data at the same address. @param pages a folder with another build of them */
  start(pages?: string): Promise<void>
}

/** @param withDemo the demo clinic is there already */
export async function openHouse({ withDemo = false } = {}): Promise<House> {
  if (!existsSync(built)) throw new Error(`There is no ${built}: \`npm run build\` builds the pages.`)
  const closing: (() => unknown)[] = []
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end()
  }
  try {
    return await open(closing, close, withDemo)
  } catch (error) {
    await close()
    throw error
  }
}

async function open(closing: (() => unknown)[], close: () => Promise<void>, withDemo: boolean): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'needlepoint-journey-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const mailbox = await openMailbox()
  closing.push(() => mailbox.close())
  const configFor = (port: string, data = join(folder, 'data')): Config =>
    readConfig(
      {
        PORT: port,
        NEEDLEPOINT_DATA: data,
        NEEDLEPOINT_LOG: 'error',
        NEEDLEPOINT_RATE_LIMIT: 'off',
        NEEDLEPOINT_MAIL: mailbox.url,
      },
      folder,
    )
  const launching = launchChromium()
  launching.catch(() => {})
  if (withDemo) await fillWithDemo(join(folder, 'data'), (data) => configFor('0', data))
  let waited = 0
  const now = () => Date.now() + waited
  let server = await openServer(configFor('0'), { now })
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
    async person(device, { keepsIn, debuggedAt, locale = 'en-GB', ...options } = {}) {
      const like = {
        ...devices[device],
        ...options,
        baseURL: address,
        locale,
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      } as const
      let context: BrowserContext
      if (keepsIn) {
        context = await launchKeeping(join(folder, keepsIn), like, debuggedAt)
        closing.push(() => context.close())
      } else context = await browser.newContext(like)
      // The machine may be busy with other tests.
      context.setDefaultTimeout(30_000)
      context.on('weberror', (error) => complaints.push(String(error.error())))
      context.on('console', (message) => {
        // That an answer was a refusal is for the page to say.
        const isRefusal = message.text().startsWith('Failed to load resource')
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text())
      })
      return context.pages()[0] ?? (await context.newPage())
    },
    async addClinic(name, owner) {
      const clinic = { name, zone: 'Europe/Berlin', language: 'en', owner }
      const { clinicId, link } = await operate(config, 'clinic.add', clinic)
      if (link === null) throw new Error('An owner was asked for and no invitation was made.')
      return { clinicId, link }
    },
    wait(by) {
      waited += by
    },
    stop: () => server.close(),
    async start(pages) {
      server = await openServer(config, { now, ...(pages === undefined ? {} : { pages }) })
    },
    [Symbol.asyncDispose]: close,
  }
}
