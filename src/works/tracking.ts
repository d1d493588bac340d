import rules from 'tidy-url/data/rules.js';

const ADDED =
  // Click identifiers
  'dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid yclid ysclid ymclid twclid ttclid li_fat_id igshid igsh epik ' +
  'wickedid rb_clickid s_cid sc_cid mibextid rdid _openstat _ga _gl _gac _branch_match_id _branch_referrer ' +
  // Newsletters
  'mc_tc ml_subscriber ml_subscriber_hash hss_channel ck_subscriber_id bsft_eid bsft_clkid cndid ' +
  // Shares, and the campaigns of newsrooms
  'fb_action_ids fb_action_types fb_source fb_ref __tn__ __xts__ ref_src ref_url guccounter guce_referrer guce_referrer_sig ' +
  'soc_src soc_trk ocid smid smtyp xtor xtref wt_mc wt.mc_id ns_mchannel ns_source ns_campaign ns_linkname ns_fee at_medium ' +
  'at_campaign at_custom1 at_custom2 at_custom3 at_custom4 at_link_id at_link_type at_link_origin at_format at_ptr_name ' +
  'at_bbc_team ' +
  // Sessions of readers, and the form for telephones of the same page
  'phpsessid jsessionid aspsessionid usqp amp_js_v amp_gsa';

const NAMES: ReadonlySet<string> = new Set([
  ...(rules.find(({ name }) => name === 'Global')?.rules ?? []).map((each) => each.toLowerCase()),
  ...ADDED.split(' '),
]);
/** Of these families every member is one. */
const FAMILIES = /^(?:utm|mtm|hsa|stm)_\w/;
/** These are only with a value that nothing else would have. */
const WITH_VALUE = /^(?:amp=(?:1|true)?|outputtype=amp|cmp=(?:share|twt|fb|soc|emc|edit)[\w_]*)$/;

/**
 * Whether a query's parameter says by which way a reader came to a page, and not which page it is: one that tidy-url lists
 * for all sites, or of those above. The list belongs to the version of keys.
 *
 * @param name decoded, lower case, as is the value
 */
export const tellsNothing = (name: string, value: string): boolean =>
  NAMES.has(name) || FAMILIES.test(name) || WITH_VALUE.test(`${name}=${value}`);

/** All names, for whoever watches that they stay those of their version. */
export const trackingParameters = (): readonly string[] => [...NAMES].sort();
