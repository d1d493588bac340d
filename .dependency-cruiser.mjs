/** The floors of the house: arrows run down this list only (README, "The house"). */
const floors = [
  '^src/(main|cli)\\.ts$|^src/cli/',
  '^src/sample/',
  '^src/serve\\.ts$',
  '^src/(app\\.module|catalogues|settings|oidc-settings|failure)\\.ts$',
  '^src/web/',
  '^src/(api|exchange|schedules)/',
  '^src/(audit|projections|access)/',
  '^src/(claims|works|outlets|people|ledger)/',
  '^src/(kernel|database)/|^migrations/',
];
const upward = floors.slice(1).map((floor, i) => ({
  name: `no-arrow-up-from-floor-${i + 1}`,
  severity: 'error',
  from: { path: floor },
  to: { path: floors.slice(0, i + 1).join('|') },
}));
const PURE = '^src/(kernel|claims|works|outlets|people)/';

export default {
  forbidden: [
    ...upward,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-nouns',
      comment: 'what may happen is decided without framework, database or clock',
      severity: 'error',
      from: { path: PURE, pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules/(@nestjs|typeorm|pg)/|^src/database/' },
    },
    {
      name: 'ledger-knows-no-noun',
      severity: 'error',
      from: { path: '^src/ledger/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/(claims|works|outlets|people)/' },
    },
    {
      name: 'projections-read-events-only',
      severity: 'error',
      from: { path: '\\.projection\\.ts$' },
      to: { path: '\\.projection\\.ts$|^src/(claims|works|outlets|people)/(?!.*\\.events\\.ts$)' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
