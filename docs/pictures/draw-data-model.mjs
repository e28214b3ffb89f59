/**
 * Draws the tables of a clinic and what they refer to, from the schema that the migrations lead to. A table that nobody
 * placed stops the drawing, so the picture is never behind the schema. Run with `npm run pictures`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const schema = readFileSync(join(here, '..', '..', 'server', 'database', 'schema.golden.sql'), 'utf8')

/** Nearly everything refers to these: a word in the box says so, since their arrows would hide all others. */
const named = new Map([
  ['clients', 'client'],
  ['staff', 'staff'],
])

/** In the order of care, left to right; within a column from what others refer to, to what refers. */
const columns = [
  [
    'the clinic',
    ['clinics', 'clinic_keys', 'overlays', 'prices', 'api_keys', 'staff', 'staff_details', 'staff_invitations'],
  ],
  [
    'the client',
    [
      'clients',
      'client_details',
      'client_search',
      'guardians',
      'client_accounts',
      'client_links',
      'contact_consents',
      'record_views',
      'erasure_requests',
      'erasure_answers',
      'appointments',
      'files',
    ],
  ],
  ['screening', ['enquiries', 'intake_drafts', 'screenings', 'overrides']],
  ['planning, consent', ['plans', 'consent_offers', 'consents', 'consent_copies', 'consent_withdrawals']],
  ['treatment', ['preflights', 'sessions', 'session_zones', 'session_products']],
  ['recovery', ['check_ins', 'check_in_reads', 'check_in_alerts', 'messages', 'message_reads']],
  ['stock', ['devices', 'lots', 'stock_moves']],
  ['beside all', ['audit_heads', 'audit_lines', 'protocols', 'outgoing_mail', 'migrations']],
]

const box = { width: 168, height: 40, gapX: 56, gapY: 16 }
const margin = { left: 24, top: 64, bottom: 24 }
const paper = '#fbf9f5'
const ink = '#2e2a3d'
const quiet = '#6b667a'
const thread = '#6d3f9c'
const line = '#d9d4cb'

const tables = new Map(
  [...schema.matchAll(/^create table ([a-z_]+) \(\n([\s\S]*?)\n\);/gmu)].map(([, name = '', body = '']) => [
    name,
    {
      encrypted: (body.match(/^\s+\w+_enc /gmu) ?? []).length,
      refersTo: [...body.matchAll(/FOREIGN KEY \(([^)]*)\) REFERENCES ([a-z_]+)\(/gu)]
        .map(([, , target = '']) => target)
        .filter((target) => target !== 'clinics' && target !== name),
    },
  ]),
)

/** @type {Map<string, { x: number, y: number, column: number }>} */
const places = new Map()
columns.forEach(([, names], column) => {
  const present = /** @type {string[]} */ (names).filter((name) => tables.has(name))
  present.forEach((name, row) => {
    places.set(name, {
      column,
      x: margin.left + column * (box.width + box.gapX),
      y: margin.top + row * (box.height + box.gapY),
    })
  })
})
const lost = [...tables.keys()].filter((name) => !places.has(name))
if (lost.length > 0) throw new Error(`Say in docs/pictures/draw-data-model.mjs where these stand: ${lost.join(', ')}.`)

const width = margin.left * 2 + columns.length * box.width + (columns.length - 1) * box.gapX
const height = Math.max(...[...places.values()].map(({ y }) => y)) + box.height + margin.bottom

const arrows = [...tables].flatMap(([name, { refersTo }]) =>
  [...new Set(refersTo)].filter((target) => !named.has(target)).map((target) => arrow(name, target)),
)
const boxes = [...tables].map(([name, { encrypted, refersTo }]) => {
  const { x, y } = at(name)
  const of = [...new Set(refersTo)].flatMap((target) => named.get(target) ?? [])
  const note = [
    ...(of.length > 0 ? [`of ${of.join(', ')}`] : []),
    ...(encrypted > 0 ? [`${encrypted} encrypted`] : []),
  ].join(' · ')
  return `<g><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6" fill="#fff" stroke="${encrypted ? thread : ink}" stroke-opacity="${encrypted ? 1 : 0.35}"/>
<text x="${x + 10}" y="${y + (note ? 17 : 25)}">${name}</text>${note ? `<text x="${x + 10}" y="${y + 32}" font-size="11" fill="${thread}">${note}</text>` : ''}</g>`
})
const headings = columns.map(
  ([title], column) =>
    `<text x="${margin.left + column * (box.width + box.gapX)}" y="40" font-size="15" font-weight="700">${title}</text>`,
)

writeFileSync(
  join(here, 'data-model.svg'),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The tables of a clinic in the order of care, and which refers to which">
<rect width="100%" height="100%" rx="6" fill="${paper}"/>
<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8Z" fill="${quiet}"/></marker></defs>
<g fill="none" stroke="${quiet}" stroke-opacity="0.55">
${arrows.join('\n')}
</g>
<g font-family="ui-sans-serif, system-ui, 'DejaVu Sans', sans-serif" font-size="13" fill="${ink}">
<path d="M${margin.left} 50H${width - margin.left}" stroke="${line}"/>
${headings.join('\n')}
${boxes.join('\n')}
</g>
</svg>
`,
)
process.stdout.write('docs/pictures/data-model.svg\n')

/** @param {string} name */
function at(name) {
  const place = places.get(name)
  if (!place) throw new Error(`There is no table ${name}.`)
  return place
}

/**
 * Within a column along its left side, between columns from side to side.
 * @param {string} from
 * @param {string} to
 */
function arrow(from, to) {
  const a = at(from)
  const b = at(to)
  const ya = a.y + box.height / 2
  const yb = b.y + box.height / 2
  if (a.column === b.column) {
    const bend = a.x - 14 - Math.min(10, Math.abs(ya - yb) / 60)
    return `<path d="M${a.x} ${ya}C${bend} ${ya} ${bend} ${yb} ${b.x} ${yb}" marker-end="url(#end)"/>`
  }
  const toTheLeft = b.column < a.column
  const xa = toTheLeft ? a.x : a.x + box.width
  const xb = toTheLeft ? b.x + box.width : b.x
  const middle = (xa + xb) / 2
  return `<path d="M${xa} ${ya}C${middle} ${ya} ${middle} ${yb} ${xb} ${yb}" marker-end="url(#end)"/>`
}
