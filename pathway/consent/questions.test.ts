import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadProtocol, type Protocol } from '../index.ts'
import { questionsAbout } from './questions.ts'

const pathway = loadProtocol(
  JSON.parse(readFileSync(new URL('../../knowledge/protocol.json', import.meta.url), 'utf8')) as Protocol,
)
const day = '2026-11-21'
const text = (key: string) => pathway.loaded.edition(day).text(key, 'en')
const texts = {
  whenToCall: (effect: string) => text(`effects.${effect}.whenToWorry`),
  howOften: (often: string) => often,
}
const ask = (facts: object) => questionsAbout(pathway.consent({ ...facts }, day).risks, texts)

test('three questions, each about a risk that she was told of, each with one right answer among different ones', () => {
  for (const facts of [
    {},
    { fitzpatrick: 'V', pihHistory: 'yes' },
    { deviceClass: 'rf' },
    { herpesHistory: 'frequent' },
  ]) {
    const told = new Set(pathway.consent(facts, day).risks.map(({ risk }) => risk))
    const questions = ask(facts)
    expect(questions).toHaveLength(3)
    expect(new Set(questions.map(({ risk }) => risk)).size).toBe(3)
    for (const { risk, options, right } of questions) {
      expect(told.has(risk)).toBe(true)
      expect(new Set(options.map((option) => option.text)).size).toBe(options.length)
      expect(options.filter(({ id }) => id === right)).toHaveLength(1)
    }
  }
})

test('what is likelier for her is asked first', () => {
  const risks = pathway.consent({ herpesHistory: 'frequent' }, day).risks
  const likelier = risks.filter((risk) => risk.likelier.length > 0).map(({ risk }) => risk)
  expect(likelier).toContain(ask({ herpesHistory: 'frequent' })[0]?.risk)
})

test('the right answer does not always stand first', () => {
  const places = ask({}).map(({ options, right }) => options.findIndex(({ id }) => id === right))
  expect(new Set(places).size).toBeGreaterThan(1)
})
