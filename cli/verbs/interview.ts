import { interview } from '../interview/interview.ts'
import { Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** Asks in the terminal only what still matters. */
export const verb: Verb = {
  name: 'interview',
  summary: 'asks in the terminal only what still matters, and stops when the decision is final',
  usage: ['', '--answers FILE'],
  about:
    'At each question: the number of an answer, `d` I don’t know, `r` rather not say, `?` why we ask, `b` back, `q` quit. ' +
    'With --answers it begins with the answers of a file and saves every new one there; an answer that is too old is asked again.',
  examples: ['needlepoint interview', 'needlepoint interview --answers mine.yaml'],
  flags: ['day', 'answers'],
  schema: 'screen',
  async run(call) {
    if (call.words.length > 0)
      throw new Stop(`\`interview\` takes no file. To resume, pass --answers ${call.words[0]}.`)
    return interview(call)
  },
}
