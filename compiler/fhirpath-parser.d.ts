/** The parser alone of fhirpath.js, which the package exports without types. */
declare module 'fhirpath/src/parser/index.js' {
  /** A node of the syntax tree. Lines and columns count from 1. */
  export interface Syntax {
    readonly type: string
    readonly text?: string
    readonly start?: { readonly line: number; readonly column: number }
    readonly length?: number
    readonly children?: readonly Syntax[]
  }
  const parser: {
    /** @throws Error with `errors`, each `[recognizer, symbol, line from 1, column from 0, message]` */
    parse(text: string): Syntax
  }
  export default parser
}
