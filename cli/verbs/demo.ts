import { answer, ask } from '../operate/operator.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Verb } from '../verb.ts'

/** A clinic to try everything with. */
export const verb: Verb = {
  name: 'demo',
  summary: 'a clinic with made-up clients at every step, to try everything: add it, remove it',
  usage: ['add [--zone ZONE]', 'remove'],
  about:
    'Whoever opens the page goes in as any role of the staff or as any client, without a password. On a machine of your own that is allowed; ' +
    'elsewhere the server has to be started with NEEDLEPOINT_DEMO=1. The history counts back from now, so make the demo anew when it has ' +
    'become old. It is a clinic of its own: `remove` takes every record and every file of it, and touches no other clinic. It sends no mail.',
  examples: ['needlepoint demo add', 'needlepoint demo add --zone Europe/Berlin', 'needlepoint demo remove'],
  flags: ['zone'],
  async run(call) {
    const [command, ...more] = call.words
    if ((command !== 'add' && command !== 'remove') || more.length > 0)
      throw new Stop('What about the demo? There are: `needlepoint demo add` and `needlepoint demo remove`.')
    if (command === 'remove') {
      const { removed } = await ask('demo.remove', {})
      await answer(call, { removed }, (say) =>
        say(removed ? 'The demo is gone, with every record and every file of it.' : 'There is no demo.'),
      )
      return DECIDED
    }
    const { zone } = call.flags
    const demo = await ask('demo.add', zone === undefined ? {} : { zone })
    await answer(call, demo, (say) => {
      say(`The demo is there, with ${demo.clients} made-up clients. Go into it at ${demo.address}.`)
      if (!demo.open) say('This server lets nobody go into a demo: start it with NEEDLEPOINT_DEMO=1.')
    })
    return DECIDED
  },
}
