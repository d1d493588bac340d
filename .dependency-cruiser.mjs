/** The floors of the house: arrows run down this list only (README, "The house"). */
const floors = [
  '^src/(main|cli)\\.ts$|^src/cli/',
  '^src/sample/',
  '^src/serve\\.ts$',
  '^src/(app\\.module|catalogues|settings|oidc-settings|failure)\\.ts$',
  '^src/web/',
  '^src/(api|exchange|schedules)/',
  '^src/(audit|projections|access)/',
  '^src/(claims|works|outlets|origins|people|ledger)/',
  '^src/(kernel|database|checker|messages)/|^migrations/',
];
const upward = floors.slice(1).map((floor, i) => ({
  name: `no-arrow-up-from-floor-${i + 1}`,
  severity: 'error',
  from: { path: floor },
  to: { path: floors.slice(0, i + 1).join('|') },
}));
const FOLDS_AND_PURE_RULES =
  '\\.(events|state|status)\\.ts$|/(verdict|valid-at|chains|claim-chains|traced-origins|review-due|missing|queue-items|pseudonym|address)\\.ts$';
const QUESTIONS = 'claims|search|review|outlets|log|people';
/** Rows and views, and beside them: a claim's row, its filters and item in a list, what of it is public, what is due. */
const JOINED =
  '\\.(projection|views)\\.ts$|/(claim-row|claim-filters|claim-list|claim-publicity|due|people-names)\\.ts$';
const PURE = '^src/(kernel|claims|works|outlets|origins|people)/';

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
      to: { path: '^src/(claims|works|outlets|origins|people)/' },
    },
    {
      name: 'projections-decide-nothing',
      comment: 'they fold events as their noun does and judge by its pure rules: decisions and commands are not theirs',
      severity: 'error',
      from: { path: '^src/projections/' },
      to: { path: '^src/(claims|works|outlets|origins|people)/', pathNot: FOLDS_AND_PURE_RULES },
    },
    {
      name: 'projections-rest-on-no-other',
      comment: 'what becomes of a row follows from events alone',
      severity: 'error',
      from: { path: '\\.projection\\.ts$|/claim-row\\.ts$' },
      to: { path: '\\.projection\\.ts$' },
    },
    {
      name: 'questions-meet-at-rows',
      comment:
        'a question joins the rows of another noun, shows its views, and asks the few functions that are named here',
      severity: 'error',
      from: { path: `^src/projections/(${QUESTIONS})/` },
      to: { path: `^src/projections/(${QUESTIONS})/`, pathNot: ['^src/projections/$1/', JOINED] },
    },
    {
      name: 'checker-stands-alone',
      comment:
        'it is held against the program that it checks, so it shares nothing with it; only its command knows Node',
      severity: 'error',
      from: { path: '^src/checker/', pathNot: '^src/checker/main\\.ts$' },
      to: { pathNot: '^src/checker/' },
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
