/** The same rules by hand: what somebody would write who needed them once, and fast. See write-hand-written.ts. */
import { pathToFileURL } from 'node:url'
import type { CivilDate, Facts } from '@needlepoint/pathway'
import type { MakePeer, Outcome, Peer } from './peer.ts'
import { plainValue } from './plain.ts'
import { handWrittenFile, writeHandWritten } from './write-hand-written.ts'

interface Module<Intake> {
  readonly screen: (intake: Intake) => Outcome
  readonly intakeOf: (
    day: string,
    value: (name: string) => unknown,
    date: (name: string) => CivilDate | undefined,
  ) => Intake
}

export const handWritten: MakePeer = async (pathway) => {
  writeHandWritten(pathway)
  return peerOf(pathway, (await import(pathToFileURL(handWrittenFile).href)) as Module<unknown>)
}

function peerOf<Intake>(pathway: Parameters<MakePeer>[0], { screen, intakeOf }: Module<Intake>): Peer<Intake> {
  return {
    name: 'hand-written TypeScript',
    form: 'one `if` for each rule over a typed object; dates included, unknown answers not',
    prepare: (facts: Facts) =>
      intakeOf(
        facts.day,
        (name) => plainValue(pathway, facts, name),
        (name) => facts.dates.get(name),
      ),
    screen,
  }
}
