/**
 * A protocol small enough to hold in the head, with every kind of fact, rule, window and curve in it. Tests of the engine use it,
 * so that they fail when the engine changes and not when the knowledge grows.
 */
import type {
  Curve,
  Decision,
  Expression,
  Fact,
  Level,
  Overlay,
  Parameter,
  Protocol,
  Rule,
  SideEffect,
  Span,
  SpanUnit,
} from '@needlepoint/pathway'

export const f = (name: string): Expression => ['fact', name]
export const p = (name: string): Expression => ['parameter', name]
export const lit = (value: string | number | boolean): Expression => ['literal', value]
export const is = (fact: string, option: string): Expression => ['=', f(fact), lit(option)]
export const and = (a: Expression, b: Expression): Expression => ['and', a, b]
export const or = (a: Expression, b: Expression): Expression => ['or', a, b]
export const not = (a: Expression): Expression => ['not', a]
type Order = '<' | '<=' | '>' | '>='
export const compare = (fact: string, order: Order, to: number | Expression): Expression => [
  order,
  f(fact),
  typeof to === 'number' ? lit(to) : to,
]
export const span = (amount: number, unit: SpanUnit): Span => ({ amount, unit })

const cited = { cites: ['C-1'] }
const client = { ...cited, askedOf: 'client' } as const

const yesNo = (step: Fact['step'], more: Partial<Fact> = {}): Fact => ({
  ...client,
  step,
  kind: 'yes-no',
  riskier: 'yes',
  ...more,
})
const severity: Fact = { ...client, step: 'recovery', kind: 'severity', riskier: 'higher' }
const oneOf = (options: readonly string[], more: Partial<Fact> = {}): Fact => ({
  ...client,
  step: 'screening',
  kind: 'one-of',
  options,
  riskier: 'listed-later',
  ...more,
})
const anyOf = (options: readonly string[]): Fact => ({
  ...client,
  step: 'screening',
  kind: 'any-of',
  options,
  riskier: 'any',
})
const number = (step: Fact['step'], unit: string, min: number, max: number, riskier: Fact['riskier']): Fact => ({
  ...client,
  step,
  kind: 'number',
  unit,
  min,
  max,
  riskier,
})

const facts: Record<string, Fact> = {
  setting: oneOf(['clinic', 'home']),
  goals: anyOf(['scars', 'lines']),
  areas: anyOf(['cheeks', 'hands', 'lips']),
  deviceClass: oneOf(['roller', 'pen'], { riskier: 'neither' }),
  plannedDepthMm: number('screening', 'mm', 0, 8, 'higher'),
  age: number('screening', 'a', 0, 120, 'lower'),
  bodyWeight: number('screening', 'kg', 2, 400, 'lower'),
  temperature: number('screening', 'Cel', 30, 45, 'higher'),
  pregnancy: oneOf(['menopause', 'no', 'possible', 'yes'], { validFor: span(1, 'd') }),
  breastfeeding: yesNo('screening'),
  isotretinoin: oneOf(['never', 'stopped', 'current'], { validFor: span(1, 'mo') }),
  monthsSinceIsotretinoin: {
    ...number('screening', 'mo', 0, 600, 'lower'),
    kind: 'elapsed',
    validFor: span(6, 'mo'),
  },
  daysSincePeel: { ...number('screening', 'd', 0, 3650, 'lower'), kind: 'elapsed' },
  daysUntilEvent: { ...number('screening', 'd', 0, 3650, 'lower'), kind: 'upcoming' },
  infection: anyOf(['herpes', 'wart']),
  allergy: anyOf(['fragrance', 'metal']),
  sunReaction: oneOf(['burns', 'tans', 'never-burns']),
  fitzpatrick: oneOf(['I', 'III', 'VI'], {
    estimate: [
      { when: is('sunReaction', 'burns'), value: 'I' },
      { when: is('sunReaction', 'tans'), value: 'III' },
      { when: is('sunReaction', 'never-burns'), value: 'VI' },
    ],
  }),
  smoker: yesNo('screening'),
  poorHealing: yesNo('screening'),
  birthday: { ...client, step: 'screening', kind: 'date', riskier: 'neither' },
  note: { ...client, step: 'screening', kind: 'text', riskier: 'neither' },
  consentSigned: yesNo('treatment', { riskier: 'no', validFor: span(4, 'h') }),
  cartridgeExpiry: { ...number('treatment', 'd', -3650, 3650, 'lower'), kind: 'upcoming' },
  numbingUsed: yesNo('treatment'),
  numbingGrams: number('treatment', 'g', 0, 500, 'higher'),
  numbingPercent: number('treatment', '%', 0, 100, 'higher'),
  lidocaineMg: {
    ...number('treatment', 'mg', 0, 1e6, 'higher'),
    derive: ['*', ['*', f('numbingGrams'), f('numbingPercent')], lit(10)],
  },
  depthMm: number('treatment', 'mm', 0, 8, 'higher'),
  daysSinceSession: number('treatment', 'd', 0, 3650, 'neither'),
  hoursSinceSession: number('treatment', 'h', 0, 87_600, 'neither'),
  redness: severity,
  pain: severity,
  flaking: severity,
  pus: yesNo('recovery'),
  spreading: yesNo('recovery'),
  feverish: yesNo('recovery'),
  breathless: yesNo('recovery'),
  infectionSign: yesNo('recovery', { derive: or(f('pus'), f('spreading')) }),
  ...Object.fromEntries(
    ['redness', 'pain', 'flaking'].flatMap((item) =>
      ['Worse', 'Stronger', 'Longer'].map((aspect) => [`${item}${aspect}`, yesNo('recovery', { askedOf: 'record' })]),
    ),
  ),
}

