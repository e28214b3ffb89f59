/** The API as a document and as a page, and a page for each problem: plain HTML without a script. */
import { type Endpoint, endpoints, type ProblemCode, parts, problemKinds, problemsOf } from '@needlepoint/contract'
import { openApi } from '@needlepoint/contract/openapi'
import type { FastifyInstance } from 'fastify'
import { problems } from './problems.ts'

type Json = Readonly<Record<string, unknown>>

export function serveDocumentation(app: FastifyInstance, version = '0.0.0'): void {
  // Written when it is first asked for: a start does not wait for it.
  const document = once(() => openApi({ version }))
  const text = once(() => JSON.stringify(document()))
  const pages = new Map([
    ['/docs/api', once(() => apiPage(document()))],
    ['/problems', once(problemsPage)],
  ])
  const html = 'text/html; charset=utf-8'
  app.get('/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(text()))
  app.get('/docs/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style))
  for (const [url, page] of pages) app.get(url, async (_request, reply) => reply.type(html).send(page()))
  app.get<{ Params: { code: string } }>('/problems/:code', async (request, reply) => {
    const { code } = request.params
    if (!Object.hasOwn(problemKinds, code)) throw problems.noSuchRoute()
    return reply.type(html).send(problemPage(code as ProblemCode))
  })
}

function once<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

function apiPage(document: Json): string {
  const all: Endpoint[] = Object.values(endpoints)
  const { schemas } = document.components as { schemas: Readonly<Record<string, Json>> }
  const contents = parts.map((part) => {
    const names = all.filter((endpoint) => endpoint.part === part).map(({ name }) => link(name, name))
    return `<li><strong>${part}</strong> ${names.join(' ')}</li>`
  })
  return page(
    'API',
    `<h1>Needlepoint API</h1>
${paragraphs(String((document.info as Json).description))}
<p>The same for programs: <a href="/openapi.json">OpenAPI 3.1</a>. All <a href="/problems">problems</a>.</p>
<nav aria-label="Endpoints"><ul>${contents.join('')}</ul></nav>
${all.map((endpoint) => endpointSection(endpoint, document)).join('')}
<h2>Schemas</h2>
${Object.entries(schemas)
  .map(
    ([id, schema]) =>
      `<details id="schema-${escapeHtml(id)}"><summary>${escapeHtml(id)}</summary>${pretty(schema)}</details>`,
  )
  .join('')}`,
  )
}

function endpointSection(endpoint: Endpoint, document: Json): string {
  const { name, method, path, summary, callers, permission, scope } = endpoint
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Json>>>>
  const operation = paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()] as Json
  const parameters = operation.parameters as readonly Json[]
  const body = contentOf(operation.requestBody)
  const answer = contentOf((operation.responses as Readonly<Record<string, unknown>>)[String(endpoint.status)])
  return `<section id="${escapeHtml(name)}"><h2>${escapeHtml(summary)}</h2>
<p><code><b>${method}</b> ${escapeHtml(path)}</code></p>
${paragraphs(endpoint.description)}
<dl><dt>Name</dt><dd><code>${escapeHtml(name)}</code></dd><dt>Callers</dt><dd>${callers.join(', ')}</dd>
<dt>Permission</dt><dd>${permission === null ? 'none' : `<code>${escapeHtml(permission)}</code>`}</dd>
<dt>Scope of an API key</dt><dd>${scope === null ? 'no key may' : `<code>${escapeHtml(scope)}</code>`}</dd></dl>
${parameters.length === 0 ? '' : parameterTable(parameters)}
${body ? `<details><summary>Body</summary>${schemaLink(body.schema)}${pretty(body.example)}</details>` : ''}
<details><summary>Answer</summary>${schemaLink(answer?.schema)}${pretty(answer?.example)}</details>
<p>Problems: ${problemsOf(endpoint)
    .map((code) => `<a href="/problems/${code}">${code}</a>`)
    .join(', ')}</p></section>`
}

function contentOf(holder: unknown): Json | undefined {
  const content = (holder as { content?: Readonly<Record<string, Json>> } | undefined)?.content
  return content?.['application/json']
}

function parameterTable(parameters: readonly Json[]): string {
  const rows = parameters.map((parameter) => {
    const schema = parameter.schema as Json
    const says = [parameter.description, schema.title].filter(Boolean).join(' ')
    return `<tr><td><code>${escapeHtml(String(parameter.name))}</code></td><td>${parameter.in}${parameter.required ? '' : ', optional'}</td><td>${escapeHtml(says)}</td></tr>`
  })
  return `<table><thead><tr><th>Parameter</th><th>In</th><th>Takes</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

function schemaLink(schema: unknown): string {
  const id =
    String((schema as Json | undefined)?.$ref ?? '')
      .split('/')
      .at(-1) ?? ''
  return id === '' ? '' : `<p>Schema: ${link(`schema-${id}`, id)}</p>`
}

function problemsPage(): string {
  const rows = Object.entries(problemKinds).map(
    ([code, { status, title }]) =>
      `<tr><td>${status}</td><td><a href="/problems/${code}">${code}</a></td><td>${escapeHtml(title)}</td></tr>`,
  )
  return page(
    'Problems',
    `<h1>Problems</h1><p>What can go wrong, and what to do then.</p>
<table><thead><tr><th>Status</th><th>Code</th><th>Title</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  )
}

function problemPage(code: ProblemCode): string {
  const { status, title, whatToDo } = problemKinds[code]
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1><p><code>${code}</code>, status ${status}</p>${paragraphs(whatToDo)}
<p><a href="/problems">All problems</a></p>`,
  )
}

function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Needlepoint</title><link rel="stylesheet" href="/docs/style.css"></head>
<body><main>${main}</main></body></html>`
}

const link = (anchor: string, text: string) => `<a href="#${escapeHtml(anchor)}">${escapeHtml(text)}</a>`
const pretty = (value: unknown) =>
  value === undefined ? '' : `<pre tabindex="0">${escapeHtml(JSON.stringify(value, null, 2))}</pre>`
const paragraphs = (text: string) =>
  text
    .split('\n\n')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('')
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const style = `:root{color-scheme:light dark;--paper:oklch(.985 .006 85);--ink:oklch(.24 .03 290);--thread:oklch(.45 .11 300);--line:oklch(.89 .008 85)}
@media (prefers-color-scheme:dark){:root{--paper:oklch(.19 .012 290);--ink:oklch(.95 .008 85);--thread:oklch(.78 .09 300);--line:oklch(.32 .012 290)}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 'Atkinson Hyperlegible Next',system-ui,sans-serif}
main{max-width:72ch;margin:0 auto;padding:24px 16px 64px}
h1{font-size:31px;line-height:1.2}h2{font-size:20px;margin:40px 0 8px;border-top:1px solid var(--line);padding-top:16px}
a{color:var(--thread)}a:focus-visible,summary:focus-visible,pre:focus-visible{outline:3px solid var(--thread);outline-offset:2px}
code,pre{font:14px/1.5 ui-monospace,monospace}code{overflow-wrap:anywhere}
pre{overflow:auto;max-height:60vh;border:1px solid var(--line);border-radius:6px;padding:8px}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:4px 8px 4px 0;border-bottom:1px solid var(--line)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px}dt{font-weight:600}dd{margin:0}
summary{cursor:pointer;min-height:44px;display:flex;align-items:center}nav ul{list-style:none;padding:0}nav li{margin:8px 0}
`
