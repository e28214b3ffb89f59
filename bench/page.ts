/** Writes what was measured as docs/performance.md. */
import type { Line, Section } from './line.ts'

export interface Machine {
  readonly cores: number
  readonly processor: string
  readonly node: string
  readonly memoryBytes: number
  readonly system: string
}

export function pageOf(sections: readonly Section[], machine: Machine): string {
  return `# Performance

Written by \`npm run bench\`, which measures everything below anew and exits with 1 when a limit is missed. Figures in this file were never typed.
Absolute times belong to the machine: ${machine.cores} cores (${machine.processor}), ${Math.round(machine.memoryBytes / 2 ** 30)} GB, ${machine.system}, Node ${machine.node}, other work running beside. Ratios within one run travel better.

${sections.map(sectionOf).join('\n')}`
}

const sectionOf = ({ heading, part, lines, notes }: Section) => `## ${heading}

\`npm run bench -- ${part}\`

| what | measured | limit | |
| --- | --- | --- | --- |
${lines.map(rowOf).join('\n')}

${notes.map((note) => `- ${note}`).join('\n')}
`

const rowOf = ({ what, measured, limit, met }: Line) =>
  `| ${what} | ${measured} | ${limit ?? '–'} | ${met === undefined ? '' : met ? 'met' : '**missed**'} |`
