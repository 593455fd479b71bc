/** French of `finding` in `src/core/analysis/scaling.ts`, by the row's id. */
export const courseFindingsFr: Readonly<Record<string, string>> = {
  'gpt-2-small':
    'GPT-2 small a 124 M de paramètres ; 1,5 G, c’est GPT-2 XL. 3e19 FLOP font 3,33 G jetons à 1,5 G de paramètres, 40,3 G à 124 M ; OpenAI n’a pas publié le nombre de jetons.',
  'gpt-3': 'Concorde : 3,14e23 FLOP font 299 G jetons, 300 G sont publiés.',
  'llama-7b':
    '1,4e21 FLOP font 33,3 G jetons. LLaMA 7B en a vu 1 T (4,2e22 FLOP, 30 fois plus), Llama 2 7B 2 T (8,4e22, 60 fois plus).',
  'llama-70b':
    '1,4e22 FLOP font 33,3 G jetons, moins d’un pour deux paramètres. Le premier LLaMA n’avait pas de 70B (65B : 1,4 T jetons, 5,5e23 FLOP) ; Llama 2 70B en a vu 2 T (8,4e23, 60 fois plus).',
};
