import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { brokenArrows, brokenManifest, type Manifest, type Source } from './arrows.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const rootManifest: Manifest & { workspaces: string[] } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const parts = rootManifest.workspaces

describe('the arrows between the parts', () => {
  test.each([...parts, 'test'])('%s imports only what it may', (part) => {
    expect(brokenArrows(sourcesOf(part))).toEqual([])
  })

  test.each(parts)('%s declares just the packages that its sources use', (part) => {
    expect(brokenManifest(manifestOf(part), sourcesOf(part), rootManifest)).toEqual([])
  })

  test('knowledge holds no code', () => {
    expect(sourcesOf('knowledge').map((source) => source.path)).toEqual([])
  })

  test.each(['pathway', 'compiler', 'web', 'cli'])('%s has sources, so the tests above looked at something', (part) => {
    expect(sourcesOf(part).filter((source) => source.path.endsWith('.ts'))).not.toEqual([])
  })
})

describe('the check itself notices', () => {
  test.each([
    [
      'pathway/index.ts',
      "import { readFileSync } from 'node:fs'",
      "imports 'node:fs': pathway imports nothing outside",
    ],
    ['pathway/index.ts', "import { parse } from 'yaml'", "imports 'yaml': pathway imports nothing outside itself."],
    [
      'pathway/index.ts',
      "export type T = import('ajv').Schema",
      "imports 'ajv': pathway imports nothing outside itself.",
    ],
    ['pathway/a.ts', "export * from '../compiler/index.ts'", 'pathway imports nothing outside itself.'],
    ['pathway/a.ts', "const m = await import('../knowledge/protocol.json')", 'pathway imports nothing outside itself.'],
    ['pathway/a.ts', '\nexport const now = () => Date.now()', 'pathway/a.ts:2 uses Date.now'],
    ['pathway/a.ts', "export const now = () => Date['now']()", 'uses Date.now'],
    ['pathway/a.ts', 'export const now = () => new Date()', 'pathway/a.ts:1 uses the clock'],
    ['pathway/a.ts', 'export const dice = Math.random()', 'uses Math.random'],
    ['pathway/a.ts', 'export const e = process.env', 'uses process, which belongs to a browser or to Node'],
    ['pathway/a.ts', "globalThis.fetch('/')", 'uses globalThis'],
    ['pathway/a.ts', 'export const t = document.title', 'uses document'],
    ['pathway/a.ts', 'export const f = (e: HTMLElement) => e', 'uses HTMLElement'],
    ['pathway/a.ts', '/// <reference lib="dom" />', 'refers to types by a comment'],
    ['pathway/screening/a.ts', "import '../recovery/triage.ts'", 'the step screening comes before recovery'],
    ['compiler/a.ts', "import fastify from 'fastify'", "imports 'fastify': compiler may import only"],
    ['compiler/a.ts', "import '../pathway/index.ts'", 'another part is imported by its name'],
    ['compiler/a.ts', "import '@needlepoint/cli'", 'nothing imports cli.'],
    ['bench/a.ts', "import '../cli/main.ts'", 'nothing imports cli.'],
    ['test/journey.test.ts', "import '../cli/main.ts'", 'nothing imports cli.'],
    ['bench/a.ts', "import '/srv/a.ts'", 'a path of one machine'],
    ['web/shared/a.ts', "import { endpoints } from '@needlepoint/contract'", 'pages take types of the contract alone'],
    ['web/client/a.tsx', "import '../clinic/a.tsx'", 'what both apps use belongs into web/shared.'],
    ['web/shared/a.ts', "import '../client/a.ts'", 'what both apps use belongs into web/shared.'],
    ['web/client/a.css', "@import '@mantine/core/styles/Modal.css';", "too heavy for a client's phone."],
    ['web/clinic/a.ts', "import 'node:fs'", 'a browser has no Node.'],
  ])('%s: %s', (path, code, sentence) => {
    const broken = brokenArrows([{ path, code }])
    expect(broken).toHaveLength(1)
    expect(broken[0]).toContain(path)
    expect(broken[0]).toContain(sentence)
  })

  test('and leaves good sources alone', () => {
    const good: Source[] = [
      { path: 'pathway/recovery/a.ts', code: "import { screen } from '../screening/screen.ts'\nexport { screen }" },
      { path: 'pathway/a.ts', code: '// Date.now() is for others.\nexport const says = { document: "process.env" }' },
      {
        path: 'pathway/b.ts',
        code: 'export const f = (history: string[], { at: location = 1 }) => [history, location]',
      },
      { path: 'pathway/c.ts', code: 'export const d = (day: string, o: { window: 1 }) => [new Date(day), o.window]' },
      { path: 'pathway/a.test.ts', code: "import { test } from 'vitest'\nconsole.log(process.pid, test)" },
      { path: 'compiler/a.ts', code: "import 'node:fs'\nimport 'ajv/dist/2020.js'\nimport '@needlepoint/pathway'" },
      { path: 'cli/needlepoint.js', code: "import '../scripts/pinned-node.mjs'" },
      { path: 'web/shared/a.ts', code: "import type { Api } from '@needlepoint/contract'\nimport 'virtual:made/a'" },
      { path: 'web/build/a.ts', code: "import { addresses } from '@needlepoint/contract'\nimport 'node:fs'" },
    ]
    expect(brokenArrows(good)).toEqual([])
  })

  test('a package that is used and not declared, and one that is declared and not used', () => {
    const manifest: Manifest = { name: '@needlepoint/compiler', dependencies: { yaml: '1.0.0', ajv: '1.0.0' } }
    const sources: Source[] = [
      { path: 'compiler/a.ts', code: "import 'yaml'\nimport 'fhirpath/fhir-context/r4'" },
      { path: 'compiler/a.test.ts', code: "import 'vitest'\nimport 'left-over'" },
    ]
    expect(brokenManifest(manifest, sources, { name: 'needlepoint', devDependencies: { vitest: '1.0.0' } })).toEqual([
      "compiler/a.ts imports 'fhirpath', which compiler/package.json does not declare.",
      "compiler/a.test.ts imports 'left-over', which neither compiler/package.json nor the root declares.",
      "compiler/package.json declares 'ajv', which no source of compiler imports: remove it.",
    ])
  })
})

function manifestOf(part: string): Manifest {
  return JSON.parse(readFileSync(join(root, part, 'package.json'), 'utf8'))
}

function sourcesOf(part: string): Source[] {
  return readdirSync(join(root, part), { recursive: true, encoding: 'utf8' })
    .map((path) => `${part}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.([cm]?[jt]s|tsx|css)$/.test(path) && !/\/(node_modules|dist)\//.test(path))
    .map((path) => ({ path, code: readFileSync(join(root, path), 'utf8') }))
}
