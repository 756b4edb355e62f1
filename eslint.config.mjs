import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

const rooms = ['accounts', 'repositories', 'registries', 'status', 'notices', 'workspace', 'diagnose'];
const everything = ['extension.ts', 'ui', 'sandbox', 'windows', ...rooms];

/** Who may not import whom. The direction is extension -> rooms -> windows, ui, api; rooms meet only in extension.ts. */
const directions = [
  { target: './src/api', from: everything.map((name) => `./src/${name}`), message: 'api knows nothing of the editor.' },
  {
    target: './src/ui',
    from: ['extension.ts', 'sandbox', 'windows', ...rooms].map((name) => `./src/${name}`),
    message: 'ui is shared by the rooms and knows none of them.',
  },
  {
    target: './src/sandbox',
    from: ['extension.ts', 'ui', 'windows', ...rooms].map((name) => `./src/${name}`),
    message: 'The sandbox stands alone.',
  },
  {
    target: './src/windows',
    from: ['extension.ts', 'sandbox', ...rooms].map((name) => `./src/${name}`),
    message: 'windows serves all rooms and knows none of them.',
  },
  ...rooms.map((room) => ({
    target: `./src/${room}`,
    from: './src/windows',
    except: ['./files.ts', './index.ts'],
    message: 'What windows share is made in extension.ts and handed in: import its types from windows/index.',
  })),
  ...rooms.map((room) => ({
    target: `./src/${room}`,
    from: ['extension.ts', 'sandbox', ...rooms.filter((other) => other !== room)].map((name) => `./src/${name}`),
    message: 'Rooms do not reach into each other: extension.ts joins them.',
  })),
];

/** The layers of the API module, the lowest first: each knows only those before it. */
const apiLayers = ['redact', 'contract', 'errors', 'http', 'auth', 'operations', 'cloudClient.ts'];
const apiDirections = apiLayers.map((layer, height) => ({
  target: `./src/api/${layer}`,
  from: [...apiLayers.slice(height + 1), 'index.ts'].map((higher) => `./src/api/${higher}`),
  message: `A lower layer of the API module: ${apiLayers.join(' < ')}.`,
}));

/** Pure functions over records: they know neither the editor nor where records are kept. */
const models = [
  'src/repositories/{mirrorHealth,grouping,mirrorWatch}.ts',
  'src/repositories/watching/{schedule,dueTimes,expectedRun,usualRun,turns,pace,watched,durations}.ts',
  'src/registries/registryFilter.ts',
  'src/notices/{told,tell,toldFile}.ts',
  'src/ui/{displayText,markdown,time}.ts',
];
/** They hold the state, and run in plain Node. */
const stores = ['src/**/*Store.ts', 'src/repositories/repositoriesModel.ts'];
/** They draw what a store holds, and hold nothing. */
const projections = ['src/status/**', 'src/**/*{Tree,Item,Words,Appearance}.ts'];

const editor = { name: 'vscode', message: 'Runs in plain Node.' };
const makesState = {
  regex: '(Store|/emitter)$',
  importNames: ['ListStore', 'MirrorStore', 'RecordStore', 'SessionStore', 'Emitter'],
  message: 'Only a store changes state: this draws it, or works on records.',
  allowTypeImports: true,
};

export default tseslint.config(
  { ignores: ['dist', 'out', '.vscode-test', 'node_modules', '**/*.gen.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,mjs}'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: [...directions, ...apiDirections] }],
      'import-x/no-cycle': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/api/**', 'src/sandbox/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [editor] }] },
  },
  {
    files: ['src/**'],
    ignores: ['src/api/**', 'src/sandbox/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/api/(?!index$)', message: 'src/api/index is the only door of the API module.' }] },
      ],
    },
  },
  {
    files: models,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [editor], patterns: [makesState] }] },
  },
  {
    files: stores,
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [{ ...editor, allowTypeImports: true }] }],
    },
  },
  {
    files: ['src/accounts/windows/**', 'src/windows/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [editor] }] },
  },
  {
    files: projections,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [makesState] }] },
  },
  {
    files: ['src/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='registerCommand']",
          message: 'Commands are registered in ui/commands.ts only, where what they throw is caught.',
        },
        {
          selector: "CallExpression[callee.property.name='executeCommand'] > Literal[value='setContext']",
          message: 'Context keys are written in ui/contextKeys.ts only, where they have types.',
        },
      ],
    },
  },
  { files: ['src/ui/commands.ts', 'src/ui/contextKeys.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
  { files: ['test/**', 'bench/**', 'src/sandbox/cli.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', '@typescript-eslint/no-floating-promises': 'error' },
  },
);