const parameter = (
  unit: string,
  value: number,
  stricter: Parameter['stricter'],
  more: Partial<Parameter> = {},
): Parameter => ({
  about: 'A number',
  unit,
  stricter,
  values: [{ from: '2026-01-01', value, cites: ['C-1'] }],
  reviewed: '2026-01-01',
  ...more,
})

const rule = <E extends string>(id: string, effect: E, when: Expression, more: Partial<Rule<E>> = {}): Rule<E> => ({
  ...cited,
  when,
  effect,
  says: id,
  ...more,
})
function rules<E extends string>(
  table: Record<string, readonly [E, Expression, Partial<Rule<E>>?]>,
): Record<string, Rule<E>> {
  return Object.fromEntries(
    Object.entries(table).map(([id, [effect, when, more]]) => [id, rule(id, effect, when, more)]),
  )
}

const screeningRules = rules<Decision>({
  pregnant: ['do-not-treat', is('pregnancy', 'yes')],
  'perhaps-pregnant': ['defer', is('pregnancy', 'possible')],
  breastfeeding: ['defer', f('breastfeeding')],
  'isotretinoin-now': ['defer', is('isotretinoin', 'current')],
  'isotretinoin-recent': [
    'defer',
    and(is('isotretinoin', 'stopped'), compare('monthsSinceIsotretinoin', '<', p('isotretinoinWait'))),
    {
      until: { fact: 'monthsSinceIsotretinoin', reaches: { parameter: 'isotretinoinWait' } },
      disagree: ['C-2'],
      topic: 'medicines',
    },
  ],
  'peel-recent': [
    'clinician-review',
    compare('daysSincePeel', '<', 14),
    { until: { fact: 'daysSincePeel', reaches: 14 } },
  ],
  'peel-just-now': [
    'do-not-treat',
    compare('daysSincePeel', '<', p('peelWait')),
    { until: { fact: 'daysSincePeel', reaches: { parameter: 'peelWait' } } },
  ],
  herpes: ['defer', f('infection.herpes')],
  wart: ['clinician-review', f('infection.wart')],
  'metal-allergy': ['do-not-treat', f('allergy.metal')],
  'under-age': ['clinician-review', compare('age', '<', p('labelAge'))],
  'slow-healing-and-smoking': ['clinician-review', and(f('poorHealing'), f('smoker'))],
  'dark-skin': ['proceed-with-precautions', ['in', f('fitzpatrick'), ['VI']]],
  smoker: ['proceed-with-precautions', f('smoker')],
  'deeper-than-evaluated': ['clinician-review', compare('plannedDepthMm', '>', p('evaluatedDepth'))],
  'home-and-deep': ['defer', and(is('setting', 'home'), compare('plannedDepthMm', '>', p('homeDepth')))],
})

