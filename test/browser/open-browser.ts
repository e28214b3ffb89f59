/** Opens a page in a real Chromium, beside a small server for the files that the test wants to look at. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname } from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** Where Chromium is, or undefined: then browser tests are skipped, aloud. */
export const chromiumPath = await findChromium()
if (!chromiumPath) {
  console.warn('SKIPPED: the browser tests, because no Chromium was found. Set CHROMIUM_PATH to one.')
}

/** Keeps Chromium from reaching for the network or a display of its own. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium refuses to sandbox itself as root, which is what containers run as.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/** @param more flags of this browser alone: a camera that is not there */
export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  if (!chromiumPath) throw new Error('No Chromium was found: skip the test unless `chromiumPath` is set.')
  return await chromium.launch({ executablePath: chromiumPath, args: [...flags, ...more] })
}

/** A browser of its own that keeps what it knows in a folder, so that it can be closed and opened again. */
export async function launchKeeping(
  folder: string,
  options: BrowserContextOptions,
  debuggedAt?: number,
): Promise<BrowserContext> {
  if (!chromiumPath) throw new Error('No Chromium was found: skip the test unless `chromiumPath` is set.')
  const args = debuggedAt === undefined ? flags : [...flags, `--remote-debugging-port=${debuggedAt}`]
  return await chromium.launchPersistentContext(folder, { executablePath: chromiumPath, args, ...options })
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export interface Opened extends AsyncDisposable {
  readonly page: Page
  /** Errors that the page did not handle, in order. A test ends by expecting none. */
  readonly errors: readonly Error[]
}

/**
 * @param files absolute paths on disk by the path in the address: `{ '/pathway.js': '…/dist/pathway.js' }`.
 * @returns a blank page of the same origin as the files. Use `await using`, which closes browser and server.
 */
export async function openBrowser(files: Readonly<Record<string, string>>): Promise<Opened> {
  for (const file of Object.values(files)) {
    if (!existsSync(file)) throw new Error(`${file} does not exist: \`npm run build\` makes what is built.`)
  }
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = files[path]
    if (file)
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(readFileSync(file))
    else if (path === '/') response.setHeader('content-type', 'text/html').end('<!doctype html><title>Test</title>')
    else response.writeHead(path === '/favicon.ico' ? 204 : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await launchChromium()
  const page = await browser.newPage()
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  return {
    page,
    errors,
    async [Symbol.asyncDispose]() {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  }
}
