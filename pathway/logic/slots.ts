/**
 * Where the value of each fact and parameter stands in the flat array that conditions read.
 * A condition reads numbers only: a boolean is its truth (0, 1, 2), an option its index or -1, a number itself or NaN.
 */
import type { Fact, Protocol } from '../protocol/protocol.ts'
import { UNKNOWN } from './truth.ts'

/** A plain array: copying one costs half of what a typed array does. */
export type Slots = number[]
export type SlotKind = 'truth' | 'option' | 'number'

export interface Slot {
  readonly index: number
  readonly kind: SlotKind
  /** The fact this slot belongs to; for an any-of fact one slot stands for each option. */
  readonly fact: string
  readonly option?: string
  readonly options?: readonly string[]
}

export interface SlotMap {
  readonly size: number
  readonly of: ReadonlyMap<string, Slot>
  readonly byIndex: readonly (Slot | undefined)[]
  readonly parameters: ReadonlyMap<string, number>
}

const optionUnknown = -1

export function unknownIn(kind: SlotKind): number {
  return kind === 'truth' ? UNKNOWN : kind === 'option' ? optionUnknown : Number.NaN
}

/** Whether a slot holds an answer. */
export function isKnown(kind: SlotKind, value: number): boolean {
  return kind === 'truth' ? value !== UNKNOWN : kind === 'option' ? value !== optionUnknown : !Number.isNaN(value)
}

export function slotKind(fact: Fact): SlotKind {
  switch (fact.kind) {
    case 'yes-no':
    case 'any-of':
      return 'truth'
    case 'one-of':
      return 'option'
    case 'number':
    case 'elapsed':
    case 'upcoming':
    case 'date':
    case 'severity':
    case 'text':
      return 'number'
  }
}

/** Numbers every fact and parameter of a protocol. Dates and texts have a slot too, though no condition reads it. */
export function layOutSlots(protocol: Protocol): SlotMap {
  const of = new Map<string, Slot>()
  const byIndex: Slot[] = []
  const place = (name: string, slot: Omit<Slot, 'index'>) => {
    const placed = { ...slot, index: byIndex.length }
    byIndex.push(placed)
    of.set(name, placed)
  }
  for (const [id, fact] of Object.entries(protocol.facts)) {
    const kind = slotKind(fact)
    if (fact.kind === 'any-of') {
      for (const option of fact.options ?? []) place(`${id}.${option}`, { kind, fact: id, option })
    } else {
      place(id, fact.options ? { kind, fact: id, options: fact.options } : { kind, fact: id })
    }
  }
  const parameters = new Map<string, number>()
  for (const id of Object.keys(protocol.parameters)) parameters.set(id, byIndex.length + parameters.size)
  return { size: byIndex.length + parameters.size, of, byIndex, parameters }
}
