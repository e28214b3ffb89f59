/** The interview: one question at a time, always the one that can change the decision most. */
import { type Answers, decisions, InvalidInput, type ISODate, type Pathway, type Screening } from '@needlepoint/pathway'
import { closing } from '../output/closing.ts'
import { dots } from '../output/scale.ts'
import { Words } from '../output/words.ts'
import { DECIDED } from '../stop.ts'
import type { Call } from '../verb.ts'
import { verb as screenVerb } from '../verbs/screen.ts'
import { dated, readAnswers, saveAnswers } from './answers-file.ts'
import { openPrompt, type Prompt } from './prompt.ts'
import { printQuestion, questionOf, readTyped } from './question.ts'

/** Columns of the row of dots: one a question while they fit. */
const mostDots = 40

const deferRank = decisions.indexOf('defer')

/** @returns the exit code */
export async function interview(call: Call): Promise<number> {
  const pathway = await call.pathway()
  const day = call.flags.day ?? call.clock.today()
  const begun = await readAnswers(call.flags.answers)
  const session = new Interview(call, pathway, day, begun)
  try {
    await session.run()
  } finally {
    session.prompt.close()
  }
  return session.finish()
}

class Interview {
  readonly prompt: Prompt
  private answers: Answers
  /** Answers before each question, for going back. */
  private readonly past: Answers[] = []
  private readonly call: Call
  private readonly pathway: Pathway
  private readonly day: ISODate
  private readonly words: Words
  /** The most cautious decision at which stopping was offered. */
  private offered = deferRank - 1

  constructor(call: Call, pathway: Pathway, day: ISODate, begun: Answers) {
    this.call = call
    this.pathway = pathway
    this.day = day
    this.words = new Words(pathway, call.language, day)
    this.prompt = openPrompt(call.stdio, call.text ? call.stdio.stdout : call.stdio.stderr)
    this.answers = begun
  }

  async run(): Promise<void> {
    let screening = this.pathway.screen(this.answers, this.day)
    this.prompt.say('We ask only what can still change the decision. `?` says why, `b` goes back, `q` stops.\n')
    for (;;) {
      const [next] = screening.ask
      if (screening.decision.final || next === undefined) return
      if (await this.wantsToStop(screening)) return
      const after = await this.put(next)
      if (after === undefined) {
        if (this.call.flags.answers === undefined) await this.offerToSave()
        return
      }
      screening = after
      this.prompt.say(`${this.status(screening)}\n`)
    }
  }

  /** Puts one question until it is answered. Undefined: the person wants to leave. */
  private async put(id: string): Promise<Screening | undefined> {
    const fact = this.pathway.protocol.facts[id]
    if (!fact) throw new Error(`The engine asks for “${id}”, which is no fact.`)
    const question = questionOf(id, fact, this.words)
    const page = this.call.newPage()
    printQuestion(question, this.words, page)
    this.prompt.say(`${page.toString()}`)
    for (;;) {
      const line = await this.prompt.ask('> ')
      if (line === undefined) return undefined
      const typed = readTyped(line, question)
      switch (typed.kind) {
        case 'quit':
          return undefined
        case 'why':
          this.prompt.say(`${this.why(id)}\n`)
          break
        case 'unclear':
          this.prompt.say(`${typed.message}\n`)
          break
        case 'back': {
          const before = this.past.pop()
          if (before === undefined) {
            this.prompt.say('This is the first question.\n')
            break
          }
          this.answers = before
          await this.save()
          return this.pathway.screen(this.answers, this.day)
        }
        case 'answer': {
          const taken = this.take(id, typed.value)
          if (taken === undefined) break
          await this.save()
          return taken
        }
      }
    }
  }

  /** Takes an answer in; undefined when the engine refuses it, which is then said. */
  private take(id: string, value: unknown): Screening | undefined {
    const answers = { ...this.answers, [id]: dated(value, this.day) }
    try {
      const screening = this.pathway.screen(answers, this.day)
      this.past.push(this.answers)
      this.answers = answers
      return screening
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      for (const { message } of error.problems) this.prompt.say(`${message}\n`)
      return undefined
    }
  }

  private why(id: string): string {
    const claims = this.pathway.claims(this.pathway.protocol.facts[id]?.cites ?? [])
    const page = this.call.newPage()
    page.text(this.words.text(`facts.${id}.why`) ?? 'It can change the decision.', { indent: 2 })
    for (const { id: claim, says } of claims) page.text(page.dim(`[${claim}] ${says}`), { indent: 2, hang: 4 })
    return page.toString().trimEnd()
  }

  /** Dots for what is answered and what is open, and the decision so far. */
  private status({ decision: { atLeast, atMost, final }, ask }: Screening): string {
    const page = this.call.newPage()
    const answered = Object.keys(this.answers).length
    const all = answered + ask.length
    const filled = Math.round((answered / Math.max(1, all)) * Math.min(all, mostDots))
    const row = '●'.repeat(filled).padEnd(Math.min(all, mostDots), '○')
    const name = (id: string) => this.words.outcome('decisions', id).name
    const so = final ? name(atLeast) : `${name(atLeast)} … ${name(atMost)}`
    return `${page.dim(row)}  ${dots(decisions, atLeast, atMost, page)}  ${so}${ask.length > 0 && !final ? page.dim(`, ${ask.length} still open`) : ''}`
  }

  /** From `defer` on nothing can make the decision milder, so more answers only add reasons. */
  private async wantsToStop({ decision: { atLeast } }: Screening): Promise<boolean> {
    const rank = decisions.indexOf(atLeast)
    if (rank <= this.offered) return false
    this.offered = rank
    const { name } = this.words.outcome('decisions', atLeast)
    this.prompt.say(`\nThe decision is at least “${name}” already; no further answer can make it milder.\n`)
    const line = await this.prompt.ask('Stop here? (y/n) > ')
    return line === undefined || /^\s*(y|yes)\b/i.test(line)
  }

  private async save(): Promise<void> {
    const { answers } = this.call.flags
    if (answers !== undefined) await saveAnswers(answers, this.answers)
  }

  private async offerToSave(): Promise<void> {
    if (this.past.length === 0) return
    const line = await this.prompt.ask('Save the answers? A file name, such as mine.yaml, or Enter to leave without > ')
    const path = line?.trim()
    if (!path) return
    await saveAnswers(path, this.answers)
    this.prompt.say(`Saved. \`needlepoint interview --answers ${path}\` goes on from here.\n`)
  }

  async finish(): Promise<number> {
    const decided = screenVerb.decide?.(
      this.pathway,
      { day: this.day, facts: this.answers },
      { day: this.day, now: this.call.clock.now(), over: {} },
    )
    if (!decided) return DECIDED
    if (this.call.text) {
      const page = this.call.newPage()
      decided.print(page, this.words)
      closing(page, this.pathway.hash)
      await this.call.print(`\n${page.toString()}`)
    } else await this.call.print(`${JSON.stringify({ ...decided.output, answers: this.answers }, null, 2)}\n`)
    return DECIDED
  }
}
