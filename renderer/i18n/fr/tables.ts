export { sayingsFr, technicalFr } from './engine.ts';
export { importErrorsFr, importNotesFr } from './import.ts';
export { patternFr } from './pattern.ts';
export { reasonsFr } from './reasons.ts';
export { templatesFr } from './templates.ts';
