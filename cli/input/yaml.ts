/** Reads YAML 1.2 and names line and column of what is wrong. Loaded only when an input is YAML. */
import { LineCounter, parseDocument } from 'yaml'
import { BadFile, type PlacedProblem } from '../stop.ts'

/** @throws BadFile naming every mistake */
export function readYamlText(file: string, text: string): unknown {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: false, stringKeys: true })
  if (document.errors.length > 0) {
    throw new BadFile(
      document.errors.slice(0, 20).map(({ pos, code, message }): PlacedProblem => {
        const { line, col } = lines.linePos(pos[0])
        return { field: '', file, line: Math.max(1, line), column: Math.max(1, col), message: explain(code, message) }
      }),
    )
  }
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new BadFile([
      {
        field: '',
        file,
        line: 1,
        column: 1,
        message: `This YAML cannot be read: ${message}. Write values out instead of using aliases.`,
      },
    ])
  }
}

function explain(code: string, message: string): string {
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'This name stands here a second time. Keep one of the two answers.'
    case 'TAB_AS_INDENT':
      return 'YAML does not allow tabs for indentation. Indent with two spaces.'
    case 'BAD_INDENT':
      return 'The indentation does not match the lines around it. Indent with two spaces for each level.'
    case 'MULTIPLE_DOCS':
      return 'A second document begins here (---). Expected one document; pass many as .ndjson.'
    default:
      return `This is not valid YAML: ${message.replace(/\.?$/, '.')} A text with a colon, a hash or a quote needs quotes around it.`
  }
}
