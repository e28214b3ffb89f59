/** A clinic's overlay: it may move a protocol towards caution, and never the other way. */
import { nearest } from '../facts/nearest.ts'
import { InvalidInput, type Problem } from '../facts/problem.ts'
import { load } from './load.ts'
import { decisions, levels, type Overlay, type Parameter, type Protocol, type Rule, type Rules } from './protocol.ts'

/** From least to most cautious, for each set of rules. */
const effectsOf = { screening: decisions, treatment: ['precaution', 'stop'], recovery: levels } as const
type RuleStep = keyof typeof effectsOf
const ruleSteps: readonly RuleStep[] = ['screening', 'treatment', 'recovery']

/**
 * The protocol with a clinic's overlay on it. Its hash names both.
 * @throws InvalidInput naming everything in the overlay that is less cautious than the protocol, or unknown to it
 */
export function tighten(protocol: Protocol, overlay: Overlay): Protocol {
  const problems: Problem[] = [
    ...parameterProblems(protocol, overlay),
    ...effectProblems(protocol, overlay),
    ...ruleProblems(protocol, overlay),
    ...textProblems(overlay),
  ]
  if (problems.length > 0) throw new InvalidInput(problems)
  const tightened: Protocol = {
    ...protocol,
    name: `${protocol.name}, ${overlay.name}`,
    hash: `${protocol.hash}+${overlay.hash}`,
    parameters: mapEntries(protocol.parameters, (id, parameter) => {
      const value = overlay.parameters[id]
      return value === undefined ? parameter : tightenParameter(parameter, value, overlay.name)
    }),
    screening: {
      ...protocol.screening,
      rules: tightenRules(protocol.screening.rules, overlay, overlay.rules.screening),
    },
    treatment: {
      ...protocol.treatment,
      rules: tightenRules(protocol.treatment.rules, overlay, overlay.rules.treatment),
    },
    recovery: { ...protocol.recovery, rules: tightenRules(protocol.recovery.rules, overlay, overlay.rules.recovery) },
    texts: mapEntries({ ...overlay.texts, ...protocol.texts }, (language, texts) => ({
      ...overlay.texts[language],
      ...texts,
    })),
  }
  // Asking for the three sets of rules builds every condition, so that a rule which reads what does not exist is refused here and not at the chair.
  const { screening, preflight, triage } = load(tightened)
  return screening && preflight && triage && tightened
}

function mapEntries<T>(table: Readonly<Record<string, T>>, change: (id: string, entry: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(table).map(([id, entry]) => [id, change(id, entry)]))
}

/** Every value the parameter ever had is held to the clinic's, so that replays of old days stay as strict as they were. */
function tightenParameter(parameter: Parameter, value: number, clinic: string): Parameter {
  const stricter = (old: number) =>
    parameter.stricter === 'higher'
      ? Math.max(old, value)
      : parameter.stricter === 'lower'
        ? Math.min(old, value)
        : value
  return {
    ...parameter,
    values: parameter.values.map((old) =>
      stricter(old.value) === old.value ? old : { ...old, value: stricter(old.value), judgement: `Set by ${clinic}.` },
    ),
  }
}

function tightenRules<Effect extends string>(
  rules: Rules<Effect>,
  overlay: Overlay,
  added: Rules<Effect>,
): Rules<Effect> {
  const raised = mapEntries(rules, (id, rule): Rule<Effect> => {
    const effect = overlay.effects[id]
    return effect === undefined ? rule : { ...rule, effect: effect as Effect }
  })
  return { ...raised, ...added }
}