const treatmentRules = rules<'precaution' | 'stop'>({
  unsigned: ['stop', ['=', f('consentSigned'), lit(false)]],
  expired: ['stop', compare('cartridgeExpiry', '<', 0)],
  'numbing-dose': ['stop', and(f('numbingUsed'), compare('lidocaineMg', '>', p('lidocaineMax')))],
  numbing: ['precaution', f('numbingUsed')],
  // Has the name of a screening rule on purpose: the kinds are separate, and so are their ids.
  smoker: ['precaution', f('smoker')],
})

const triageRules = rules<Level>({
  breathless: ['emergency', f('breathless')],
  infected: ['same-day', f('infectionSign'), { checkAgainAfter: span(1, 'd') }],
  'infected-and-fever': ['emergency', and(f('infectionSign'), f('feverish'))],
  'severe-pain': ['same-day', compare('pain', '>=', 4)],
  'pain-worse': ['contact-clinic', and(compare('daysSinceSession', '>=', 2), f('painWorse'))],
  'redness-worse': ['watch', f('rednessWorse'), { checkAgainAfter: { parameter: 'lookAgain' } }],
  'redness-stronger': ['contact-clinic', f('rednessStronger')],
  'redness-long': ['contact-clinic', f('rednessLonger')],
  'flaking-long': ['watch', f('flakingLonger'), { checkAgainAfter: span(2, 'd') }],
})

const curve = (
  id: string,
  days: readonly [onset: number, peak: number, end: number, prolonged: number],
  when?: Expression,
): Curve => ({
  ...cited,
  id,
  ...(when ? { when } : {}),
  onset: span(days[0] * 24, 'h'),
  peak: span(days[1] * 24, 'h'),
  usualEnd: span(days[2], 'd'),
  prolongedAfter: span(days[3], 'd'),
  expect: [
    { until: span(days[1] * 24, 'h'), atMost: 3 },
    { until: span(days[2], 'd'), atMost: 2 },
    { until: span(days[3], 'd'), atMost: 1 },
  ],
})
const effect = (item: string | undefined, expected: boolean, curves: readonly Curve[]): SideEffect => ({
  ...cited,
  ...(item ? { item } : {}),
  expected,
  curves,
  redFlags: [],
})

const shallow = compare('depthMm', '<=', 0.5)
const middle = compare('depthMm', '<=', 1.5)

