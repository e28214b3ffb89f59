/** Finds a Chromium to test with: one that is named, one that the system has, or the one inside an npm package. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/.cache/needlepoint')

/**
 * @returns the path of an executable, or undefined where there is none and none can be expected
 * @throws when CHROMIUM_PATH leads nowhere, and on Linux with an x64 processor, where a Chromium is always at hand
 */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`)
    return named
  }
  const ofSystem = systemChromiums().find((path) => existsSync(path))
  if (ofSystem) return ofSystem
  return process.platform === 'linux' && process.arch === 'x64' ? unpackedChromium() : undefined
}

function systemChromiums(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)))
  const elsewhere = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = process.env[name]
      return folder ? [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')] : []
    }),
  }
  return [...onPath, ...(elsewhere[process.platform as keyof typeof elsewhere] ?? [])]
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` once per version. On its own the package unpacks into the shared
 * temporary folder, where another version or half of an unpacking that was stopped would be taken for this one.
 */
async function unpackedChromium(): Promise<string> {
  const manifest = new URL('../../node_modules/@sparticuz/chromium/package.json', import.meta.url)
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'))
  const folder = join(cache, `chromium-${version}`)
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true })
    const staging = mkdtempSync(join(cache, 'unpacking-'))
    const before = process.env.TMPDIR
    process.env.TMPDIR = staging
    try {
      const { default: chromium } = await import('@sparticuz/chromium')
      await chromium.executablePath()
      moveUnlessThere(staging, folder)
    } finally {
      if (before === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = before
      rmSync(staging, { recursive: true, force: true })
    }
  }
  return join(folder, 'chromium')
}

/** Test files start side by side: whichever has unpacked first wins, and the others use its folder. */
function moveUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (error) {
    if (!existsSync(to)) throw error
  }
}
