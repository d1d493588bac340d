import { OAuth2Server } from 'oauth2-mock-server';

/**
 * An OpenID provider, in a process of its own because its library does not run in jest's. It is told over IPC what to
 * say of whoever signs in next, and tells its address.
 */
const provider = new OAuth2Server();
let claims = {};
await provider.issuer.keys.generate('RS256');
await provider.start(0, '127.0.0.1');
provider.issuer.url = `http://127.0.0.1:${provider.address().port}`;
provider.service.on('beforeTokenSigning', (token) => Object.assign(token.payload, claims));
process.on('message', (told) => {
  claims = told;
  process.send({ told: true });
});
process.on('disconnect', () => process.exit(0));
process.send({ url: provider.issuer.url });
