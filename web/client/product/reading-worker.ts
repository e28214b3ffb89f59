/** Reads text in a picture, beside the page. It and what it knows of letters come from our own server, when they are asked for. */
import dataUrl from '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz?url'
import coreUrl from 'tesseract.js-core/tesseract-core-simd-lstm.js?url'
import wasmUrl from 'tesseract.js-core/tesseract-core-simd-lstm.wasm?url'

/** As much of it as is used here. */
interface Reader {
  Init(folder: null, language: string, engine: number): number
  SetVariable(name: string, value: string): void
  SetImageFile(orientation: number, angle: number): number
  FindLines(): void
  GetGradient(): number
  Recognize(monitor: null): number
  GetUTF8Text(): string
  MeanTextConf(): number
}
interface Core {
  readonly FS: { writeFile(path: string, content: Uint8Array): void }
  readonly TessBaseAPI: new () => Reader
}
declare const TesseractCore: (options: object) => Promise<Core>
declare function importScripts(url: string): void

export type FromReader =
  | { readonly kind: 'progress'; readonly share: number }
  /** @property sure 0 to 100 */
  | { readonly kind: 'read'; readonly text: string; readonly sure: number }
  | { readonly kind: 'failed' }

const say = (message: FromReader) => postMessage(message)

let reader: Promise<{ readonly core: Core; readonly api: Reader }> | undefined

async function load() {
  importScripts(coreUrl)
  const [core, data] = await Promise.all([
    TesseractCore({
      locateFile: () => wasmUrl,
      print: () => {},
      printErr: () => {},
      TesseractProgress: (percent: number) => say({ kind: 'progress', share: percent / 100 }),
    }),
    fetch(dataUrl).then((answer) => {
      if (!answer.ok || !answer.body) throw new Error(`${answer.status}`)
      return new Response(answer.body.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
    }),
  ])
  core.FS.writeFile('eng.traineddata', new Uint8Array(data))
  const api = new core.TessBaseAPI()
  // 1: the neural reader, the only one of this build.
  if (api.Init(null, 'eng', 1) !== 0) throw new Error('The reader did not start.')
  return { core, api }
}

/** Below it, in radians, text is as good as level. */
const level = 0.005
/** Of 100. A list that was read well has more. */
const sureEnough = 60
/** How it looks for text: 3 finds out by itself where on the picture it stands, 6 takes all of it for one block. */
const ways = ['3', '6'] as const

async function read(picture: Blob): Promise<void> {
  reader ??= load()
  const { core, api } = await reader
  core.FS.writeFile('/input', new Uint8Array(await picture.arrayBuffer()))
  let best: FromReader & { kind: 'read' } = { kind: 'read', text: '', sure: 0 }
  for (const way of ways) {
    api.SetVariable('tessedit_pageseg_mode', way)
    if (api.SetImageFile(1, 0) === 1) throw new Error('The picture cannot be opened.')
    api.FindLines()
    const angle = api.GetGradient()
    if (Math.abs(angle) >= level) api.SetImageFile(1, angle)
    api.Recognize(null)
    const found = { kind: 'read', text: api.GetUTF8Text(), sure: api.MeanTextConf() } as const
    if (found.sure > best.sure && found.text.trim() !== '') best = found
    if (best.sure >= sureEnough) break
  }
  say(best)
}

addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  read(data).catch(() => {
    reader = undefined
    say({ kind: 'failed' })
  })
})
