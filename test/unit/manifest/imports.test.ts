import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './fakeEditor';

/** What a file imports, types too; what it loads on first use is left out. */
function importsOf(file: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const name = isImport && statement.moduleSpecifier;
    return name && ts.isStringLiteral(name) && name.text.startsWith('.')
      ? [`${path.posix.join(path.posix.dirname(file), name.text)}.ts`]
      : [];
  });
}

/** The first circle that imports go round in; undefined when there is none. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(file)) {
      return [...way.slice(way.indexOf(file)), file];
    }
    if (done.has(file)) {
      return undefined;
    }
    for (const next of imports.get(file) ?? []) {
      const circle = walk(next, [...way, file]);
      if (circle) {
        return circle;
      }
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = walk(file, []);
    if (circle) {
      return circle;
    }
  }
  return undefined;
}

describe('Imports', () => {
  it('never go round in a circle, those of types included', () => {
    const names = readdirSync(path.join(root, 'src'), { encoding: 'utf8', recursive: true });
    const files = names.filter((name) => name.endsWith('.ts')).map((name) => `src/${name.split(path.sep).join('/')}`);
    assert.ok(files.length > 200);
    assert.equal(circleIn(new Map(files.map((file) => [file, importsOf(file)]))), undefined);
  });
});
