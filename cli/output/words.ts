/** The protocol's own words for outcomes, questions and claims, in the language and on the day of the decision. */
import {
  type CitedClaim,
  decisions,
  type Instant,
  type ISODate,
  levels,
  type Pathway,
  printSpan,
  readinesses,
  type Span,
  type Zone,
} from '@needlepoint/pathway'
import { longDate, longTime } from './dates.ts'

export interface Outcome {
  readonly name: string
  readonly says: string
}

const scales = { decisions, readiness: readinesses, levels } as const
export type ScaleName = keyof typeof scales

export class Words {
  readonly pathway: Pathway
  readonly language: string
  private readonly day: ISODate

  constructor(pathway: Pathway, language: string, day: ISODate) {
    this.pathway = pathway
    this.language = language
    this.day = day
  }

  text(key: string): string | undefined {
    return this.pathway.loaded.edition(this.day).text(key, this.language)
  }

  order(scale: ScaleName): readonly string[] {
    return scales[scale]
  }

  outcome(scale: ScaleName, id: string): Outcome {
    return { name: this.text(`${scale}.${id}.name`) ?? id, says: this.text(`${scale}.${id}.says`) ?? '' }
  }

  question(fact: string): string {
    return this.text(`facts.${fact}.question`) ?? fact
  }

  claim(id: string): CitedClaim | undefined {
    return this.pathway.claims([id])[0]
  }

  date(date: ISODate): string {
    return longDate(date, this.language)
  }

  time(instant: Instant, zone: Zone): string {
    return longTime(instant, zone, this.language)
  }

  span(span: Span): string {
    return printSpan(span, this.language)
  }
}
