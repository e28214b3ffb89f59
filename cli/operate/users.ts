/** The commands of `needlepoint user`. */
import { nearest } from '@needlepoint/pathway'
import type { VerbFlag } from '../flags.ts'
import { DECIDED, Stop } from '../stop.ts'
import type { Call } from '../verb.ts'
import { answer, ask, operating } from './operator.ts'

type Words = readonly string[]

export async function clinic(call: Call, [command, ...more]: Words): Promise<number> {
  if (more.length > 0 || (command !== 'add' && command !== 'list')) {
    throw new Stop(
      'What about clinics? There are: `needlepoint user clinic add --name NAME` and `needlepoint user clinic list`.',
    )
  }
  return command === 'add' ? await addClinic(call) : await listClinics(call)
}

async function addClinic(call: Call): Promise<number> {
  refuse(call, 'clinic add', ['role', 'clinic'])
  const { name, zone, language, owner } = call.flags
  if (name === undefined) throw new Stop('What is the clinic called? Say it with --name, as in --name "Studio Haut".')
  const made = await ask('clinic.add', {
    name,
    zone: zone ?? call.clock.zone(),
    language: language ?? 'en',
    ...(owner === undefined ? {} : { owner }),
  })
  await answer(call, made, (say) => {
    say(`${name} is made, in the time zone ${zone ?? call.clock.zone()}: ${made.clinicId}`)
    if (made.link === null) say(`Invite its owner: needlepoint user add EMAIL --role owner --clinic ${made.clinicId}`)
    else sayLink(say, owner ?? '', made.link)
  })
  return DECIDED
}

async function listClinics(call: Call): Promise<number> {
  refuse(call, 'clinic list', ['name', 'zone', 'owner', 'role', 'clinic'])
  const clinics = await ask('clinic.list', {})
  if (!call.text || clinics.length === 0) {
    await answer(call, { clinics }, (say) =>
      say('There is no clinic yet. Make one with `needlepoint user clinic add --name NAME`.'),
    )
    return DECIDED
  }
  const page = call.newPage()
  page.table(
    clinics.map(({ clinicId, name, zone, demo }) => [clinicId, page.bold(name), demo ? `${zone}, demo` : zone]),
  )
  await call.print(page.toString())
  return DECIDED
}

export async function add(call: Call, words: Words): Promise<number> {
  refuse(call, 'add', ['name', 'zone', 'owner'])
  const email = oneEmail('add', words)
  const { role, clinic: wanted } = call.flags
  const roles = await readRoles(role)
  const made = await ask('user.add', { email, roles, ...(wanted === undefined ? {} : { clinic: wanted }) })
  await answer(call, made, (say) => {
    say(`${email} is invited to ${made.clinic} as ${roles.join(' and ')}.`)
    sayLink(say, email, made.link)
  })
  return DECIDED
}

function sayLink(say: (line: string) => void, email: string, link: string): void {
  say(`Hand this link to ${email} on a safe way. It works once, for seven days:`)
  say(`  ${link}`)
}

/** @throws Stop naming the roles that there are */
async function readRoles(text: string | undefined) {
  return await operating(async ({ roles }) => {
    const there = `Roles are ${roles.join(', ')}; several are parted by commas.`
    if (text === undefined) throw new Stop(`As what? Say it with --role, as in --role practitioner. ${there}`)
    return text.split(',').map((part) => {
      const wanted = part.trim()
      const role = roles.find((each) => each === wanted)
      if (role) return role
      const close = nearest(wanted, roles)
      throw new Stop(`There is no role “${wanted}”.${close ? ` Did you mean “${close}”?` : ''} ${there}`)
    })
  })
}

export async function list(call: Call, words: Words): Promise<number> {
  refuse(call, 'list', ['name', 'zone', 'owner', 'role', 'clinic'])
  if (words.length > 0) throw new Stop('`user list` takes no words.')
  const users = await ask('user.list', {})
  if (!call.text || users.length === 0) {
    await answer(call, { users }, (say) =>
      say('Nobody signs in yet. Invite somebody with `needlepoint user add EMAIL --role owner`.'),
    )
    return DECIDED
  }
  const page = call.newPage()
  page.table(
    users.map(({ email, disabled, secondFactors, lastSeen, clinics }) => [
      page.bold(email),
      disabled ? 'disabled' : secondFactors.length > 0 ? secondFactors.join(' and ') : 'no second factor yet',
      lastSeen === null ? 'not signed in' : `seen ${lastSeen.slice(0, 16).replace('T', ' ')} UTC`,
      clinics
        .map(({ name, roles, status }) => `${name}: ${roles.join(', ')}${status === 'active' ? '' : ` (${status})`}`)
        .join('; '),
    ]),
  )
  await call.print(page.toString())
  return DECIDED
}

export async function reset(call: Call, words: Words): Promise<number> {
  const email = oneEmail('reset', words)
  const { link } = await ask('user.reset', { email })
  await answer(call, { link }, (say) => {
    say(
      `The second factor of ${email} is removed, and all sessions are ended. This link, for an hour, is for a new password:`,
    )
    say(`  ${link}`)
  })
  return DECIDED
}

export async function disable(call: Call, words: Words): Promise<number> {
  const email = oneEmail('disable', words)
  await ask('user.disable', { email })
  await answer(call, {}, (say) => say(`${email} is signed out everywhere and can no longer sign in.`))
  return DECIDED
}

export async function enable(call: Call, words: Words): Promise<number> {
  const email = oneEmail('enable', words)
  await ask('user.enable', { email })
  await answer(call, {}, (say) => say(`${email} can sign in again.`))
  return DECIDED
}

function oneEmail(command: string, [email, ...more]: Words): string {
  if (email !== undefined && more.length === 0) return email
  throw new Stop(`Whom? One e-mail address: \`needlepoint user ${command} EMAIL\`.`)
}

/** Flags of the other commands of the verb. */
function refuse({ flags }: Call, command: string, names: readonly VerbFlag[]): void {
  const wrong = names.find((name) => flags[name] !== undefined)
  if (wrong) throw new Stop(`\`user ${command}\` takes no --${wrong}. \`needlepoint help user\` lists what it takes.`)
}
