export { sayingsFr, technicalFr } from './engine.ts';
export { importErrorsFr, importNotesFr } from './import.ts';
export { patternFr } from './pattern.ts';
export { templatesFr } from './templates.ts';
