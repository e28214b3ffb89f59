/**
 * What stands in a consent besides the knowledge's own sentences, in German. Words in braces are filled in. Plain words, “Sie”:
 * whoever signs must be able to say it back.
 */
import type { ConsentTexts } from '../texts.ts'

export const de: ConsentTexts = {
  title: 'Einwilligung in das Microneedling',
  at: 'Bei {clinic}.',
  takeYourTime:
    'Lesen Sie das in Ruhe. Fragen Sie nach allem, was nicht klar ist. Unterschreiben Sie nur, wenn Sie es wollen.',
  planned: 'Was geplant ist',
  goal: '{goal}: {sessions}, Abstand {interval}.',
  sessions: '{from} bis {to} Sitzungen',
  sameSessions: '{from} Sitzungen',
  interval: '{from} bis {to}',
  where: 'Wo: {areas}.',
  with: 'Womit: {device}.',
  depth: 'Wie tief: bis zu {depth}.',
  results: 'Was Sie erwarten können',
  risks: 'Was passieren kann',
  riskOrder:
    'Diese Liste ist für Sie gemacht. Sie nennt, was für Sie gilt und was für Sie gelten kann. Was am häufigsten passiert, steht zuerst.',
  frequencies: {
    'very-common': 'Sehr häufig: mehr als 10 von 100 Menschen',
    common: 'Häufig: 1 bis 10 von 100 Menschen',
    uncommon: 'Gelegentlich: 1 bis 10 von 1.000 Menschen',
    rare: 'Selten: weniger als 1 von 1.000 Menschen, oder einzelne Berichte',
    'not-known': 'Niemand hat gezählt, wie oft',
  },
  likelier: 'Bei Ihnen: {why}',
  uncertain: 'Wir wissen noch nicht, ob das für Sie gilt. Eine Ihrer Antworten ist noch offen.',
  whenToCall: 'Wann Sie uns anrufen: {when}',
  toDo: 'Was Sie vor einer Sitzung tun',
  before: 'Schon {before} vorher: {says}',
  choice: 'Sie entscheiden',
  choices: [
    'Sie können Nein sagen. Sie können auch eine andere Behandlung wählen oder gar keine. Fragen Sie uns nach anderen Wegen.',
    'Sie können jederzeit aufhören, auch mitten in einer Sitzung. Wir kümmern uns trotzdem um Sie.',
    'Sie können diese Einwilligung jederzeit zurücknehmen, in der App oder indem Sie es uns sagen. Sie gilt dann für nichts, was danach kommt.',
    'Sagen Sie uns, wenn sich Ihre Gesundheit, Ihre Medikamente oder Ihre Pläne ändern. Sie bekommen dann einen neuen Text zu lesen.',
    'Sie bekommen diesen Text zum Behalten.',
  ],
  signing:
    'Mit Ihrer Unterschrift sagen Sie, dass Sie das gelesen und verstanden haben, dass Sie fragen konnten und dass Sie wollen, was geplant ist.',
  guardian: 'Für ein Kind unterschreibt ein Elternteil oder der Vormund. „Sie“ ist dann das Kind.',
  photos: {
    record: {
      title: 'Einwilligung in Fotos für Ihre Akte',
      paragraphs: [
        'Wir machen vorher und nachher Fotos von der behandelten Haut. Sie zeigen, ob die Behandlung wirkt und ob Ihre Haut heilt, wie sie soll.',
        'Sie bleiben verschlüsselt in Ihrer Akte. Nur Sie sehen sie und wer Sie hier betreut.',
      ],
    },
    teaching: {
      title: 'Einwilligung in Fotos für die Lehre',
      paragraphs: [
        'Wir dürfen Fotos Ihrer Haut Menschen zeigen, die wir ausbilden. Ihren Namen sagen wir nicht.',
        'Wer Ihr Gesicht kennt, erkennt es vielleicht auch auf einem Foto.',
      ],
    },
    publication: {
      title: 'Einwilligung in Fotos für eine Veröffentlichung',
      paragraphs: [
        'Wir dürfen Fotos Ihrer Haut in einer Fachzeitschrift drucken oder in einem Vortrag zeigen. Ihren Namen sagen wir nicht.',
        'Wer Ihr Gesicht kennt, erkennt es vielleicht auch auf einem Foto. Was gedruckt ist, lässt sich nicht zurückholen.',
      ],
    },
    marketing: {
      title: 'Einwilligung in Fotos für Werbung',
      paragraphs: [
        'Wir dürfen Fotos Ihrer Haut auf unseren Seiten und in unserer Werbung zeigen. Ihren Namen sagen wir nicht.',
        'Wer Ihr Gesicht kennt, erkennt es vielleicht auch auf einem Foto. Was andere kopiert haben, lässt sich nicht zurückholen.',
      ],
    },
  },
  photoChoices: [
    'Hier geht es nur um diesen einen Zweck. Nach jedem anderen fragen wir einzeln.',
    'Sie können Nein sagen. Ihre Behandlung hängt nicht davon ab.',
    'Sie können diese Einwilligung jederzeit zurücknehmen, in der App oder indem Sie es uns sagen. Von da an verwenden wir kein Foto mehr dafür.',
    'Sie bekommen diesen Text zum Behalten.',
  ],
  photoSigning:
    'Mit Ihrer Unterschrift sagen Sie, dass Sie das gelesen und verstanden haben, dass Sie fragen konnten und dass Sie diesen Zweck erlauben.',
}
