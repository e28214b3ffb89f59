/**
 * Draws the pictures of the README from what the command line really prints, so that they cannot lie.
 * Run it with `npm run pictures` after the texts or the examples change.
 */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')

const pictures = [
  { file: 'first-decision.svg', command: ['screen', 'examples/screen.yaml'], until: /^Sources/u },
  { file: 'healing-curve.svg', command: ['course', 'examples/course.yaml'], until: /· none • mild/u },
]

const paper = '#fbf9f5'
const ink = '#2e2a3d'
const colors = {
  1: 'bold',
  2: '#6b667a',
  31: '#b3261e',
  32: '#2e7d4f',
  33: '#9a5b00',
  34: '#2f5fa8',
  35: '#6d3f9c',
  36: '#1f6f78',
  90: '#6b667a',
}
const size = { font: 14, line: 20, char: 8.43, margin: 20 }

// A color holds until it is taken back, over the end of a line too.
let bold = false
let fill = ''

for (const { file, command, until } of pictures) {
  ;[bold, fill] = [false, '']
  const shown = `$ npx needlepoint ${command.join(' ')}`
  const output = execFileSync(process.execPath, [join(root, 'cli', 'needlepoint.js'), ...command, '--text'], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '' },
    encoding: 'utf8',
  })
  const lines = output.trimEnd().split('\n')
  const end = lines.findIndex((line) => until.test(plain(line)))
  const cut = end < 0 ? lines : lines.slice(0, end + 1)
  writeFileSync(
    join(here, file),
    draw([`\u001b[90m${shown}\u001b[0m`, '', ...cut, ...(cut.length < lines.length ? ['…'] : [])]),
  )
  process.stdout.write(`docs/pictures/${file}\n`)
}

/** @param {string[]} lines with ANSI colors */
function draw(lines) {
  const width = Math.ceil(Math.max(...lines.map((line) => plain(line).length)) * size.char + 2 * size.margin)
  const height = lines.length * size.line + 2 * size.margin
  const rows = lines.map(
    (line, i) => `<text x="${size.margin}" y="${size.margin + size.font + i * size.line}">${spans(line)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(plain(lines[0] ?? ''))}">
<rect width="100%" height="100%" rx="6" fill="${paper}"/>
<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="${size.font}" fill="${ink}">
${rows.join('\n')}
</g>
</svg>
`
}

/** @param {string} line */
function spans(line) {
  return (
    line
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what turns colors on and off.
      .split(/(\u001b\[[0-9;]*m)/u)
      .map((piece) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
        const codes = /^\u001b\[([0-9;]*)m$/u.exec(piece)
        if (codes) {
          for (const code of (codes[1] || '0').split(';').map(Number)) {
            if (code === 0 || code === 22 || code === 39)
              [bold, fill] =
                code === 0 ? [false, ''] : code === 22 ? [false, fill === colors[2] ? '' : fill] : [bold, '']
            else if (colors[code] === 'bold') bold = true
            else if (colors[code]) fill = colors[code]
          }
          return ''
        }
        if (piece === '') return ''
        return `<tspan${bold ? ' font-weight="700"' : ''}${fill ? ` fill="${fill}"` : ''}>${escapeXml(piece).replaceAll(' ', '\u00a0')}</tspan>`
      })
      .join('')
  )
}

/** @param {string} text */
function plain(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what turns colors on and off.
  return text.replaceAll(/\u001b\[[0-9;]*m/gu, '')
}

/** @param {string} text */
function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
