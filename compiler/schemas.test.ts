import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readSchema } from './schemas.ts'
import { compileSmall, mistake } from './small-knowledge.ts'

const folder = new URL('../knowledge/schemas/', import.meta.url)
const names = readdirSync(folder).map((file) => file.replace('.schema.json', ''))

describe('what breaks a schema', () => {
  test('a property that is not known gets the nearest name', () => {
    const problem = mistake('planning/advice.yaml', 'cites: [L-001]', '«citse: [L-001]')
    expect(problem).toMatchObject({
      id: 'about-herpes',
      message: '`citse` is not known here.',
      fix: 'Did you mean `cites`?',
    })
  })

  test('a property that is missing is told with what it is for', () => {
    const problem = mistake('screening/floor.yaml', 'wound: { when: openWound, atLeast', '«wound: { atLeast')
    expect(problem).toMatchObject({ id: 'wound', message: '`when` is missing.' })
    expect(problem.fix).toMatch(/^Add `when:`/)
  })

  test('a value that is none of the words gets the nearest word', () => {
    const problem = mistake('screening/floor.yaml', 'clinician-review', '«clinicianreview')
    expect(problem.fix).toBe('Did you mean `clinician-review`?')
  })

  test('a value of another type', () => {
    const problem = mistake('planning/advice.yaml', 'cites: [L-001]', 'cites: «L-001')
    expect(problem.message).toBe('`cites` must be a list (`[…]`).')
    expect(problem.fix).toContain('[SC-008]')
  })

  test('a rule without a claim', () => {
    const problem = mistake('screening/floor.yaml', 'cites: [L-001]', 'cites: «[]')
    expect(problem.message).toBe('`cites` is empty.')
    expect(problem.fix).toBe('Name at least one, such as [SC-008].')
  })

  test('a length of time that is written otherwise', () => {
    const problem = mistake('recovery/schedule.yaml', 'P1D', '«1 day')
    expect(problem.message).toBe('`1 day` is not how `after` is written.')
    expect(problem.fix).toContain('PT24H')
  })

  test('an id that FHIRPath could not read', () => {
    const problem = mistake('treatment/facts.yaml', 'depthMm:', '«depth-mm:')
    expect(problem.message).toBe('`depth-mm` cannot be an id here.')
    expect(problem.fix).toContain('`openWound`')
  })

  test('the same claim twice', () => {
    const problem = mistake('recovery/healed.yaml', '[L-001]', '[L-001, «L-001]')
    expect(problem.fix).toBe('Keep one of the two.')
  })

  test('a text that a comma cuts in two', () => {
    const problem = mistake('texts/en/all.yaml', 'says: They get shallower. }', 'says: They fade, «not at once. }')
    expect(problem.fix).toBe('Put the whole text in quotes.')
  })

  test('a list where a map must stand', () => {
    const { problems } = compileSmall({ 'planning/advice.yaml': () => '- about-herpes' })
    expect(problems[0]).toMatchObject({ line: 1, column: 1, message: '`this file` must be a map (`key: value`).' })
  })

  test('a case without a name is told by its line', () => {
    const problem = mistake(
      'screening/medicines.cases.yaml',
      '- name: Two months after the last dose she waits\n  ask',
      '- «ask',
    )
    expect(problem.message).toBe('`name` is missing.')
  })

  test('names nothing twice that an entry lacks because its schema is broken', () => {
    const { problems } = compileSmall({
      'screening/parameters.yaml': (text) => text.replace('unit: mo', 'unit: months'),
    })
    expect(problems).toHaveLength(1)
  })
})

describe('the schemas, which editors show', () => {
  test.each(names)('%s says what it is and describes every property', (name) => {
    const bare: string[] = []
    const look = (value: unknown, path: string) => {
      if (typeof value !== 'object' || value === null) return
      const { properties } = value as { properties?: Record<string, object> }
      for (const [key, property] of Object.entries(properties ?? {})) {
        if (!('description' in property) && !('$ref' in property)) bare.push(`${path}/${key}`)
      }
      for (const [key, inner] of Object.entries(value)) look(inner, `${path}/${key}`)
    }
    const schema = readSchema(name)
    look(schema, name)
    expect(bare).toEqual([])
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: expect.any(String) })
  })

  test('each one is offered for its files by the settings of the editor', () => {
    const settings = readFileSync(new URL('../.vscode/settings.json', import.meta.url), 'utf8')
    const offered = Object.keys(JSON.parse(settings)['yaml.schemas'] as object)
    const missing = names.filter(
      (name) => name !== 'common' && !offered.includes(`./knowledge/schemas/${name}.schema.json`),
    )
    expect(missing).toEqual([])
  })
})
