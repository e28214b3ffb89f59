import { expect, test } from 'vitest'
import { siteOf } from './origin.ts'
import { whyWeak } from './passwords.ts'
import { readCookie, readSignedValue } from './tokens.ts'

test.each([
  ['https://care.example', true, ['https://care.example']],
  ['https://care.example:8443/', true, ['https://care.example:8443']],
  ['http://localhost:8080', false, ['http://localhost:8080', 'http://127.0.0.1:8080']],
  ['http://127.0.0.1', false, ['http://127.0.0.1', 'http://localhost']],
] as const)('%s is a site', (url, secure, origins) => {
  expect(siteOf(url)).toMatchObject({ secure, origins })
})

test.each([
  'http://care.example',
  'http://192.168.1.20:8080',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
])('%s is none: cookies would travel in the clear', (url) => {
  expect(() => siteOf(url)).toThrow('sign-in works on this machine only')
})

test.each([
  'short',
  'aaaaaaaaaaaaaaaa',
  'abcabcabcabcabc',
  '123456789012345',
  'password12345',
  'Needlepoint2026!',
  'noor.example12',
  'x'.repeat(257),
])('the password %s will not do', (password) => {
  expect(whyWeak(password, 'noor.example@clinic.example')).toMatch(/\.$/u)
})

test('four unrelated words will do, in any script', () => {
  for (const password of ['correct horse battery', '正確な馬 電池 ホッチキス 綺麗だ', 'Tr0ub4dor&3xyz']) {
    expect(whyWeak(password, 'noor@clinic.example')).toBeUndefined()
  }
})

test('cookies of all shapes are read without a throw', () => {
  expect(readCookie('a=1; b=%41; c', 'b')).toBe('A')
  expect(readCookie('b=%', 'b')).toBeUndefined()
  expect(readCookie(undefined, 'b')).toBeUndefined()
  expect(readSignedValue('value', 'secret')).toBeUndefined()
  expect(readSignedValue('.', 'secret')).toBeUndefined()
  expect(readSignedValue('value.AAAA', 'secret')).toBeUndefined()
})
