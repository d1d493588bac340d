import config from './jest.config.mjs';

/** What is looked at in a real browser (Chromium; CHROMIUM names another one than `/usr/bin/chromium`). Needs `dist`. */
export default {
  ...config,
  testMatch: ['<rootDir>/test/browser/**/*.look.ts'],
  testTimeout: 180000,
  maxWorkers: 1,
};
