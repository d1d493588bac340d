import type { Cast } from './cast.js';

/** The outlets of the sample, by identifier: those that publish its works, and the agencies and papers behind these. */
export interface Outlets {
  readonly cgtn: string;
  readonly kyivIndependent: string;
  readonly rbcUkraine: string;
  readonly vietnamVn: string;
  readonly worldAndVietNam: string;
  readonly reuters: string;
  readonly afp: string;
  readonly financialTimes: string;
}

/** Registers them. */
export async function enterOutlets({ editor }: Cast): Promise<Outlets> {
  const cgtn = await editor.registers('outlet/cgtn', {
    name: 'CGTN',
    domains: ['cgtn.com'],
    country: 'CN',
    language: 'en',
    kind: 'broadcaster',
  });
  const kyivIndependent = await editor.registers('outlet/kyiv-independent', {
    name: 'The Kyiv Independent',
    domains: ['kyivindependent.com'],
    country: 'UA',
    language: 'en',
    kind: 'online',
  });
  const rbcUkraine = await editor.registers('outlet/rbc-ukraine', {
    name: 'RBC-Ukraine',
    domains: ['rbc.ua'],
    country: 'UA',
    language: 'uk',
    kind: 'online',
  });
  const reuters = await editor.registers('outlet/reuters', {
    name: 'Reuters',
    domains: ['reuters.com'],
    country: 'GB',
    language: 'en',
    kind: 'agency',
  });
  const vietnamVn = await editor.registers('outlet/vietnam-vn', {
    name: 'Vietnam.vn',
    domains: ['vietnam.vn'],
    country: 'VN',
    kind: 'online',
  });
  const worldAndVietNam = await editor.registers('outlet/world-and-viet-nam', {
    name: 'The World and Viet Nam Report',
    domains: ['baoquocte.vn'],
    country: 'VN',
    language: 'vi',
    kind: 'newspaper',
  });
  const afp = await editor.registers('outlet/afp', {
    name: 'Agence France-Presse',
    aliases: ['AFP'],
    domains: ['afp.com'],
    country: 'FR',
    kind: 'agency',
  });
  const financialTimes = await editor.registers('outlet/financial-times', {
    name: 'Financial Times',
    domains: ['ft.com'],
    country: 'GB',
    language: 'en',
    kind: 'newspaper',
  });
  return { cgtn, kyivIndependent, rbcUkraine, vietnamVn, worldAndVietNam, reuters, afp, financialTimes };
}
