/** Makes of a picked file what may be kept and sent: looked at by its content, drawn smaller, with nothing in it but the picture. */
import { type Drawn, drawSmaller } from './draw-smaller.ts'
import { whatItIs } from './what-it-is.ts'

/** Bytes. Beyond it a phone has not the memory to open a picture. */
export const largestPicture = 100_000_000

export type WhyNot = 'empty' | 'too-large' | 'heic' | 'film' | 'not-a-picture' | 'broken'

/** The file cannot become a photo, and why: the text `photo.refused.heic` says it. */
export class PhotoRefused extends Error {
  readonly why: WhyNot
  constructor(why: WhyNot) {
    super(why)
    this.name = 'PhotoRefused'
    this.why = why
  }
}

/** @throws PhotoRefused */
export async function preparePhoto(file: Blob): Promise<Drawn> {
  if (file.size === 0) throw new PhotoRefused('empty')
  const kind = whatItIs(new Uint8Array(await file.slice(0, 32).arrayBuffer()))
  if (kind === 'film') throw new PhotoRefused('film')
  if (kind === 'pdf' || kind === 'other') throw new PhotoRefused('not-a-picture')
  if (file.size > largestPicture) throw new PhotoRefused('too-large')
  const drawn = await draw(file)
  // Safari can read the pictures of an iPhone; other browsers cannot.
  if (!drawn) throw new PhotoRefused(kind === 'heic' ? 'heic' : file.size > 20_000_000 ? 'too-large' : 'broken')
  return drawn
}

/** @returns null where the browser cannot read it */
async function draw(file: Blob): Promise<Drawn | null> {
  let worker: Worker
  try {
    worker = new Worker(new URL('./drawing-worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return await drawSmaller(file).catch(() => null)
  }
  try {
    return await new Promise<Drawn | null>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Drawn | null>) => resolve(data))
      // The worker's own file is missing, as offline before it was ever loaded: then it is drawn here.
      worker.addEventListener('error', () => resolve(drawSmaller(file).catch(() => null)))
      worker.postMessage(file)
    })
  } finally {
    worker.terminate()
  }
}
