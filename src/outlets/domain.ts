import { domainToASCII } from 'node:url';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { parse } from 'tldts';

/**
 * The host name by which an outlet is known: lower case, ASCII (RFC 5891), without `www.` and port; also from an address.
 * Undefined where there is none below a public suffix: `localhost`, `co.uk`, an IP address.
 */
export const domainOf = (text: string): string | undefined => {
  const hostname = domainToASCII(parse(text).hostname ?? '');
  const { domain, isIp } = parse(hostname);
  if (!domain || isIp) return undefined;
  // `www.ua` is a domain of its own; only a `www.` in front of one is decoration.
  const bare = hostname.replace(/^www\./, '');
  return parse(bare).domain ? bare : hostname;
};

/** Property decorator: a domain name, or an address that contains one; at most 300 characters. */
export const IsDomain = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isDomain',
      validator: {
        validate: (value) => typeof value === 'string' && value.length <= 300 && domainOf(value) !== undefined,
        defaultMessage: () => '$property must be a domain name such as rbc.ua',
      },
    },
    options,
  );
