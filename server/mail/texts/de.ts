/** What our messages say, in German. Words in braces are filled in. Nobody's health is mentioned: mail can be read over a shoulder. */
import type { MessageTexts, MessageWords } from '../messages.ts'

export const de: MessageTexts = {
  'client-link': {
    subject: 'Ihre Seite bei {clinic}',
    paragraphs: [
      'Guten Tag,',
      '{clinic} hat eine Seite für Sie angelegt. Dort beantworten Sie Fragen und lesen, was für Sie bereitliegt.',
      'Der Link funktioniert einmal, bis {until}. Bitte geben Sie ihn nicht weiter.',
    ],
    button: 'Meine Seite öffnen',
    after: ['Wenn Sie {clinic} nicht kennen, können Sie diese Nachricht löschen.'],
  },
  'guardian-link': {
    subject: 'Die Seite des Menschen, den Sie bei {clinic} vertreten',
    paragraphs: [
      'Guten Tag,',
      '{clinic} hat eine Seite für einen Menschen angelegt, den Sie vertreten. Dort antworten und unterschreiben Sie für ihn.',
      'Der Link funktioniert einmal, bis {until}. Bitte geben Sie ihn nicht weiter.',
    ],
    button: 'Die Seite öffnen',
    after: ['Wenn Sie {clinic} nicht kennen, können Sie diese Nachricht löschen.'],
  },
  invitation: {
    subject: '{clinic} lädt Sie zu Needlepoint ein',
    paragraphs: [
      'Guten Tag,',
      '{inviter} lädt Sie ein, mit {clinic} in Needlepoint zu arbeiten. Ihre Rolle dort: {roles}.',
      'Sie wählen ein Passwort und richten einen zweiten Faktor ein: eine App, die Codes zeigt, oder einen Passkey. Der Link funktioniert bis {until}.',
    ],
    button: 'Einladung annehmen',
    after: ['Wenn Sie das nicht erwartet haben, können Sie diese Nachricht löschen. Ohne Sie passiert nichts.'],
  },
  'password-reset': {
    subject: 'Ein neues Passwort für Needlepoint',
    paragraphs: [
      'Guten Tag,',
      'Jemand hat für diese Adresse ein neues Passwort verlangt. Wenn Sie das waren, wählen Sie eines. Der Link funktioniert eine Stunde lang.',
      'Ihr zweiter Faktor bleibt, wie er ist.',
    ],
    button: 'Neues Passwort wählen',
    after: ['Wenn Sie es nicht waren, können Sie diese Nachricht löschen. Ihr Passwort bleibt, wie es ist.'],
  },
  'password-changed': {
    subject: 'Ihr Passwort für Needlepoint wurde geändert',
    paragraphs: [
      'Guten Tag,',
      'Ihr Passwort wurde eben geändert, und Sie wurden überall sonst abgemeldet.',
      'Wenn Sie das nicht waren, bitten Sie die Geschäftsleitung Ihrer Klinik, Ihr Konto sofort zu sperren.',
    ],
  },
  'second-factor-reset': {
    subject: 'Ihr zweiter Faktor für Needlepoint wurde entfernt',
    paragraphs: [
      'Guten Tag,',
      'Die Geschäftsleitung von {clinic} hat Ihren zweiten Faktor entfernt, weil Sie ihn nicht mehr benutzen konnten. Sie wurden überall abgemeldet.',
      'Bei der nächsten Anmeldung richten Sie einen neuen ein. Wenn Sie nicht darum gebeten haben, fragen Sie vorher dort nach.',
    ],
  },
  'message-waiting': {
    subject: 'Eine Nachricht bei {clinic}',
    paragraphs: [
      'Guten Tag,',
      'Jemand, den {clinic} betreut, hat geschrieben. Die Nachricht wartet, bis sie jemand gelesen hat.',
      'Diese E-Mail sagt weder, wer geschrieben hat, noch was: Beides finden Sie in der Liste.',
    ],
    button: 'Liste öffnen',
    after: ['Für alles, was von einer Person wartet, bekommen Sie eine E-Mail.'],
  },
  'message-answered': {
    subject: '{clinic} hat Ihnen geschrieben',
    paragraphs: ['Guten Tag,', 'Für Sie ist eine Nachricht von {clinic} da. Sie lesen sie auf Ihrer Seite.'],
    button: 'Nachricht lesen',
    after: [
      'Bitte antworten Sie nicht auf diese E-Mail: Niemand liest sie. Wenn etwas nicht stimmt, rufen Sie die Klinik an.',
      'Auf Ihrer Seite können Sie unter „Über mich“ wählen, ob wir Ihnen solche E-Mails schicken dürfen.',
    ],
  },
  'appointments-changed': {
    subject: 'Ihre Termine bei {clinic}',
    paragraphs: [
      'Guten Tag,',
      '{clinic} hat einen Termin von Ihnen eingetragen, verlegt oder abgesagt. Sie sehen ihn auf Ihrer Seite.',
    ],
    button: 'Meine Termine ansehen',
    after: ['Auf Ihrer Seite können Sie unter „Über mich“ wählen, ob wir Ihnen solche E-Mails schicken dürfen.'],
  },
  'erasure-requested': {
    subject: 'Bei {clinic} bittet jemand darum, die eigenen Daten zu löschen',
    paragraphs: [
      'Guten Tag,',
      'Jemand, den {clinic} betreut, hat darum gebeten, die eigenen Daten zu löschen. Wer es ist und was aufbewahrt werden muss, lesen Sie nach der Anmeldung.',
      'Bitte antworten Sie in der Frist, die Ihr Gesetz Ihnen gibt. In der Europäischen Union ist das ein Monat.',
    ],
    button: 'Anfrage lesen',
  },
  'data-erased': {
    subject: '{clinic} hat Ihre Daten gelöscht',
    paragraphs: [
      'Guten Tag,',
      'Sie haben {clinic} gebeten, Ihre Daten zu löschen. Das ist geschehen: Ihre Antworten, Akten, Fotos und Kontaktdaten sind weg, und Ihre Seite lässt sich nicht mehr öffnen.',
      'Es bleibt nur, dass Sie gebeten haben und dass es getan wurde. Über Sie steht dort nichts.',
      'Kopien in Sicherungen verschwinden, wenn die Praxis diese verwirft.',
    ],
  },
  'data-held': {
    subject: '{clinic} hat Ihre Daten gelöscht, soweit es geht',
    paragraphs: [
      'Guten Tag,',
      'Sie haben {clinic} gebeten, Ihre Daten zu löschen. Ihre Kontaktdaten und alles, was gehen darf, sind gelöscht, und Ihre Seite lässt sich nicht mehr öffnen.',
      'Ihre Behandlungsakte muss bis zum {until} aufbewahrt werden. Sie ist geschlossen: Niemand ändert sie, und am Tag danach wird sie von selbst gelöscht.',
      'Der Grund, den die Praxis nennt: {reason}',
      'Wenn Sie Fragen haben oder nicht einverstanden sind, schreiben Sie der Praxis. Sie können sich auch an die Datenschutzbehörde Ihres Landes wenden.',
    ],
  },
  'erasure-refused': {
    subject: '{clinic} hat Ihnen geantwortet',
    paragraphs: [
      'Guten Tag,',
      'Sie haben {clinic} gebeten, Ihre Daten zu löschen. Die Praxis hat sie nicht gelöscht.',
      'Der Grund, den die Praxis nennt: {reason}',
      'Wenn Sie nicht einverstanden sind, schreiben Sie der Praxis. Sie können sich auch an die Datenschutzbehörde Ihres Landes wenden.',
    ],
    button: 'Ihre Seite öffnen',
  },
  'enquiry-received': {
    subject: 'Jemand hat an {clinic} geschrieben',
    paragraphs: [
      'Guten Tag,',
      'Jemand möchte eine Antwort von {clinic}. Wer es ist und was darin steht, lesen Sie nach der Anmeldung.',
      'Diese Nachricht kommt einmal für alles, was in einer Stunde eingeht.',
    ],
    button: 'Anfragen öffnen',
  },
  'second-factor-added': {
    subject: 'Eine neue Art, sich bei Needlepoint anzumelden',
    paragraphs: [
      'Guten Tag,',
      'Für Ihr Konto wurde ein neuer zweiter Faktor eingerichtet: {factor}.',
      'Wenn Sie das nicht waren, bitten Sie die Geschäftsleitung Ihrer Klinik, Ihr Konto sofort zu sperren.',
    ],
  },
  'check-in-urgent': {
    subject: 'Dringend: eine Rückmeldung bei {clinic}',
    paragraphs: [
      'Guten Tag,',
      'Bei {clinic} ist eine Rückmeldung eingegangen, die nicht warten kann. Bitte sehen Sie jetzt nach.',
      'Diese Nachricht sagt weder, von wem sie ist, noch, was darin steht: Beides finden Sie in der Liste.',
    ],
    button: 'Liste öffnen',
    after: [
      'Diese Nachricht bekommen alle, die Rückmeldungen beantworten dürfen. Markieren Sie sie als gelesen, damit die anderen es wissen.',
    ],
  },
  'check-in-waiting': {
    subject: 'Eine Rückmeldung bei {clinic}',
    paragraphs: [
      'Guten Tag,',
      'Bei {clinic} ist eine Rückmeldung eingegangen, die sich jemand ansehen soll.',
      'Diese Nachricht sagt weder, von wem sie ist, noch, was darin steht: Beides finden Sie in der Liste.',
    ],
    button: 'Liste öffnen',
    after: [
      'Diese Nachricht bekommen alle, die Rückmeldungen beantworten dürfen. Markieren Sie sie als gelesen, damit die anderen es wissen.',
    ],
  },
  'check-in-overdue': {
    subject: 'Niemand hat eine Rückmeldung bei {clinic} gelesen',
    paragraphs: [
      'Guten Tag,',
      'Bei {clinic} wartet eine Rückmeldung länger, als sie sollte, und niemand hat sie gelesen. Bitte sehen Sie jetzt nach.',
      'Diese Nachricht sagt weder, von wem sie ist, noch, was darin steht: Beides finden Sie in der Liste.',
    ],
    button: 'Liste öffnen',
    after: ['Diese Nachricht bekommen Geschäftsleitung und ärztliche Leitung, einmal je Rückmeldung.'],
  },
}

export const words: MessageWords = {
  roles: {
    owner: 'Geschäftsleitung',
    clinician: 'ärztliche Leitung',
    practitioner: 'behandelnde Fachkraft',
    'front-desk': 'Empfang',
    auditor: 'Revision',
  },
  factors: { passkey: 'ein Passkey', app: 'eine App, die Codes zeigt' },
}
