/**
 * What stands in a consent besides the knowledge's own sentences, in Spanish. Words in braces are filled in. Plain words, “usted”:
 * whoever signs must be able to say it back.
 */
import type { ConsentTexts } from '../texts.ts'

export const es: ConsentTexts = {
  title: 'Consentimiento para el microneedling (microagujas)',
  at: 'En {clinic}.',
  takeYourTime: 'Lea esto con calma. Pregunte todo lo que no esté claro. Firme solo si quiere.',
  planned: 'Qué está previsto',
  goal: '{goal}: {sessions}, con {interval} entre ellas.',
  sessions: 'de {from} a {to} sesiones',
  sameSessions: '{from} sesiones',
  interval: '{from} a {to}',
  where: 'Dónde: {areas}.',
  with: 'Con: {device}.',
  depth: 'Qué tan profundo: hasta {depth}.',
  results: 'Qué puede esperar',
  risks: 'Qué puede pasar',
  riskOrder:
    'Esta lista está hecha para usted. Nombra lo que le corresponde, y lo que puede corresponderle. Primero va lo que pasa más a menudo.',
  frequencies: {
    'very-common': 'Muy frecuente: más de 10 de cada 100 personas',
    common: 'Frecuente: de 1 a 10 de cada 100 personas',
    uncommon: 'Poco frecuente: de 1 a 10 de cada 1000 personas',
    rare: 'Raro: menos de 1 de cada 1000 personas, o casos sueltos',
    'not-known': 'Nadie ha contado con qué frecuencia',
  },
  likelier: 'En su caso: {why}',
  uncertain: 'Aún no sabemos si esto le corresponde. Una de sus respuestas sigue abierta.',
  whenToCall: 'Cuándo llamarnos: {when}',
  toDo: 'Qué hace usted antes de una sesión',
  before: 'Desde {before} antes: {says}',
  choice: 'Usted elige',
  choices: [
    'Puede decir que no. También puede elegir otro tratamiento, o ninguno. Pregúntenos por otras opciones.',
    'Puede parar en cualquier momento, también en medio de una sesión. Le seguimos atendiendo.',
    'Puede retirar este consentimiento en cualquier momento, en la aplicación o diciéndonoslo. Entonces no cubre nada de lo que venga después.',
    'Díganos si cambian su salud, sus medicamentos o sus planes. Entonces recibe un texto nuevo para leer.',
    'Recibe una copia de este texto para guardarla.',
  ],
  signing: 'Al firmar dice que ha leído y entendido esto, que pudo preguntar, y que quiere lo que está previsto.',
  guardian: 'Por un menor firma su padre, su madre o su tutor legal. Entonces “usted” es el menor.',
  photos: {
    record: {
      title: 'Consentimiento para fotos de su historial',
      paragraphs: [
        'Hacemos fotos de la piel tratada antes y después. Muestran si el tratamiento funciona y si su piel se cura como debe.',
        'Se quedan en su historial, cifradas. Las ven usted y quienes le atienden aquí.',
      ],
    },
    teaching: {
      title: 'Consentimiento para fotos para enseñar',
      paragraphs: [
        'Podemos mostrar fotos de su piel a personas que formamos. No decimos su nombre.',
        'Quien conoce su cara puede reconocerla aun así en una foto.',
      ],
    },
    publication: {
      title: 'Consentimiento para fotos para publicar',
      paragraphs: [
        'Podemos imprimir fotos de su piel en una revista o mostrarlas en una charla. No decimos su nombre.',
        'Quien conoce su cara puede reconocerla aun así en una foto. Lo que se imprime no se puede recuperar.',
      ],
    },
    marketing: {
      title: 'Consentimiento para fotos para publicidad',
      paragraphs: [
        'Podemos mostrar fotos de su piel en nuestras páginas y en nuestros anuncios. No decimos su nombre.',
        'Quien conoce su cara puede reconocerla aun así en una foto. Lo que otros han copiado no se puede recuperar.',
      ],
    },
  },
  photoChoices: [
    'Esto trata solo de este uso. Preguntamos por cada otro uso aparte.',
    'Puede decir que no. Su tratamiento no depende de ello.',
    'Puede retirar este consentimiento en cualquier momento, en la aplicación o diciéndonoslo. Desde entonces no usamos ninguna foto para esto.',
    'Recibe una copia de este texto para guardarla.',
  ],
  photoSigning: 'Al firmar dice que ha leído y entendido esto, que pudo preguntar, y que permite este uso.',
}