function* parameterProblems({ parameters }: Protocol, overlay: Overlay): Generator<Problem> {
  for (const [id, value] of Object.entries(overlay.parameters)) {
    const field = `parameters.${id}`
    const parameter = Object.hasOwn(parameters, id) ? parameters[id] : undefined
    if (!parameter) {
      yield unknown(field, id, 'parameter', Object.keys(parameters))
      continue
    }
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      yield {
        field,
        message: `“${id}” is set to “${String(value)}”. Expected a number of ${parameter.unit}.`,
        expected: `a number of ${parameter.unit}`,
      }
      continue
    }
    const strictest = parameter.values.at(-1)?.value ?? value
    const { stricter, min, max } = parameter
    if ((stricter === 'higher' && value < strictest) || (stricter === 'lower' && value > strictest)) {
      const expected = `${strictest} ${parameter.unit} or ${stricter}`
      yield {
        field,
        message: `“${id}” set to ${value} ${parameter.unit} would loosen the protocol, which says ${strictest}. Expected ${expected}.`,
        expected,
      }
    } else if ((min !== undefined && value < min) || (max !== undefined && value > max)) {
      const expected = `${min ?? '…'} to ${max ?? '…'} ${parameter.unit}`
      yield { field, message: `“${id}” is ${value} ${parameter.unit}. Expected ${expected}.`, expected }
    }
  }
}

function* effectProblems(protocol: Protocol, overlay: Overlay): Generator<Problem> {
  for (const [id, effect] of Object.entries(overlay.effects)) {
    const field = `effects.${id}`
    const step = ruleSteps.find((name) => Object.hasOwn(protocol[name].rules, id))
    const rule = step && protocol[step].rules[id]
    if (!step || !rule) {
      yield unknown(
        field,
        id,
        'rule',
        ruleSteps.flatMap((name) => Object.keys(protocol[name].rules)),
      )
      continue
    }
    const order: readonly string[] = effectsOf[step]
    const rank = order.indexOf(effect)
    const allowed = order.slice(order.indexOf(rule.effect))
    const expected = `one of ${allowed.join(', ')}`
    if (rank < 0)
      yield { field, message: `“${effect}” is no effect of the rule “${id}”. Expected ${expected}.`, expected }
    else if (rank < order.indexOf(rule.effect)) {
      yield {
        field,
        message: `“${id}” set to “${effect}” would loosen the protocol, which says “${rule.effect}”. Expected ${expected}.`,
        expected,
      }
    }
  }
}

function* ruleProblems(protocol: Protocol, overlay: Overlay): Generator<Problem> {
  for (const step of ruleSteps) {
    for (const [id, rule] of Object.entries(overlay.rules[step])) {
      const field = `rules.${step}.${id}`
      if (ruleSteps.some((name) => Object.hasOwn(protocol[name].rules, id))) {
        yield {
          field,
          message: `“${id}” is a rule of the protocol already. A clinic adds rules under new names and cannot replace one.`,
          expected: 'a new name',
        }
      }
      const order: readonly string[] = effectsOf[step]
      if (!order.includes(rule.effect)) {
        yield {
          field,
          message: `“${rule.effect}” is no effect of ${step}. Expected one of ${order.join(', ')}.`,
          expected: `one of ${order.join(', ')}`,
        }
      }
    }
  }
}

function* textProblems(overlay: Overlay): Generator<Problem> {
  const own = new Set(
    ruleSteps.flatMap((step) => Object.values(overlay.rules[step]).map(({ says }) => `rules.${says}.`)),
  )
  for (const [language, texts] of Object.entries(overlay.texts)) {
    for (const key of Object.keys(texts)) {
      if (![...own].some((prefix) => key.startsWith(prefix))) {
        yield {
          field: `texts.${language}.${key}`,
          message: `“${key}” is no text of a rule that this overlay adds. A clinic cannot reword the protocol.`,
        }
      }
    }
  }
}

function unknown(field: string, id: string, kind: string, names: readonly string[]): Problem {
  const close = nearest(id, names)
  return {
    field,
    message: `“${id}” is no ${kind} of this protocol.${close ? ` Did you mean “${close}”?` : ''}`,
    expected: `the id of a ${kind}`,
    ...(close ? { nearest: close } : {}),
  }
}
