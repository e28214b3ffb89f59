/** Every flag of the command line, in the order in which help lists them. */

export interface Flag {
  /** What stands for the value in help; absent when the flag takes none. */
  readonly value?: string
  readonly about: string
}

/** Flags that every verb takes. */
export const commonFlags = {
  json: { about: 'print JSON, also on a terminal' },
  text: { about: 'print readable text, also into a file or a pipe' },
  language: { value: 'CODE', about: 'language of the texts (default: en)' },
  protocol: {
    value: 'FILE',
    about: 'decide with this protocol, or with a folder of knowledge (default: the compiled one)',
  },
  overlay: { value: 'FILE', about: 'tighten the protocol with a clinic’s overlay first' },
  quiet: { about: 'no progress, no remarks' },
  'no-color': { about: 'no colors (NO_COLOR is respected too)' },
  help: { about: 'explain the verb' },
} as const satisfies Record<string, Flag>

/** Flags that only some verbs take. */
export const verbFlags = {
  day: { value: 'DATE', about: 'decide as of this day, such as 2026-11-21 (default: the input’s, else today)' },
  now: {
    value: 'INSTANT',
    about: 'answer for this moment, such as 2026-11-23T09:00:00Z (default: the input’s, else now)',
  },
  start: { value: 'DATE', about: 'the day on which the client would like to begin' },
  session: { value: 'FILE', about: 'the session that the question is about' },
  rule: { value: 'ID', about: 'explain this rule, whatever its outcome' },
  record: { about: 'print a record of the decision that `replay` takes' },
  lines: { about: 'read one JSON object per line, whatever the file is called' },
  before: { value: 'FILE', about: 'the protocol before the change (default: the compiled one)' },
  after: { value: 'FILE', about: 'the protocol after the change' },
  out: { value: 'FILE', about: 'write the result to this file' },
  answers: { value: 'FILE', about: 'begin with the answers of this file, and save new ones into it' },
  'no-pause': { about: 'do not wait for Enter between the steps' },
  full: { about: 'print every page whole' },
  name: { value: 'NAME', about: 'what the clinic is called' },
  zone: { value: 'ZONE', about: 'the clinic’s time zone, such as Europe/Berlin (default: this machine’s)' },
  owner: { value: 'EMAIL', about: 'invite this person as the clinic’s owner' },
  role: { value: 'ROLES', about: 'what somebody is to be, several parted by commas' },
  clinic: { value: 'ID', about: 'the clinic’s id or name (default: the only one)' },
  uncited: { about: 'also list what is only explained, not used' },
} as const satisfies Record<string, Flag>

export type CommonFlag = keyof typeof commonFlags
export type VerbFlag = keyof typeof verbFlags
export type FlagName = CommonFlag | VerbFlag

export const allFlags: Readonly<Record<FlagName, Flag>> = { ...commonFlags, ...verbFlags }

/** Takes a value? */
export const takesValue = (name: FlagName): boolean => allFlags[name].value !== undefined
