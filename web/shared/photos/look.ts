/**
 * What can be said of a photo by looking at its pixels alone: whether it is too dark, too bright or blurred, and whether two of
 * them were taken in light so unlike that their colours cannot be compared. It says nothing of the skin.
 *
 * The limits are our own judgement, set so that they speak up late: a hint that is often wrong is soon ignored.
 */

export interface Look {
  /** Of all pixels, 0 to 255. */
  readonly brightness: number
  /** Share of pixels that are as good as black, or as good as white. */
  readonly black: number
  readonly white: number
  /** How much of what there is to see lies in edges; falls when a picture is blurred. */
  readonly sharpness: number
  /** Red and blue beside green: 1 each in grey light. */
  readonly red: number
  readonly blue: number
}

export type Hint = 'dark' | 'bright' | 'blurred'

const darkest = 38
const mostBlack = 0.5
const brightest = 215
const mostWhite = 0.25
const leastSharp = 0.015
/** Differences from which on colours of two photos are not comparable. */
const mostBrightnessApart = 45
const mostTintApart = 0.18

/** @param pixels red, green, blue and opacity of each, as a canvas gives them */
export function lookAt(pixels: Uint8ClampedArray, width: number, height: number): Look {
  const grey = new Float32Array(width * height)
  let [red, green, blue, black, white, sum, squares] = [0, 0, 0, 0, 0, 0, 0]
  for (let at = 0; at < grey.length; at++) {
    const [r, g, b] = [pixels[at * 4] ?? 0, pixels[at * 4 + 1] ?? 0, pixels[at * 4 + 2] ?? 0]
    red += r
    green += g
    blue += b
    const light = 0.299 * r + 0.587 * g + 0.114 * b
    grey[at] = light
    sum += light
    squares += light * light
    if (light < 16) black++
    if (light > 250) white++
  }
  const count = Math.max(1, grey.length)
  const brightness = sum / count
  const contrast = squares / count - brightness * brightness
  return {
    brightness,
    black: black / count,
    white: white / count,
    sharpness: contrast < 1 ? 0 : edges(grey, width, height) / contrast,
    red: red / Math.max(1, green),
    blue: blue / Math.max(1, green),
  }
}

/** The variance of the second derivative. */
function edges(grey: Float32Array, width: number, height: number): number {
  let [sum, squares, count] = [0, 0, 0]
  const value = (x: number, y: number) => grey[y * width + x] ?? 0
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const bend = value(x - 1, y) + value(x + 1, y) + value(x, y - 1) + value(x, y + 1) - 4 * value(x, y)
      sum += bend
      squares += bend * bend
      count++
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}

export function hintsOf({ brightness, black, white, sharpness }: Look): readonly Hint[] {
  const hints: Hint[] = []
  if (brightness < darkest || black > mostBlack) hints.push('dark')
  else if (brightness > brightest || white > mostWhite) hints.push('bright')
  if (sharpness < leastSharp) hints.push('blurred')
  return hints
}

/** @returns whether redness and other colours of the two may be compared */
export const isComparable = (a: Look, b: Look): boolean =>
  Math.abs(a.brightness - b.brightness) <= mostBrightnessApart &&
  Math.abs(a.red - b.red) <= mostTintApart &&
  Math.abs(a.blue - b.blue) <= mostTintApart
