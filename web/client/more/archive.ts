/**
 * Her archive: everything that the server gives out about her, to read (`record.html`), for programs (`record.json`), and every
 * file. Nothing is chosen here: what the server adds is in it, under its own name where this app has no words for it.
 */
import type { OutputOf } from '../../shared/api/api.ts'
import type { Entry } from './zip.ts'

export type Everything = OutputOf<'client.export'>
type Row = Readonly<Record<string, unknown>>

/** What the page says; the archive is written once, in her language. */
export interface ArchiveWords {
  readonly language: string
  readonly title: string
  readonly made: string
  readonly empty: string
  readonly entries: (count: number) => string
  readonly section: (name: string) => string
  readonly notLoaded: (name: string) => string
  /** What a fact is called, such as a question of the intake; undefined where it is none. */
  readonly fact: (id: string) => string | undefined
  /** An instant or a date as she reads it; undefined for what is none. */
  readonly time: (value: string) => string | undefined
}

export interface FileToLoad {
  readonly id: string
  /** In the archive. */
  readonly name: string
  readonly isPicture: boolean
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
}

/** Every list of rows in the export, by its name. */
export const sectionsOf = (all: Everything): [string, readonly Row[]][] =>
  Object.entries(all).flatMap(([name, rows]) => (Array.isArray(rows) ? [[name, rows as Row[]]] : []))

/** Every file of the export, with the name that it gets. */
export function filesIn(all: Everything): FileToLoad[] {
  const rows = (all as unknown as { readonly files?: readonly Row[] }).files ?? []
  return rows.map(({ id, kind, contentType }) => {
    const type = String(contentType)
    return {
      id: String(id),
      name: `files/${String(kind)}-${String(id)}.${endings[type] ?? 'bin'}`,
      isPicture: type.startsWith('image/'),
    }
  })
}

/** @param loaded by the file's id; one that could not be loaded is missing, and the page says so */
export function archiveOf(all: Everything, loaded: ReadonlyMap<string, Blob>, words: ArchiveWords): Entry[] {
  const files = filesIn(all)
  return [
    { name: 'record.html', content: new Blob([writePage(all, loaded, words)], { type: 'text/html' }) },
    { name: 'record.json', content: new Blob([JSON.stringify(all, null, 2)], { type: 'application/json' }) },
    ...files.flatMap(({ id, name }) => {
      const content = loaded.get(id)
      return content ? [{ name, content }] : []
    }),
  ]
}

export function writePage(all: Everything, loaded: ReadonlyMap<string, Blob>, words: ArchiveWords): string {
  const files = new Map(filesIn(all).map((file) => [file.id, file]))
  const sections = sectionsOf(all)
  const fileOf = (id: unknown): string => {
    const file = files.get(String(id))
    if (!file) return ''
    if (!loaded.has(file.id)) return `<p><strong>${escaped(words.notLoaded(file.name))}</strong></p>`
    const link = `<a href="${file.name}">${file.name}</a>`
    return `<p>${file.isPicture ? `<img src="${file.name}" alt=""><br>` : ''}${link}</p>`
  }
  return [
    `<!doctype html><html lang="${escaped(words.language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escaped(words.title)}</title><style>${style}</style></head><body>`,
    `<h1>${escaped(words.title)}</h1><p>${escaped(words.made)}</p><nav><ul>`,
    ...sections.map(
      ([name, rows]) =>
        `<li><a href="#${name}">${escaped(words.section(name))}</a> · ${escaped(words.entries(rows.length))}</li>`,
    ),
    '</ul></nav>',
    ...sections.map(([name, rows]) =>
      [
        `<section id="${name}"><h2>${escaped(words.section(name))}</h2>`,
        ...(rows.length === 0 ? [`<p>${escaped(words.empty)}</p>`] : []),
        ...rows.map((row) => `<article>${write(row, words)}${name === 'files' ? fileOf(row.id) : ''}</article>`),
        '</section>',
      ].join('\n'),
    ),
    '</body></html>',
  ].join('\n')
}

function write(value: unknown, words: ArchiveWords): string {
  if (value === null || value === undefined) return '–'
  if (Array.isArray(value))
    return value.length === 0 ? '–' : `<ul>${value.map((each) => `<li>${write(each, words)}</li>`).join('')}</ul>`
  if (typeof value === 'object') {
    const lines = Object.entries(value).map(
      ([key, each]) => `<dt>${escaped(words.fact(key) ?? inWords(key))}</dt><dd>${write(each, words)}</dd>`,
    )
    return lines.length === 0 ? '–' : `<dl>${lines.join('')}</dl>`
  }
  const text = String(value)
  return escaped((typeof value === 'string' ? words.time(text) : undefined) ?? text)
}

/** `recordedBy` → `recorded by` */
const inWords = (key: string) => key.replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2').toLowerCase()

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const style = `body{font:16px/1.5 sans-serif;max-width:52em;margin:2em auto;padding:0 1em}
article{border-top:1px solid #8886;padding:1em 0;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:minmax(9em,auto) 1fr;gap:.2em 1em;margin:0}
dt{opacity:.75}dd{margin:0;white-space:pre-wrap}dd>dl,dd>ul{margin:0;padding-inline-start:1em}
img{max-width:100%;max-height:24em}nav ul{columns:2}
@media(max-width:30em){dl{grid-template-columns:1fr}nav ul{columns:1}}`
