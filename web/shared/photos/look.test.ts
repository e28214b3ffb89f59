import { describe, expect, test } from 'vitest'
import { hintsOf, isComparable, lookAt } from './look.ts'

const size = 128

/** A made-up face: skin with a soft shadow, freckles and fine lines, in a light of our choice. */
function skin({ light = 1, red = 1, blue = 1 } = {}): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(size * size * 4)
  let seed = 7
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const shade = 1 - 0.35 * Math.hypot(x / size - 0.4, y / size - 0.4)
      const grain = 1 + (random() - 0.5) * 0.12 - (x % 17 === 0 ? 0.18 : 0)
      const at = (y * size + x) * 4
      pixels[at] = 205 * shade * grain * light * red
      pixels[at + 1] = 160 * shade * grain * light
      pixels[at + 2] = 140 * shade * grain * light * blue
      pixels[at + 3] = 255
    }
  return pixels
}

function blurred(pixels: Uint8ClampedArray, radius: number): Uint8ClampedArray {
  const out = new Uint8ClampedArray(pixels.length)
  const near = (value: number) => Math.min(size - 1, Math.max(0, value))
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      for (let channel = 0; channel < 4; channel++) {
        let [sum, count] = [0, 0]
        for (let dy = -radius; dy <= radius; dy++)
          for (let dx = -radius; dx <= radius; dx++) {
            sum += pixels[(near(y + dy) * size + near(x + dx)) * 4 + channel] ?? 0
            count++
          }
        out[(y * size + x) * 4 + channel] = sum / count
      }
  return out
}

const look = (pixels: Uint8ClampedArray) => lookAt(pixels, size, size)

describe('a photo', () => {
  test('in good light is left alone', () => {
    expect(hintsOf(look(skin()))).toEqual([])
    expect(hintsOf(look(skin({ light: 0.7 })))).toEqual([])
  })
  test('of dark skin in good light is not called dark', () => {
    expect(hintsOf(look(skin({ light: 0.35 })))).toEqual([])
  })
  test('taken at night, against the lamp or out of focus is told so', () => {
    expect(hintsOf(look(skin({ light: 0.12 })))).toEqual(['dark'])
    expect(hintsOf(look(skin({ light: 2.2 })))).toContain('bright')
    expect(hintsOf(look(blurred(blurred(skin(), 3), 3)))).toEqual(['blurred'])
  })
  test('of nothing at all is blurred, not an error', () => {
    expect(hintsOf(lookAt(new Uint8ClampedArray(0), 0, 0))).toEqual(['dark', 'blurred'])
  })
})

describe('two photos', () => {
  test('of one light can be compared, also when the skin is redder', () => {
    expect(isComparable(look(skin()), look(skin({ light: 1.08 })))).toBe(true)
    expect(isComparable(look(skin()), look(skin({ red: 1.1 })))).toBe(true)
  })
  test('of daylight and of a yellow lamp cannot, nor can a bright and a dark one', () => {
    expect(isComparable(look(skin()), look(skin({ blue: 0.6 })))).toBe(false)
    expect(isComparable(look(skin()), look(skin({ light: 0.6 })))).toBe(false)
  })
})