export const smallProtocol: Protocol = {
  format: 1,
  name: 'small',
  hash: 'sha256:small',
  sources: { S: { title: 'A study', kind: 'trial', year: 2020 } },
  claims: {
    'C-1': { source: 'S', says: 'It is so.', topic: 'all', strength: 'rct' },
    'C-2': { source: 'S', says: 'It is not so.', topic: 'all', strength: 'expert', tension: ['C-1'] },
  },
  facts,
  parameters: {
    isotretinoinWait: parameter('mo', 6, 'higher', {
      max: 24,
      values: [
        { from: '2026-01-01', value: 6, cites: ['C-1'] },
        { from: '2027-06-01', value: 8, cites: ['C-1'] },
      ],
    }),
    peelWait: parameter('d', 2, 'higher'),
    labelAge: parameter('a', 22, 'higher'),
    evaluatedDepth: parameter('mm', 1.5, 'lower'),
    homeDepth: parameter('mm', 0.5, 'lower', { min: 0.2 }),
    darkSkinDepth: parameter('mm', 1, 'lower'),
    lidocaineMax: parameter('mg', 600, 'lower'),
    makeupWait: parameter('h', 24, 'higher'),
    retinoidWait: parameter('d', 7, 'higher'),
    prepRetinoid: parameter('d', 5, 'higher'),
    lookAgain: parameter('h', 12, 'lower'),
    priceLow: parameter('USD', 100, 'free'),
    priceHigh: parameter('USD', 700, 'free'),
  },
  screening: {
    rules: screeningRules,
    contradictions: {
      'menopause-in-childhood': {
        when: and(compare('age', '<', 15), is('pregnancy', 'menopause')),
        fields: ['age', 'pregnancy'],
      },
    },
    floor: { 'floor-pregnancy': { ...cited, when: ['in', f('pregnancy'), ['possible', 'yes']], atLeast: 'defer' } },
  },
  planning: {
    indications: {
      scars: {
        ...cited,
        sessions: { ...cited, from: 3, to: 4 },
        interval: { ...cited, from: span(4, 'wk'), to: span(6, 'wk') },
        depthMm: { ...cited, from: 1, to: 2 },
        evidence: 'moderate',
        outlook: 'good',
        results: [
          { ...cited, id: 'first-change', from: span(2, 'wk'), to: span(4, 'wk') },
          { ...cited, id: 'full', from: span(3, 'mo'), to: span(6, 'mo'), after: 'course' },
        ],
      },
      lines: {
        ...cited,
        sessions: { ...cited, from: 4, to: 6 },
        interval: { ...cited, from: span(1, 'mo'), to: span(1, 'mo') },
        depthMm: { ...cited, from: 0.5, to: 1 },
        evidence: 'weak',
        outlook: 'fair',
        results: [],
      },
    },
    areas: {
      cheeks: { ...cited, treat: 'yes', depthMm: { ...cited, from: 0.5, to: 1.5 }, view: 'face' },
      hands: { ...cited, treat: 'yes', depthMm: { ...cited, from: 0.25, to: 0.8 }, view: 'body' },
      lips: { ...cited, treat: 'never', view: 'face' },
    },
    devices: {
      roller: { ...cited, setting: 'home', energy: 'none', maxDepthMm: { ...cited, value: 0.5 } },
      pen: { ...cited, setting: 'clinic', energy: 'none', maxDepthMm: { ...cited, value: 2.5 } },
    },
    depthLimits: {
      'dark-skin': { ...cited, when: is('fitzpatrick', 'VI'), maxDepthMm: { parameter: 'darkSkinDepth' } },
      home: { ...cited, when: is('setting', 'home'), maxDepthMm: { parameter: 'homeDepth' } },
    },
    advice: { 'stop-smoking': { ...cited, when: f('smoker') } },
    preparation: {
      'no-retinoid-before': { ...cited, startsBefore: { parameter: 'prepRetinoid' }, activities: ['retinoid'] },
      'no-smoking-before': {
        ...cited,
        when: f('smoker'),
        startsBefore: { parameter: 'makeupWait' },
        activities: ['smoking'],
      },
    },
  },
  consent: {
    risks: {
      cold: {
        ...cited,
        effect: 'herpes',
        when: f('infection.herpes'),
        frequency: 'uncommon',
        likelier: [],
      },
      redness: { ...cited, effect: 'erythema', frequency: 'very-common', likelier: [] },
      pigment: {
        ...cited,
        effect: 'pih',
        frequency: 'uncommon',
        frequencyCites: ['C-2'],
        likelier: [{ ...cited, id: 'dark-skin', when: is('fitzpatrick', 'VI') }],
      },
    },
  },
  treatment: { rules: treatmentRules, floor: {} },
  aftercare: {
    instructions: {
      'no-makeup': {
        ...cited,
        kind: 'dont',
        starts: span(0, 'h'),
        ends: { after: { parameter: 'makeupWait' } },
        activities: ['makeup'],
        classes: [],
      },
      'no-retinoid': {
        ...cited,
        disagree: ['C-2'],
        kind: 'dont',
        starts: span(0, 'h'),
        ends: { after: { parameter: 'retinoidWait' }, healed: true },
        activities: ['retinoid'],
        classes: ['retinoid'],
      },
      'no-picking': {
        ...cited,
        kind: 'dont',
        starts: span(0, 'h'),
        ends: { healed: true },
        activities: ['picking'],
        classes: [],
      },
      'no-smoking': {
        ...cited,
        kind: 'dont',
        starts: span(0, 'h'),
        ends: { after: span(3, 'd') },
        when: f('smoker'),
        activities: ['smoking'],
        classes: [],
      },
      sunscreen: {
        ...cited,
        kind: 'do',
        starts: span(24, 'h'),
        ends: {},
        activities: [],
        classes: [],
      },
    },
    activities: {
      makeup: { ...cited, aliases: ['make-up', 'wear foundation', 'mascara'], otherwise: 'yes' },
      retinoid: { ...cited, aliases: ['retinol', 'tretinoin cream'], otherwise: 'yes' },
      picking: { ...cited, aliases: ['pick my skin', 'scratch'], otherwise: 'depends' },
      smoking: { ...cited, aliases: ['smoke', 'cigarette'], otherwise: 'yes' },
      showering: { ...cited, aliases: ['shower', 'take a shower'], otherwise: 'yes' },
    },
    classes: {
      water: { ...cited, use: 'fine' },
      humectant: { ...cited, use: 'fine' },
      retinoid: { ...cited, use: 'avoid', returns: { after: { parameter: 'retinoidWait' }, healed: true } },
      acid: { ...cited, use: 'avoid', returns: { after: { parameter: 'makeupWait' } } },
      enzyme: { ...cited, use: 'caution', returns: { after: { parameter: 'makeupWait' } } },
      perfume: {
        ...cited,
        use: 'avoid',
        returns: { after: { parameter: 'makeupWait' } },
        allergy: 'allergy.fragrance',
      },
      metal: { ...cited, use: 'fine', allergy: 'allergy.metal' },
    },
    ingredients: {
      Aqua: { classes: ['water'], aliases: ['water', 'eau'] },
      Glycerin: { classes: ['humectant'] },
      '1,2-Hexanediol': { classes: ['humectant'] },
      'Hyaluronic Acid': { classes: ['humectant'] },
      Retinol: { classes: ['retinoid'], aliases: ['vitamin a1'], misspellings: ['retinoll'] },
      'Retinyl Palmitate': { classes: ['retinoid'] },
      'Glycolic Acid': { classes: ['acid'] },
      Papain: { classes: ['enzyme'] },
      Parfum: { classes: ['perfume'], aliases: ['fragrance', 'perfume'] },
      'CI 77491': { classes: ['metal'], aliases: ['iron oxides'] },
    },
  },
  recovery: {
    effects: {
      erythema: effect('redness', true, [
        curve('shallow', [0, 0.5, 2, 4], shallow),
        curve('middle', [0, 1, 3, 7], middle),
        curve('deep', [0, 2, 5, 10]),
      ]),
      soreness: effect('pain', true, [curve('soreness', [0, 0.25, 1, 3])]),
      peeling: effect('flaking', true, [curve('peeling', [2, 3, 5, 8])]),
      pih: effect(undefined, false, [curve('pih', [14, 28, 60, 90])]),
    },
    rules: triageRules,
    floor: { breath: { ...cited, when: f('breathless'), atLeast: 'emergency' } },
    schedule: {
      'day-1': { ...cited, after: span(1, 'd'), items: ['redness', 'pain', 'pus'] },
      evening: { ...cited, after: span(6, 'h'), items: ['redness', 'breathless'] },
      'day-90': { ...cited, after: span(90, 'd'), items: ['redness'] },
    },
    healed: { ...cited, when: and(compare('redness', '<', 1), and(compare('flaking', '<', 1), not(f('pus')))) },
  },
  texts: {
    en: {
      'rules.isotretinoin-recent.reason': 'You took isotretinoin less than {isotretinoinWait} ago.',
      'rules.isotretinoin-recent.action': 'Wait {isotretinoinWait}, then screen again.',
      'rules.deeper-than-evaluated.reason': 'Deeper than {evaluatedDepth}.',
      'rules.infected.action': 'Call the clinic today.',
      'rules.infected-and-fever.action': 'Call the emergency number.',
      'levels.expected.says': 'This is expected.',
      'levels.unfinished.says': 'Answer the rest.',
      'healed.yes': 'Your skin has healed.',
      'healed.no': 'Not yet.',
      'healed.dont-know': 'We cannot tell yet.',
    },
    de: { 'rules.isotretinoin-recent.action': 'Warten Sie {isotretinoinWait}.' },
  },
}

/** Answers that find nothing. */
export const nothingFound = {
  setting: 'clinic',
  plannedDepthMm: 1,
  age: 34,
  pregnancy: 'no',
  breastfeeding: 'no',
  isotretinoin: 'never',
  daysSincePeel: 100,
  infection: [],
  allergy: 'none',
  fitzpatrick: 'III',
  smoker: false,
  poorHealing: false,
} as const

export const emptyOverlay: Overlay = {
  name: 'a clinic',
  hash: 'sha256:overlay',
  parameters: {},
  effects: {},
  rules: { screening: {}, treatment: {}, recovery: {} },
  texts: {},
}

export const aRule = <E extends string>(says: string, effect: E, when: Expression): Rule<E> => rule(says, effect, when)
