import { nearest } from '@needlepoint/pathway'
import { Stop } from '../stop.ts'
import type { Call, Verb } from '../verb.ts'

type Command = (call: Call, words: readonly string[]) => Promise<number>

const load = async (name: keyof typeof import('../operate/users.ts')) => (await import('../operate/users.ts'))[name]

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  clinic: () => load('clinic'),
  add: () => load('add'),
  list: () => load('list'),
  reset: () => load('reset'),
  disable: () => load('disable'),
  enable: () => load('enable'),
}

/** Clinics, and who signs in. */
export const verb: Verb = {
  name: 'user',
  summary: 'make a clinic; invite, list, reset, disable and enable who works there',
  usage: [
    'clinic add --name NAME [--zone ZONE] [--language CODE] [--owner EMAIL]',
    'clinic list',
    'add EMAIL --role ROLES [--clinic ID]',
    'list',
    'reset EMAIL',
    'disable EMAIL',
    'enable EMAIL',
  ],
  about:
    'Works while the server runs and while it does not. `add` prints a link; whoever opens it chooses a password and a second factor. Roles are ' +
    'owner, clinician, practitioner, front-desk and auditor; somebody may have several, as in `--role owner,clinician`. `reset` removes the ' +
    'second factor and prints a link for a new password. `disable` ends all sessions at once. What is done here stands in the audit chain.',
  examples: [
    'needlepoint user clinic add --name "Studio Haut" --zone Europe/Berlin --owner olga@clinic.example',
    'needlepoint user add ines@clinic.example --role practitioner',
    'needlepoint user list',
    'needlepoint user reset ines@clinic.example',
  ],
  flags: ['name', 'zone', 'owner', 'role', 'clinic'],
  async run(call) {
    const [name, ...words] = call.words
    const names = Object.keys(commands)
    if (name === undefined) throw new Stop(`What about users? There are: ${names.join(', ')}.`)
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) {
      const close = nearest(name, names)
      throw new Stop(
        `There is no \`user ${name}\`.${close ? ` Did you mean \`user ${close}\`?` : ''} There are: ${names.join(', ')}.`,
      )
    }
    return (await command())(call, words)
  },
}
