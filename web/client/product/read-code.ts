/** Finds the barcode of a product in a picture: the browser's own reader where it has one, else ours, loaded when it is asked for. */
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

type Read = (picture: ImageBitmap) => Promise<string | undefined>

interface Detector {
  detect(picture: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>
}
interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector
  getSupportedFormats(): Promise<readonly string[]>
}

/** What stands on the packages of shops. */
const ofTheBrowser = ['ean_13', 'ean_8', 'upc_a']

let reader: Promise<Read> | undefined

/** @returns the digits; undefined where there is no barcode @throws where the reader cannot be had */
export async function readCode(picture: ImageBitmap): Promise<string | undefined> {
  reader ??= loadReader()
  reader.catch(() => {
    reader = undefined
  })
  const find: Read = await reader
  const code = await find(picture)
  return code === undefined ? undefined : codeOf(code)
}

/** @returns the digits of a typed or scanned barcode, of one length for the same product; undefined where it is none */
export function codeOf(text: string): string | undefined {
  const digits = text.replaceAll(/[\s-]/g, '')
  if (!/^(\d{8}|\d{12,13})$/.test(digits)) return undefined
  // A code of twelve digits is one of thirteen that begins with 0.
  const whole = digits.length === 12 ? `0${digits}` : digits
  const sum = [...whole].reverse().reduce((all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0 ? whole : undefined
}

async function loadReader(): Promise<Read> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (own && (await own.getSupportedFormats()).includes('ean_13')) {
    const detector = new own({ formats: ofTheBrowser })
    return async (picture) => (await detector.detect(picture))[0]?.rawValue
  }
  const { prepareZXingModule, readBarcodes } = await import('zxing-wasm/reader')
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true })
  return async (picture) => {
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d')
    if (!context) return undefined
    context.drawImage(picture, 0, 0)
    const pixels = context.getImageData(0, 0, picture.width, picture.height)
    const found = await readBarcodes(pixels, { formats: ['EAN13', 'EAN8', 'UPCA'], maxNumberOfSymbols: 1 })
    return found[0]?.isValid ? found[0].text : undefined
  }
}
