import { defineMessages } from '../../shared/i18n'

export const conflictMessages = defineMessages(
  {
    title: 'Conflicts',
    hint: 'Here sources say different things of the same field. Open an entity to see who says what; a correction settles it.',
    empty: 'Nothing contradicts itself',
    emptyHint: 'Where two sources say different things of the same field, it appears here.',
    shown: '{atLeast, select, yes {At least } other {}}{count, plural, one {# entity} other {# entities}}',
    field: 'Field',
    stands: 'Current value',
    others: 'Others say',
    more: 'Show more',
    lookFurther: 'Look further back',
    noneYet: 'None among the entities changed last',
  },
  {
    title: 'Widersprüche',
    hint: 'Hier sagen Quellen Verschiedenes über dasselbe Feld. Ein Eintrag zeigt, wer was sagt; eine Korrektur entscheidet es.',
    empty: 'Nichts widerspricht sich',
    emptyHint: 'Wo zwei Quellen Verschiedenes über dasselbe Feld sagen, steht es hier.',
    shown: '{atLeast, select, yes {Mindestens } other {}}{count, plural, one {# Eintrag} other {# Einträge}}',
    field: 'Feld',
    stands: 'Gilt zurzeit',
    others: 'Andere sagen',
    more: 'Mehr zeigen',
    lookFurther: 'Weiter zurück suchen',
    noneYet: 'Keine unter den zuletzt geänderten Einträgen',
  },
)
