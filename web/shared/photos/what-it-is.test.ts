import { expect, test } from 'vitest'
import { whatItIs } from './what-it-is.ts'

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

test.each([
  ['\xff\xd8\xff\xe0\0\x10JFIF\0\x01', 'jpeg'],
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'png'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'webp'],
  ['\0\0\0\x18ftypheic\0\0\0\0', 'heic'],
  ['\0\0\0\x18ftypmif1\0\0\0\0', 'heic'],
  ['\0\0\0\x1cftypavif\0\0\0\0', 'avif'],
  ['\0\0\0\x18ftypmp42\0\0\0\0', 'film'],
  ['\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f', 'film'],
  ['GIF89a\x01\0\x01\0\0\0', 'gif'],
  ['%PDF-1.7\n%abc', 'pdf'],
  ['<svg xmlns="http://www.w3.org/2000/svg">', 'other'],
  ['PK\x03\x04 pretends', 'other'],
  ['', 'other'],
])('%j is a %s, whatever its name says', (head, kind) => {
  expect(whatItIs(bytes(head))).toBe(kind)
})
