import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { ClassConstructor } from 'class-transformer';
import { ROLES } from '../../kernel/roles.js';
import { ProblemDocument } from '../answers.views.js';
import { classesTaken, exampleOf } from './examples.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  schema?: object;
}
interface Content {
  readonly schema: { readonly $ref?: string };
  example?: unknown;
}
interface Answer {
  description?: string;
  headers?: Readonly<Record<string, object>>;
}
/** What the build and the decorators say of one route, and what is added to it here. */
interface Operation {
  readonly 'x-permit'?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Record<string, Answer | { readonly $ref: string }>;
  parameters?: readonly Parameter[];
  description?: string;
  security?: readonly object[];
}
type Classes = ReadonlyMap<string, ClassConstructor<object>>;

const METHODS = ['get', 'post'] as const;

/** The description of every answer that is an error, by status; operations refer to them. */
const PROBLEMS: Readonly<Record<number, string>> = {
  301: 'The claim is merged into another public one, which `Location` and `about` name: `claim-merged`.',
  400: 'Malformed: `invalid`, `not-json`, `cursor-invalid`, every wrong field named; `token-in-address`.',
  401: 'No token, or none that is valid: `token-required`, `token-invalid`.',
  403: 'None of the roles that this needs: `role-required`; a token narrowed to less: `scope-required`; a cookie from another site: `cross-site`.',
  404: 'There is no such thing, or you may not see it: `not-found`.',
  409: 'A rule forbids it; `code` says which, `about` what stands in the way.',
  412: '`If-Match` names another revision than the newest: `revision-mismatch`.',
  413: 'A body of more than 2 MiB (without a valid token or session: 64 KiB), or more than 256 events at once: `body-too-large`, `append-too-large`.',
  415: 'A body that is not application/json: `unsupported-media-type`.',
  422: 'The idempotency key was used for another request: `key-reused`.',
  429: 'Too many in too short a time: `too-many-requests`; again after `Retry-After` seconds.',
  500: 'Unexpected, or what is stored is damaged: `internal`, `corrupt`; of the log `rolled-back`, `forked`, `tile-missing`, `tile-differs`, `checkpoint-damaged`, `no-key`.',
  503: 'Try again after `Retry-After` seconds: `busy`, `clock`, `outcome-unknown`, `unknown-event`, `unavailable`.',
};

/** The OpenAPI document: what the build read off controllers, commands and views, and what holds for all of them. */
function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Claim Ledger')
    .setDescription(
      'Claims, works, evidence and verdicts of a fact-checking desk, as appended facts. Without a token one reads what ' +
        'is published. Errors are problem details (RFC 9457).',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token of a person of this desk.' }, 'token')
    .addSecurity('receipt', {
      type: 'http',
      scheme: 'receipt',
      description: 'The receipt of a correction request, as it was given: `Authorization: Receipt <secret>`.',
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemDocument],
    autoTagControllers: false,
  });
  document.components = { ...document.components, responses: problemResponses(), headers: HEADERS };
  document.paths = Object.fromEntries(
    // The server's way to write "the rest of the path" is none of OpenAPI's.
    Object.entries(document.paths).map(([path, item]) => [path.replace('*', '{path}'), item]),
  );
  const classes = classesTaken(app);
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined;
      if (operation) complete(operation, method, path, { document, classes });
    }
  }
  return document;
}

/** Serves the document at `/docs-json` and a page to try it at `/docs`, whose parts come from this server. */
export function serveDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    raw: ['json'],
    jsonDocumentUrl: 'docs-json',
    swaggerOptions: { validatorUrl: null },
  });
}

function complete(
  operation: Operation,
  method: (typeof METHODS)[number],
  path: string,
  { document, classes }: { readonly document: OpenAPIObject; readonly classes: Classes },
): void {
  const permit = operation['x-permit'] ?? [];
  const receipt = permit.includes('receipt');
  const anyone = receipt || permit.includes('anyone');
  operation.security = receipt ? [{ receipt: [] }] : anyone ? [{}, { token: [] }] : [{ token: [] }];
  operation.description = [
    operation.description,
    receipt ? 'For who holds the receipt.' : anyone ? 'For anyone.' : `For ${permit.join(', ')}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
  // A POST without a body asks for work, not for an event.
  const command = method === 'post' && operation.requestBody !== undefined;
  operation.parameters = [
    ...(operation.parameters ?? []).filter(({ name }) => name !== '*').map(withForm),
    ...(command ? COMMAND_HEADERS : []),
  ];
  describeAnswers(operation, command);
  for (const status of problemsOf(command, anyone, path)) {
    operation.responses[status] = { $ref: `#/components/responses/${status}` };
  }
  const json = operation.requestBody?.content['application/json'];
  const type = classes.get(json?.schema.$ref?.split('/').at(-1) ?? '');
  if (json && type) json.example = exampleOf(type, document);
}

/** What stands in a path, by its name: as the pipe and the rules read it. */
const withForm = (parameter: Parameter): Parameter => {
  if (parameter.in !== 'path') return parameter;
  if (/^id$|Id$/.test(parameter.name)) return { ...parameter, schema: { type: 'string', format: 'uuid' } };
  if (parameter.name === 'level') return { ...parameter, schema: { type: 'integer', minimum: 0, maximum: 63 } };
  if (parameter.name === 'position') return { ...parameter, schema: { type: 'integer', minimum: 0 } };
  return parameter.name === 'role' ? { ...parameter, schema: { type: 'string', enum: ROLES } } : parameter;
};

function describeAnswers({ responses }: Operation, command: boolean): void {
  for (const [status, answer] of Object.entries(responses) as [string, Answer][]) {
    answer.description ||= command ? 'Done.' : 'The answer.';
    const position = { 'Ledger-Position': { $ref: '#/components/headers/Ledger-Position' } };
    answer.headers = status === '201' ? { ...position, Location: { $ref: '#/components/headers/Location' } } : position;
  }
}

/** What is read of a claim elsewhere once it is merged. */
const MOVING = /\/claims\/\{id\}(?:\/history|\/compare)?$/;

const problemsOf = (command: boolean, anyone: boolean, path: string): number[] => [
  ...(!command && MOVING.test(path) ? [301] : []),
  400,
  401,
  ...(anyone && !command ? [] : [403]),
  ...(command || path.includes('{') ? [404] : []),
  ...(command ? [409, 412, 413, 415, 422] : []),
  429,
  500,
  503,
];

const HEADERS = {
  'Ledger-Position': {
    description: "The ledger's position that the answer rests on.",
    schema: { type: 'integer' as const, minimum: -1 },
  },
  Location: { description: 'Where the new thing is read.', schema: { type: 'string' as const } },
};

const COMMAND_HEADERS = [
  {
    name: 'Idempotency-Key',
    in: 'header' as const,
    required: false,
    description: 'A repeat of the same request under the same key is answered the same and does nothing.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  {
    name: 'If-Match',
    in: 'header' as const,
    required: false,
    description: 'The revision that the command is meant for, as `ETag` gave it; without it, the newest.',
    schema: { type: 'string', pattern: '^"[1-9][0-9]*"$' },
  },
];

const problemResponses = () =>
  Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      status,
      {
        description,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } },
      },
    ]),
  );
