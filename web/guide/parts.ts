/** Small pieces that several pages use: sections, tones, dots that say how much. */
import type { Decision, Level } from '@needlepoint/pathway'
import { type Html, html, type Part } from './html.ts'

export const section = (id: string, title: Part, ...body: readonly Part[]): Html =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${body}</section>`

export const list = (items: readonly Part[], name?: string): Html =>
  html`<ul${name ? html` class="${name}"` : undefined}>${items.map((item) => html`<li>${item}</li>`)}</ul>`

/** A table that is read row by row; on a narrow screen its cells stand below each other. */
export const table = (heads: readonly string[], rows: readonly (readonly Part[])[], caption: string): Html =>
  html`<table${heads.length === 2 ? { html: ' class="pair"' } : undefined}><caption class="hidden-from-eyes">${caption}</caption><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(([first, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell, at) => html`<td data-head="${heads[at + 1]}">${cell}</td>`)}</tr>`)}</tbody></table>`

export const more = (summary: Part, ...body: readonly Part[]): Html =>
  html`<details class="more"><summary>${summary}</summary><div class="inside">${body}</div></details>`

/** Links to the sections of a page. */
export const onThisPage = (label: string, links: readonly (readonly [id: string, title: Part])[]): Html =>
  html`<nav class="on-this-page" aria-label="${label}"><ul>${links.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`

export type Tone = 'calm' | 'note' | 'ask' | 'urgent' | 'stop'
export const toneOfDecision: Readonly<Record<Decision, Tone>> = {
  proceed: 'calm',
  'proceed-with-precautions': 'note',
  'clinician-review': 'ask',
  defer: 'urgent',
  'do-not-treat': 'stop',
}
export const toneOfLevel: Readonly<Record<Level, Tone>> = {
  expected: 'calm',
  watch: 'note',
  'contact-clinic': 'ask',
  'same-day': 'urgent',
  emergency: 'stop',
}

/** The shapes of the apps: dot, ring, diamond, triangle, octagon. */
const shapes: Readonly<Record<Tone, string>> = {
  calm: '<circle cx="8" cy="8" r="6"/>',
  note: '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/><circle cx="8" cy="8" r="2"/>',
  ask: '<path d="M8 1 15 8 8 15 1 8Z"/>',
  urgent: '<path d="M8 1.5 15.2 14.5H.8Z"/>',
  stop: '<path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2Z"/><path d="M8 4.2v4.6M8 10.6v1.6" stroke="var(--mark-gap,var(--paper))" stroke-width="2"/>',
}
export const toneWord = (tone: Tone, word: Part): Html =>
  html`<span class="tone ${tone}"><svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">${{ html: shapes[tone] }}</svg>${word}</span>`

export const card = (tone: Tone, title: Part, ...body: readonly Part[]): Html =>
  html`<div class="card ${tone}"><p class="card-title">${toneWord(tone, title)}</p><div class="card-body">${body}</div></div>`

/** Filled dots out of four; the word that says the same stands beside them. */
export const outOfFour = (filled: number, word: Part): Html =>
  html`<span class="out-of-four"><svg width="46" height="10" viewBox="0 0 46 10" aria-hidden="true">${[0, 1, 2, 3].map((at) => html`<circle cx="${5 + at * 12}" cy="5" r="4" class="${at < filled ? 'full' : 'empty'}"/>`)}</svg>${word}</span>`
