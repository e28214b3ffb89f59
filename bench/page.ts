/** Writes what was measured into docs/performance.md, and leaves there what another run has measured. */
import type { Line, Section } from './line.ts'

export interface Machine {
  readonly cores: number
  readonly processor: string
  readonly node: string
  readonly memoryBytes: number
  readonly system: string
}

const head = `# Performance

Written by \`npm run bench\`, which measures everything below anew and exits with 1 when a limit is missed; each part can be measured alone by the command under its heading.
Figures in this file were never typed. Absolute times belong to the machine; ratios within one run travel better.
`

/**
 * @param page as it is
 * @param order of the parts; what is there of others goes
 */
export function writeInto(
  page: string,
  sections: readonly Section[],
  order: readonly string[],
  machine: Machine,
): string {
  const texts = new Map<string, string>()
  for (const text of page.split(/^(?=## )/m)) {
    const part = /^`npm run bench -- ([\w-]+)`/m.exec(text)?.[1]
    if (part !== undefined) texts.set(part, text.trim())
  }
  for (const section of sections) texts.set(section.part, sectionOf(section, machine).trim())
  return [head.trim(), ...order.flatMap((part) => texts.get(part) ?? [])].join('\n\n').concat('\n')
}

const sectionOf = ({ heading, part, lines, notes }: Section, machine: Machine) => `## ${heading}

\`npm run bench -- ${part}\` on ${machine.cores} cores (${machine.processor}), ${Math.round(machine.memoryBytes / 2 ** 30)} GB, ${machine.system}, Node ${machine.node}, other work running beside.

| what | measured | limit | |
| --- | --- | --- | --- |
${lines.map(rowOf).join('\n')}

${notes.map((note) => `- ${note}`).join('\n')}
`

const rowOf = ({ what, measured, limit, met }: Line) =>
  `| ${what} | ${measured} | ${limit ?? '–'} | ${met === undefined ? '' : met ? 'met' : '**missed**'} |`
