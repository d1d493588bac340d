/** What decides over the ledger in a database as the migrations make it: `KEEP_SCHEMA=1` with test/schema-fingerprint.spec.ts. */
export const SCHEMA_FINGERPRINT: Readonly<Record<string, string>> = {
  'constraint PK_8c82d7f526340ab734260ea46be on ledger_private.migrations':
    'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint acceptances_accepted_by_fkey on ledger.acceptances':
    '504ebed2eec480d134d50930270a035eaac5547ddb11a7f1b45f9c2245d18375',
  'constraint acceptances_pkey on ledger.acceptances':
    'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint acceptances_position_fkey on ledger.acceptances':
    '61130f6a0c4f00d020fd757aee5524c4c1609104e25d64f4237104f281e16700',
  'constraint checkpoints_pkey on audit.checkpoints':
    'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint checkpoints_root_check on audit.checkpoints':
    '0c64defcf792564a6113faafc6086ca9c30ce8240c0d21338524ad90e06d86dc',
  'constraint checkpoints_size_check on audit.checkpoints':
    'be5944e98cfd9e220748b07468f09b59f3635a5f8416903357b7dee3bed5ad5c',
  'constraint cosignatures_pkey on audit.cosignatures':
    '36b3b438b4697cef5b0bd08cc1378ff3e9ffd63bd057c732fb06b67fd3e4c3fd',
  'constraint cosignatures_size_fkey on audit.cosignatures':
    '34e13b39d2152cff292bba5b35fd2e22c9c7ed0a988379f7bf7e172ce10d3864',
  'constraint door_key_check on ledger_private.door':
    'be5944e98cfd9e220748b07468f09b59f3635a5f8416903357b7dee3bed5ad5c',
  'constraint door_pkey on ledger_private.door': 'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint erasures_erased_by_fkey on ledger.erasures':
    '504ebed2eec480d134d50930270a035eaac5547ddb11a7f1b45f9c2245d18375',
  'constraint erasures_pkey on ledger.erasures': 'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint erasures_position_fkey on ledger.erasures':
    '61130f6a0c4f00d020fd757aee5524c4c1609104e25d64f4237104f281e16700',
  'constraint events_check on ledger.events': 'c6978b0ebca51120e2d4f407f5f1e5835b05ae6755aca9035f0f7775b3547c04',
  'constraint events_id_key on ledger.events': 'ffdff0e45be0d8b0f6df7f00a2410b7020db5001ab9f2e0d6574f7cd35a26ef8',
  'constraint events_leaf_check on ledger.events': 'ea5e4f65d29a86f832e4237dc14581d2110ef5c73587b45bde10ab0983694b7c',
  'constraint events_mac_check on ledger.events': 'e6eb17b11756218afad553b8788466abdab3d34c33777006bdedad31d3fa30b9',
  'constraint events_pkey on ledger.events': 'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint events_revision_check on ledger.events':
    '0c64defcf792564a6113faafc6086ca9c30ce8240c0d21338524ad90e06d86dc',
  'constraint events_stream_revision_key on ledger.events':
    '6f15c98e7441815897cf0f388784354445f6a04b6da8c88dcc2fa0d653a28327',
  'constraint head_pkey on ledger.head': 'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint head_single_check on ledger.head': 'be5944e98cfd9e220748b07468f09b59f3635a5f8416903357b7dee3bed5ad5c',
  'constraint reservations_pkey on ledger.reservations':
    '84adf1ab1f898f5918e2c3874399da1fd98cd6f2701ec690227e1dfb43b872c5',
  'constraint streams_pkey on ledger.streams': 'ad2534a4350e736ed115313d26ed6a4693748272b3e725ed85c0eafc49a0ffbb',
  'constraint streams_salt_check on ledger.streams': '0c64defcf792564a6113faafc6086ca9c30ce8240c0d21338524ad90e06d86dc',
  'constraint tiles_hashes_check on audit.tiles': '6c093dceed5d5f885993b565be374bccd272a737184dee4c4fe2e9ce53507494',
  'constraint tiles_index_check on audit.tiles': '0c64defcf792564a6113faafc6086ca9c30ce8240c0d21338524ad90e06d86dc',
  'constraint tiles_level_check on audit.tiles': 'be5944e98cfd9e220748b07468f09b59f3635a5f8416903357b7dee3bed5ad5c',
  'constraint tiles_pkey on audit.tiles': '36b3b438b4697cef5b0bd08cc1378ff3e9ffd63bd057c732fb06b67fd3e4c3fd',
  'function audit.store_checkpoint(bigint,bytea,text,bytea)':
    '930d2c19965b1bde90bad55ca02d5b537ec884cec07ed9eb9c84cb52e65cbc45',
  'function audit.store_tiles(smallint[],bigint[],bytea[],bytea)':
    'cc0c5f146a1829845e094c594ce58bcb1a7c6fef489c671ba18248e869cd0ad8',
  'function ledger.accept(bigint[],bigint)': '4445ddc698c37f50c848015c31153fff33fa8ea272c2c912f082cae7294dbebb',
  'function ledger.append(bigint,timestamp with time zone,uuid[],text[],integer[],bytea,integer[],bytea,text[],text[],bytea[],text[],text[],bytea,text[],uuid[],text[],bigint[],boolean[],text[])':
    'b3a867a10807faacadbf6a3f53a80f3f42441884fdd984bc2e97720386e8ad88',
  'function ledger.append(bigint,timestamp with time zone,uuid[],text[],integer[],bytea,integer[],bytea,text[],text[],bytea[],text[],text[],bytea,text[],uuid[],text[],bigint[],boolean[],text[],bytea,bytea)':
    '6fea55d97eabebe0244dbd1e20e77c5c3d3820303f8b96b46aae2e6141648962',
  'function ledger.erase(bigint[],bigint)': '842effbedc9bd8b00764db91e77189c6dbfdde9ece3867ae206669df7cacc6cb',
  'function ledger.is_decided_by_two(bigint)': '50c1dd8dd0e238aaab6ceee6359d1ee4014598a3ac663bc858832f44cc277342',
  'function ledger.json_of(bytea)': 'f1fba54222f0a91016d670ccaa2ecb808969ba619f68213b1d6f8858414c8ba3',
  'function ledger.lock_head()': 'db82c9907c0d82ef637a2648c55765f4068f3314f6bc5bc0e11154cfc9a74ee8',
  'function ledger.must_open(bytea,bytea)': '89ceafb41201bab3a6460ab6ea655f7158975b871bd2e0fe4011efb530bb507e',
  'function ledger.position_at(timestamp with time zone)':
    '50d25876014c42022489d6f2387ecbd4981e03ab34dc466e936689e89251f1a0',
  'function ledger.refuse()': '9f5b9cccb1f10c6c8b3c91bc93f0f47674862c5dc19c2b7e7621fed422a91e3a',
  'function ledger.refuse_unless_erased()': 'c3228a4755dded4214278e032195c3b5ef4bf6e30d7ef3f0229e03a44f0b3a26',
  'role claim_ledger_app': 'a842e34d4bd745f9cd5b60b9e1b1e1d5138afcd7243c0c810398ccfacf922f77',
  'role claim_ledger_read': 'a842e34d4bd745f9cd5b60b9e1b1e1d5138afcd7243c0c810398ccfacf922f77',
  'schema audit': '4b322d29de854704eafec9801709fab71ed309057a70e722fe8e35860b4c364e',
  'schema ledger': '4b322d29de854704eafec9801709fab71ed309057a70e722fe8e35860b4c364e',
  'schema ledger_private': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'table audit.checkpoints': '0a480a0e7ecbc645c78d7449fac85990b87920781947c0a50abe781e8986bf6f',
  'table audit.cosignatures': 'e9378f5b68243781560e7fd028d22a60651d1c6172c1ee0297be0fc4eb48ed54',
  'table audit.tiles': '7bd004189e5dc4b5dccf56df59e6d4561bc30b502bd75e495103d27335466b6c',
  'table ledger.acceptances': '5449d2a90897d9766e6f922a33f3f7c3c2139045a074ebf3003a0cdb4393a5b4',
  'table ledger.erasures': '45211db9bbede262ff6d861610bdbd5e46e29095926f0ada0c1447f4e054db0e',
  'table ledger.events': '6e6bc2c3272bfba51c4d9f2bde3c5ff3083c84af1b2145210335678ab9bfad8b',
  'table ledger.head': '3d0431cda539e30ed4dd25fbffd5ec8c6e5688568af5f22dcb9289ae353447b2',
  'table ledger.reservations': '988801f5b188ad97b17ab7ec8ff5322849b200bcc11465f4646bd6ae0b16a420',
  'table ledger.streams': '6d44ea3c4ab071d0adaf8f1ed10370a2cbf7c96e803ffb8f987c59606e8e9a5e',
  'table ledger_private.door': 'f73b9e4ce7859c4e2ed8c31ec4393f21d3e10cfa4683784e0ed6ddf5ee58cba2',
  'table ledger_private.migrations': 'a0a50187308c24e3787bab2d2511abe0e61be13ce8c340c504ec8bf88e1d1041',
  'table ledger_private.migrations_id_seq': 'e18690b4e42b1a8f285c2dc013ec9737c1b5e8531a346d800c8e6e2156085381',
  'trigger acceptances_insert_only on ledger.acceptances':
    'f97756a42032a1b666de9df05fb1e3161f683c689d1c8021f5b746105b22a319',
  'trigger acceptances_no_truncate on ledger.acceptances':
    'fcc3ed3805f728180a41bb175f06a3a4ca6a8ce0affdc501d52c007f7a0de37f',
  'trigger checkpoints_insert_only on audit.checkpoints':
    'f97756a42032a1b666de9df05fb1e3161f683c689d1c8021f5b746105b22a319',
  'trigger checkpoints_no_truncate on audit.checkpoints':
    'fcc3ed3805f728180a41bb175f06a3a4ca6a8ce0affdc501d52c007f7a0de37f',
  'trigger cosignatures_insert_only on audit.cosignatures':
    'f97756a42032a1b666de9df05fb1e3161f683c689d1c8021f5b746105b22a319',
  'trigger cosignatures_no_truncate on audit.cosignatures':
    'fcc3ed3805f728180a41bb175f06a3a4ca6a8ce0affdc501d52c007f7a0de37f',
  'trigger erasures_insert_only on ledger.erasures': 'f97756a42032a1b666de9df05fb1e3161f683c689d1c8021f5b746105b22a319',
  'trigger erasures_no_truncate on ledger.erasures': 'fcc3ed3805f728180a41bb175f06a3a4ca6a8ce0affdc501d52c007f7a0de37f',
  'trigger events_erasure_only on ledger.events': '23ed29f5cbc36cb020fa8733fe1aa68aa8ef18c6274e98617ca9fb8f462da711',
  'trigger events_no_delete on ledger.events': 'a3b3e9e1d0c8a9807acca137418321f160cab31682f88f39f311a247b03dcf12',
  'trigger events_no_truncate on ledger.events': 'fcc3ed3805f728180a41bb175f06a3a4ca6a8ce0affdc501d52c007f7a0de37f',
  'trigger streams_insert_only on ledger.streams': 'f97756a42032a1b666de9df05fb1e3161f683c689d1c8021f5b746105b22a319',
  'trigger streams_no_truncate on ledger.streams': 'fcc3ed3805f728180a41bb175f06a3a4ca6a8ce0affdc501d52c007f7a0de37f',
  'trigger tiles_insert_only on audit.tiles': 'f97756a42032a1b666de9df05fb1e3161f683c689d1c8021f5b746105b22a319',
  'trigger tiles_no_truncate on audit.tiles': 'fcc3ed3805f728180a41bb175f06a3a4ca6a8ce0affdc501d52c007f7a0de37f',
};
