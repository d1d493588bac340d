import ts from 'typescript';

/**
 * Which events the rule of each command may answer with, by the command's name: read off the types of the rules, so that
 * nobody has to write them down a second time.
 */
export function eventsByCommand(): ReadonlyMap<string, readonly string[]> {
  const { options, fileNames } = parsed('tsconfig.json');
  const rules = fileNames.filter((name) => /\/src\/(?:claims|works|outlets|origins|people|ledger)\//.test(name));
  const program = ts.createProgram(rules, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const found = new Map<string, readonly string[]>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'rule') {
      const [given] = node.arguments;
      if (given && ts.isObjectLiteralExpression(given)) found.set(...ruleIn(given, checker));
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) visit(file);
  return found;
}

function parsed(config: string): ts.ParsedCommandLine {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined };
  const result = ts.getParsedCommandLineOfConfigFile(config, {}, host);
  if (!result) throw new Error(`${config} cannot be read`);
  return result;
}

function ruleIn(rule: ts.ObjectLiteralExpression, checker: ts.TypeChecker): [command: string, events: string[]] {
  const member = (name: string) => rule.properties.find((each) => each.name?.getText() === name);
  const [command, decide] = [member('command'), member('decide')];
  if (!command || !ts.isPropertyAssignment(command) || !decide) {
    throw new Error(`what command is this the rule of? ${rule.getText()}`);
  }
  const memberOf = (type: ts.Type, name: string): ts.Type[] => {
    const symbol = checker.getPropertyOfType(type, name);
    return symbol ? parts(checker.getTypeOfSymbol(symbol)) : [];
  };
  const events = checker
    .getTypeAtLocation(decide)
    .getCallSignatures()
    .flatMap((signature) => parts(signature.getReturnType()))
    .flatMap((decision) => memberOf(decision, 'events'))
    .flatMap((list) => parts(checker.getIndexTypeOfType(list, ts.IndexKind.Number)))
    .flatMap((event) => memberOf(event, 'type'))
    .flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
  return [command.initializer.getText(), [...new Set(events)].sort()];
}

const parts = (type: ts.Type | undefined): ts.Type[] => (!type ? [] : type.isUnion() ? type.types : [type]);
