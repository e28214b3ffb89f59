/** Packages of products as a phone sees them: an ingredient list in small print, a barcode. Drawn by the browser, in a real font. */
import type { Browser } from 'playwright-core'

interface Print {
  /** Height of the letters, in pixels of the page. */
  readonly size?: number
  /** Degrees by which the package is held askew. */
  readonly askew?: number
  /** Pixels by which it is out of focus. */
  readonly blurred?: number
  readonly dark?: boolean
  readonly capitals?: boolean
  readonly serif?: boolean
}

/** @returns a JPEG */
export function pictureOfList(browser: Browser, list: string, print: Print = {}): Promise<Buffer> {
  const { size = 22, askew = 0, blurred = 0, dark = false, capitals = false, serif = false } = print
  const text = `INGREDIENTS: ${list}.`
  const colours = dark ? 'background:#2d2a33;color:#eee' : 'background:#f4efe6;color:#222'
  return drawn(
    browser,
    `<div style="width:900px;margin:60px;padding:40px;${colours};font:${size}px/1.35 ${serif ? 'serif' : 'sans-serif'};
      transform:rotate(${askew}deg);filter:blur(${blurred}px)">${capitals ? text.toUpperCase() : text}</div>`,
  )
}

/** @param code 13 digits */
export const pictureOfBarcode = (browser: Browser, code: string): Promise<Buffer> =>
  drawn(
    browser,
    `<div style="margin:120px;padding:60px 80px;background:#fff;width:640px;transform:rotate(2deg)">
      <svg viewBox="0 0 95 40" width="640" shape-rendering="crispEdges">${bars(code)}</svg>
    </div>`,
  )

async function drawn(browser: Browser, html: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 700 }, deviceScaleFactor: 1.6 })
  try {
    await page.setContent(`<!doctype html><body style="margin:0;background:#9a938a">${html}`)
    return await page.screenshot({ type: 'jpeg', quality: 80 })
  } finally {
    await page.close()
  }
}

const left = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
]
/** Which of the six digits on the left are drawn in the other set, by the first digit. */
const sets = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL']
const inverted = (bits: string) => [...bits].map((bit) => (bit === '1' ? '0' : '1')).join('')
const reversed = (bits: string) => [...bits].reverse().join('')

function bars(code: string): string {
  const digits = [...code].map(Number)
  const set = sets[digits[0] ?? 0] ?? ''
  const bitsOf = (digit: number) => left[digit] ?? ''
  const first = digits
    .slice(1, 7)
    .map((digit, at) => (set[at] === 'G' ? reversed(inverted(bitsOf(digit))) : bitsOf(digit)))
  const second = digits.slice(7).map((digit) => inverted(bitsOf(digit)))
  const bits = `101${first.join('')}01010${second.join('')}101`
  return [...bits].map((bit, at) => (bit === '1' ? `<rect x="${at}" width="1" height="40"/>` : '')).join('')
}
