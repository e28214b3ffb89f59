/** Lays a clinic's overlay on a protocol that may be newer than the one it was written for. */
import { type Overlay, type Protocol, tighten } from '@needlepoint/pathway'

export interface LaidOver {
  readonly protocol: Protocol
  /** Entries that this protocol has no place for, or is stricter than by itself: `parameters.isotretinoinWait`. */
  readonly dropped: readonly string[]
}

/**
 * An overlay is checked when it is set, so on that protocol nothing is dropped. After an update of the knowledge an entry can
 * be less strict than what the protocol now says by itself, or name what is gone. Such an entry is left out and told, since
 * a clinic that could record nothing at all until somebody rewrote its overlay would be worse off than one without the entry.
 */
export function layOver(base: Protocol, overlay: Overlay): LaidOver {
  const whole = attempt(base, overlay)
  if (whole) return { protocol: whole, dropped: [] }
  const kept: Entry[] = []
  const dropped: string[] = []
  for (const entry of entriesOf(overlay)) {
    if (attempt(base, withOnly(overlay, [...kept, entry]))) kept.push(entry)
    else dropped.push(entry.join('.'))
  }
  return { protocol: tighten(base, withOnly(overlay, kept)), dropped }
}

type Entry = readonly ['parameters' | 'effects', string] | readonly ['rules', keyof Overlay['rules'], string]

const entriesOf = ({ parameters, effects, rules }: Overlay): Entry[] => [
  ...Object.keys(parameters).map((id) => ['parameters', id] as const),
  ...Object.keys(effects).map((id) => ['effects', id] as const),
  ...(Object.keys(rules) as (keyof Overlay['rules'])[]).flatMap((step) =>
    Object.keys(rules[step]).map((id) => ['rules', step, id] as const),
  ),
]

/** The overlay with these entries alone, and the texts of its rules among them. Its hash stays: it is the same overlay. */
function withOnly(overlay: Overlay, entries: readonly Entry[]): Overlay {
  const has = new Set(entries.map((entry) => entry.join('.')))
  const keep = <Value>(table: Readonly<Record<string, Value>>, path: string) =>
    Object.fromEntries(Object.entries(table).filter(([id]) => has.has(`${path}.${id}`)))
  const rules = {
    screening: keep(overlay.rules.screening, 'rules.screening'),
    treatment: keep(overlay.rules.treatment, 'rules.treatment'),
    recovery: keep(overlay.rules.recovery, 'rules.recovery'),
  }
  const says = Object.values(rules).flatMap((step) => Object.values(step).map((rule) => `rules.${rule.says}.`))
  return {
    ...overlay,
    parameters: keep(overlay.parameters, 'parameters'),
    effects: keep(overlay.effects, 'effects'),
    rules,
    texts: Object.fromEntries(
      Object.entries(overlay.texts).map(([language, texts]) => [
        language,
        Object.fromEntries(
          Object.entries(texts).filter(([key]) => says.some((beginning) => key.startsWith(beginning))),
        ),
      ]),
    ),
  }
}

/** @returns undefined for an overlay that does not fit, whatever the reason: a name that is gone, or a condition that is */
function attempt(base: Protocol, overlay: Overlay): Protocol | undefined {
  try {
    return tighten(base, overlay)
  } catch {
    return undefined
  }
}
