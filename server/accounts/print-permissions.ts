/** The permission table as a page: `docs/permissions.md`. */
import { type Column, cellOf, columns, permissions, scopeOf, scopes } from './permissions.ts'

const names: Readonly<Record<Column, string>> = {
  owner: 'owner',
  clinician: 'clinician',
  practitioner: 'practitioner',
  'front-desk': 'front desk',
  auditor: 'auditor',
  client: 'client',
  guardian: 'guardian',
}

export function printPermissions(): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return `${[
    '# Who may do what',
    '',
    'Written from `server/accounts/permissions.ts`, which the server reads; `server/accounts/permissions.test.ts` executes each row.',
    '**yes** in the whole clinic, **own** in one’s own record alone (a guardian: in the child’s), – not at all.',
    'The last column names the scope that an API key needs; where there is none, a person has to do it.',
    '',
    line(['permission', ...columns.map((column) => names[column]), 'scope']),
    line(Array.from({ length: columns.length + 2 }, () => '---')),
    ...permissions.map((permission) => {
      const scope = scopeOf(permission)
      return line([
        `\`${permission}\``,
        ...columns.map((column) => cellOf(permission, column)),
        scope === undefined ? '–' : `\`${scope}\``,
      ])
    }),
    '',
    '## What a scope opens',
    '',
    ...scopes.map(
      (scope) =>
        `- \`${scope}\`: ${permissions
          .filter((permission) => scopeOf(permission) === scope)
          .map((permission) => `\`${permission}\``)
          .join(', ')}`,
    ),
    '',
    'An owner is not thereby a clinician: who owns the clinic runs it, and who is licensed decides about treatment.',
    'Somebody who is both holds both roles: with several roles one may do what any of them may.',
  ].join('\n')}\n`
}
