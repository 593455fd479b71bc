import { expect, test } from 'vitest';
import { baseName, folderOf, inFolder } from './paths.ts';

test('the last part of a path, of a file or a folder', () => {
  expect(baseName('/home/a/net.stride')).toBe('net.stride');
  expect(baseName('/data/cats/')).toBe('cats');
  expect(baseName('C:\\nets\\net.stride')).toBe('net.stride');
  expect(baseName('/')).toBe('/');
});

test('the folder of a file', () => {
  expect(folderOf('/home/a/net.stride')).toBe('/home/a');
  expect(folderOf('/net.stride')).toBe('/');
  expect(folderOf('C:\\nets\\net.stride')).toBe('C:\\nets');
});

test('a name in a folder keeps the kind of separator', () => {
  expect(inFolder('/home/a', 'model.json')).toBe('/home/a/model.json');
  expect(inFolder('/home/a/', 'model.json')).toBe('/home/a/model.json');
  expect(inFolder('C:\\models', 'model.json')).toBe('C:\\models\\model.json');
});
