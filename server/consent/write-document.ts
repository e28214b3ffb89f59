/**
 * Writes the text that is read and signed: what is planned, the risks that apply to this person, and what she can choose. The same
 * plan under the same protocol gives the same text, so that its hash tells whether what was signed is what would be signed today.
 * It holds neither her name nor her contact: those are never stored in clear.
 */
import { type DisclosedRisk, type Pathway, type Plan, printQuantity, printSpan } from '@needlepoint/pathway'
import { sha256 } from '../keys/index.ts'
import type { PlanRow } from '../planning/plans.ts'
import { discloseRisks } from './disclose-risks.ts'
import { type ConsentTexts, fill, hasTexts, type PhotoPurpose, textsIn } from './texts.ts'

/** What is asked for. */
export type Asked =
  | { readonly kind: 'treatment' }
  /** Each use of photos is asked for, signed and taken back by itself. */
  | { readonly kind: 'photos'; readonly purpose: PhotoPurpose }

export interface WrittenDocument {
  /** Markdown. */
  readonly document: string
  readonly documentHash: string
  /** BCP 47: of the text, which is English where the protocol does not know the language that was asked for. */
  readonly language: string
  readonly risks: readonly DisclosedRisk[]
  /** Facts that would make the list of risks more exact. */
  readonly ask: readonly string[]
  readonly protocol: string
}

export interface About {
  readonly asked: Asked
  readonly plan: Pick<PlanRow, 'planned_on' | 'input' | 'plan'>
  readonly clinicName: string
  readonly language: string
}

export function writeDocument(pathway: Pathway, about: About): WrittenDocument {
  const language = knownLanguage(pathway, about.language)
  const texts = textsIn(language)
  const { asked, plan, clinicName } = about
  const at = fill(texts.at, { clinic: escapeMarkdown(clinicName) })
  const told =
    asked.kind === 'treatment'
      ? discloseRisks(pathway, {
          answers: plan.input.answers,
          day: plan.planned_on,
          maxDepthMm: plan.plan.maxDepthMm,
          language,
        })
      : { risks: [], ask: [] }
  const lines =
    asked.kind === 'treatment'
      ? treatment(texts, at, planned(pathway, plan, language), told.risks)
      : photos(texts, at, asked.purpose)
  const document = `${lines.join('\n\n')}\n`
  return { document, documentHash: sha256(document), language, ...told, protocol: pathway.hash }
}

/** What a plan says, in words of the language that is asked for. */
interface Planned {
  readonly goals: readonly { readonly says: string; readonly course: Plan['courses'][number]; readonly name: string }[]
  readonly areas: readonly string[]
  readonly device: string | undefined
  readonly depth: string | undefined
  readonly preparation: readonly { readonly says: string; readonly before: string | undefined }[]
  readonly whenToCall: (effect: string) => string | undefined
  readonly span: (span: Plan['courses'][number]['interval']['from']) => string
}

function planned({ loaded }: Pathway, { planned_on, input, plan }: About['plan'], language: string): Planned {
  const edition = loaded.edition(planned_on)
  const text = (key: string) => edition.text(key, language)
  const device = plain(input.answers.deviceClass)
  return {
    goals: plan.courses.map((course) => ({
      course,
      name: text(`indications.${course.indication}.name`) ?? course.name,
      says: text(`indications.${course.indication}.says`) ?? course.says,
    })),
    areas: plan.areas.flatMap(({ area, name, depthMm }) => (depthMm ? [text(`areas.${area}.name`) ?? name] : [])),
    device: typeof device === 'string' ? text(`devices.${device}.name`) : undefined,
    depth: plan.maxDepthMm === null ? undefined : printQuantity(plan.maxDepthMm, 'mm', language),
    preparation: plan.preparation.map(({ id, says }) => {
      const step = loaded.protocol.planning.preparation[id]
      return {
        says: text(`preparation.${id}.says`) ?? says,
        before: step && printSpan(edition.span(step.startsBefore), language),
      }
    }),
    whenToCall: (effect) => text(`effects.${effect}.whenToWorry`),
    span: (span) => printSpan(span, language),
  }
}

function treatment(
  texts: ConsentTexts,
  at: string,
  { goals, areas, device, depth, preparation, whenToCall, span }: Planned,
  risks: readonly DisclosedRisk[],
): string[] {
  return [
    `# ${texts.title}`,
    at,
    texts.takeYourTime,
    ...section(texts.planned, [
      ...goals.map(({ name, course: { sessions, interval } }) =>
        fill(texts.goal, {
          goal: name,
          sessions: fill(sessions.from === sessions.to ? texts.sameSessions : texts.sessions, sessions),
          interval:
            span(interval.from) === span(interval.to)
              ? span(interval.from)
              : fill(texts.interval, { from: span(interval.from), to: span(interval.to) }),
        }),
      ),
      ...(areas.length > 0 ? [fill(texts.where, { areas: areas.join(', ') })] : []),
      ...(device === undefined ? [] : [fill(texts.with, { device })]),
      ...(depth === undefined ? [] : [fill(texts.depth, { depth })]),
    ]),
    ...section(
      texts.results,
      goals.map(({ says }) => says),
    ),
    `## ${texts.risks}`,
    texts.riskOrder,
    ...Object.entries(texts.frequencies).flatMap(([frequency, title]) =>
      section(
        title,
        risks
          .filter((risk) => risk.frequency === frequency)
          .map((risk) => sayRisk(texts, risk, whenToCall(risk.effect))),
        '###',
      ),
    ),
    ...section(
      texts.toDo,
      preparation.map(({ says, before }) => (before === undefined ? says : fill(texts.before, { before, says }))),
    ),
    ...section(texts.choice, texts.choices),
    texts.guardian,
    texts.signing,
  ]
}

/** Whoever signs is asked when she would call: the answer stands here, and in the copy that she keeps. */
function sayRisk(
  texts: ConsentTexts,
  { says, likelier, certain }: DisclosedRisk,
  whenToCall: string | undefined,
): string {
  const more = [
    ...(certain ? [] : [texts.uncertain]),
    ...likelier.map((reason) => fill(texts.likelier, { why: reason.says })),
    ...(whenToCall === undefined ? [] : [fill(texts.whenToCall, { when: whenToCall })]),
  ]
  return [says, ...more.map((line) => `  - ${line}`)].join('\n')
}

function photos(texts: ConsentTexts, at: string, purpose: PhotoPurpose): string[] {
  const { title, paragraphs } = texts.photos[purpose]
  return [
    `# ${title}`,
    at,
    texts.takeYourTime,
    ...paragraphs,
    ...section(texts.choice, texts.photoChoices),
    texts.guardian,
    texts.photoSigning,
  ]
}

/** A heading and a list, or nothing where there is nothing to list. */
const section = (title: string, entries: readonly string[], level = '##') =>
  entries.length === 0 ? [] : [`${level} ${title}`, entries.map((entry) => `- ${entry}`).join('\n')]

/** The language that was asked for, else what it is a variety of, else English: of those that are whole. */
function knownLanguage({ protocol }: Pathway, asked: string): string {
  const known = [asked, asked.split('-', 1)[0] ?? 'en'].find(
    (language) => protocol.texts[language] !== undefined && hasTexts(language),
  )
  return known ?? 'en'
}

/** An answer without the day on which it was given. */
export const plain = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'value' in answer ? answer.value : answer

/** A name is typed by people: it must not become a heading, a link or an image in a text that somebody signs. */
const escapeMarkdown = (text: string) => text.replaceAll(/[\\`*_{}[\]<>()#+!|~&-]/gu, '\\$&')
