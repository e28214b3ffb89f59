/** Draws beside the page, so that a picture of 40 MB never keeps a finger waiting. */
import { drawSmaller } from './draw-smaller.ts'

addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  drawSmaller(data).then(postMessage, () => postMessage(null))
})
