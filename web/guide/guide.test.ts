/** The guide as it is written: nothing without a source, nothing that leads nowhere, nothing that needs a script. */
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Protocol } from '@needlepoint/pathway'
import { describe, expect, test } from 'vitest'
import protocolJson from '../../knowledge/protocol.json' with { type: 'json' }
import { guideTexts, makeGuide } from '../build/guide.ts'
import { completeLanguages, writeGuide } from './guide.ts'
import { escapeText } from './html.ts'

const root = join(import.meta.dirname, '..', '..')
const protocol = protocolJson as unknown as Protocol
const css = '/assets/guide-test.css'
const { pages, cited } = makeGuide(root, css)
const page = (name: string) => pages.get(name) ?? ''
const texts = guideTexts(join(root, 'web'))

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found)
/** `/guide` → `index`, `/guide/de` → `de/index` */
const nameOf = (path: string) => path.replace(/^(\/guide(\/(de|es))?)$/, '$1/index').replace(/^\/guide\//, '')
const idsOf = (name: string) => all(page(name), /\sid="([^"]+)"/g)
const withoutTags = (text: string) =>
  text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe.each([...pages.keys()])('the page %s', (name) => {
  test('has one title, headings in order, and no section without words', () => {
    expect(all(page(name), /<h1>(.+?)<\/h1>/g)).toHaveLength(1)
    const levels = all(page(name), /<h([1-6])[ >]/g).map(Number)
    const jumps = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1)
    expect(jumps).toEqual([])
    for (const [, body = ''] of page(name).matchAll(/<section [^>]*><h2[^>]*>.*?<\/h2>([\s\S]*?)<\/section>/g))
      expect(withoutTags(body).length).toBeGreaterThan(20)
    expect(all(page(name), /<(ul|ol|dl|tbody|p)(?: class="[^"]*")?><\/\1>/g)).toEqual([])
  })

  test('leads nowhere in vain', () => {
    const ids = idsOf(name)
    expect(ids).toEqual([...new Set(ids)])
    const lost = all(page(name), /href="([^"]*)"/g).filter((address) => {
      if (/^https?:\/\//.test(address) || [css, '/', '/screen', '/mark.svg'].includes(address)) return false
      const [path = '', anchor] = address.split('#')
      const target = path === '' ? name : nameOf(path)
      return !pages.has(target) || (anchor !== undefined && !['content', ...idsOf(target)].includes(anchor))
    })
    expect(lost).toEqual([])
  })

  test('needs no script, no style of its own, and nothing from elsewhere', () => {
    expect(page(name)).not.toMatch(
      /<script(?! type="application\/ld\+json">)|<style|\sstyle=|\son\w+=|<img|<iframe|\ssrc=/,
    )
    expect(page(name)).not.toMatch(/\{\w+\}|undefined|\[object/)
  })

  test('tells programs what it is, in its language, and every source that it rests on', () => {
    const blocks = all(page(name), /<script type="application\/ld\+json">([^<]+)<\/script>/g)
    expect(blocks).toHaveLength(1)
    const said = JSON.parse(blocks[0] ?? '')
    expect(said).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'MedicalWebPage',
      inLanguage: /^(de|es)\//.exec(name)?.[1] ?? 'en',
      dateModified: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    expect(page(name)).toContain(`<h1>${escapeText(said.name)}</h1>`)
    const published = ({ url, doi }: { url?: string; doi?: string } = {}) => url ?? (doi && `https://doi.org/${doi}`)
    const cites = [...new Set(all(page(name), /href="[^"#]*#source-([\w-]+)"/g))].map((id) => protocol.sources[id])
    expect((said.citation ?? []).map((each: { url: string }) => each.url)).toEqual(
      cites.flatMap((each) => published(each) ?? []),
    )
  })

  test('says its language, what it is, and how to get to the content', () => {
    const language = /^(de|es)\//.exec(name)?.[1] ?? 'en'
    expect(page(name)).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${language}" dir="ltr">`))
    expect(page(name)).toMatch(/<title>[^<]{10,}<\/title>/)
    expect(page(name)).toMatch(/<meta name="description" content="[^"]{40,}">/)
    expect(page(name)).toContain('href="#content"')
    expect(page(name)).toMatch(/<main id="content"/)
  })

  test('weighs less than 60 kB as it is sent, all words and sources included', () => {
    expect(brotliCompressSync(page(name)).length).toBeLessThan(60_000)
  })
})

describe('the guide', () => {
  test('every claim that is cited exists, and the list of sources holds its source', () => {
    expect(cited.size).toBeGreaterThan(300)
    for (const id of cited) expect(page('sources')).toContain(`id="source-${protocol.claims[id]?.source}"`)
  })

  test('a claim that is not there stops the build', () => {
    const { 'AE-001': _, ...claims } = protocol.claims
    expect(() => writeGuide({ ...protocol, claims }, texts, css)).toThrow('AE-001')
  })

  test('what we could not read ourselves is marked wherever it is cited', () => {
    const marked = texts.en?.sources as { unverified: string }
    const unchecked = [...cited].filter((id) => protocol.claims[id]?.unverified)
    expect(unchecked.length).toBeGreaterThan(5)
    for (const name of pages.keys()) {
      for (const line of page(name)
        .split('<li')
        .filter((each) => !each.includes('<details'))) {
        const claim = unchecked.find((id) =>
          line.includes(`<p>${protocol.claims[id]?.says.replaceAll('&', '&amp;')}</p>`),
        )
        if (claim) expect([name, claim, line.includes(marked.unverified)]).toEqual([name, claim, true])
      }
    }
  })

  test('no number is written into a sentence of the guide: it comes from the knowledge', () => {
    const written = (tree: object, before = ''): string[] =>
      Object.entries(tree).flatMap(([key, value]) =>
        typeof value === 'string' ? (/\d/.test(value) ? [before + key] : []) : written(value, `${before}${key}.`),
      )
    // Words for how often are what their numbers say, by definition.
    expect(written(texts.en ?? {}).filter((key) => !key.startsWith('often.'))).toEqual([])
  })

  test('every side effect, every concern, every reason to wait and every instruction is told', () => {
    const says = protocol.texts.en ?? {}
    const told = (name: string, keys: readonly string[]) => {
      const words = withoutTags(page(name)).replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&')
      const start = (key: string) => (says[key] ?? key).split('{')[0]?.trim().slice(0, 60) ?? key
      return keys.filter((key) => !words.includes(start(key)))
    }
    expect(
      told(
        'side-effects',
        Object.keys(protocol.recovery.effects).map((id) => `effects.${id}.whenToWorry`),
      ),
    ).toEqual([])
    expect(
      told(
        'side-effects',
        Object.keys(protocol.consent.risks).map((id) => `risks.${id}.says`),
      ),
    ).toEqual([])
    expect(
      told(
        'what-it-can-do',
        Object.keys(protocol.planning.indications).map((id) => `indications.${id}.says`),
      ),
    ).toEqual([])
    expect(
      told(
        'who-should-wait',
        Object.values(protocol.screening.rules).map(({ says }) => `rules.${says}.reason`),
      ),
    ).toEqual([])
    expect(
      told(
        'aftercare',
        Object.keys(protocol.aftercare.instructions).map((id) => `instructions.${id}.says`),
      ),
    ).toEqual([])
  })

  test('a side effect with a course shows it in dots, and says the same in words', () => {
    const curves = Object.values(protocol.recovery.effects).flatMap((effect) => effect.curves)
    expect(all(page('side-effects'), /<(figcaption)>/g)).toHaveLength(curves.length)
    const drawings = all(page('side-effects'), /<svg class="curve"[^>]*role="img" aria-label="([^"]+)"/g)
    expect(drawings.length).toBeGreaterThan(40)
    for (const label of drawings) expect(label.length).toBeGreaterThan(20)
  })

  test('both sides of every number that sources dispute are shown', () => {
    for (const [id, { disagree = [] }] of Object.entries(protocol.parameters))
      for (const claim of disagree)
        expect([id, claim, page('disagreements').includes(`#source-${protocol.claims[claim]?.source}`)]).toEqual([
          id,
          claim,
          true,
        ])
  })

  test('a language comes with its first complete set of texts, and not before', () => {
    const english = { en: protocol.texts.en ?? {} }
    const german = { ...protocol, texts: { ...english, de: english.en } }
    const both = { en: texts.en ?? {}, de: texts.en ?? {} }
    expect(completeLanguages({ ...protocol, texts: english }, both)).toEqual(['en'])
    const { index: _, ...incomplete } = texts.en ?? {}
    expect(completeLanguages(german, { en: texts.en ?? {}, de: incomplete })).toEqual(['en'])
    expect(completeLanguages(german, both)).toEqual(['en', 'de'])
  })

  test('is whole in English, German and Spanish, and each page leads to itself in the others', () => {
    expect(completeLanguages(protocol, texts)).toEqual(['en', 'de', 'es'])
    expect(page('de/cost')).toContain('href="/guide/de/sources#')
    for (const slug of ['cost', 'de/cost', 'es/cost']) {
      for (const [language, address] of [
        ['en', '/guide/cost'],
        ['de', '/guide/de/cost'],
        ['es', '/guide/es/cost'],
      ]) {
        if (!page(slug).includes(`<html lang="${language}"`))
          expect(page(slug)).toContain(`<a hreflang="${language}" lang="${language}" href="${address}">`)
      }
    }
  })

  test('what is kept in English says so, and is read out in English', () => {
    for (const language of ['de', 'es']) {
      const { english } = (texts[language]?.site ?? {}) as { english: string }
      for (const slug of ['cost', 'side-effects', 'sources', 'disagreements']) {
        const html = page(`${language}/${slug}`)
        const claims = all(html, /<li>(<p[^>]*>)[^<]*<\/p><p class="from">/g)
        expect([slug, claims.length > 0, new Set(claims)]).toEqual([slug, true, new Set(['<p lang="en">'])])
        expect(withoutTags(html)).toContain(english)
      }
    }
  })
})
