import type { analysis as english } from '../en/analysis.ts';
import type { SameKeys } from '../same-keys.ts';

export const analysis: SameKeys<typeof english> = {
  preview: {
    label: 'Ce que ferait ce changement',
    title: 'Aperçu',
    parameters: 'param.',
    macs: 'MAC',
    activationBytes: 'd’activations',
    trainingBytes: 'de mémoire d’entraînement',
    changed_one: '{{count}} couche change',
    changed_other: '{{count}} couches changent',
    added_one: '{{count}} couche de plus',
    added_other: '{{count}} couches de plus',
    removed_one: '{{count}} couche de moins',
    removed_other: '{{count}} couches de moins',
    nothing: 'Aucune couche ne change',
    mended_one: '{{count}} problème de moins',
    mended_other: '{{count}} problèmes de moins',
    drag: 'Relâcher pour appliquer, Échap pour renoncer',
  },
};
