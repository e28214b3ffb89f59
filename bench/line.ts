/** One measured thing, as the page and the terminal show it. */
export interface Line {
  readonly what: string
  readonly measured: string
  /** In words; undefined where there is nothing to meet. */
  readonly limit?: string
  readonly met?: boolean
}

export interface Section {
  readonly heading: string
  /** `npm run bench -- <part>`. */
  readonly part: string
  readonly lines: readonly Line[]
  /** How it was measured, for who wants to doubt it. */
  readonly notes: readonly string[]
}

const grouped = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
/** Three digits: more would pretend to a precision that no shared machine has. */
export const figure = (value: number): string => grouped.format(value)
export const seconds = (ms: number): string => `${figure(ms / 1000)} s`
export const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`
