/** `integrity/VERIFY.md`: how anybody checks the file, without us. */
export const verifyText = `# 如何核验 · How to verify

1. 任何 BagIt 工具均可核对文件哈希 (RFC 8493)。Any BagIt tool checks the files against their hashes, e.g. \`bagit.py --validate\`.
2. \`npx probity verify FILE.zip\`,或取出本目录的 \`verify.mjs\` 后 \`node verify.mjs FILE.zip\`(无需网络与任何软件包):0 完好,1 被改动,2 用法有误或无法读取。
   重新打包或解包后的文件夹同样可以核验,只作说明。
   Checks everything offline: 0 intact, 1 tampered, 2 usage or unreadable. An archive packed anew, or the unpacked folder, verifies
   likewise, with a note. A forger may also have changed the verifier in the file: take it
   from another file, or from the university, if in doubt.
3. \`--root CODE\` 与送达文书上印制的校验码比对;\`--key PUB\` 与学校公布的公钥(\`/.well-known/probity-keys.json\`)比对。
   \`--root\` compares with the code printed on a served document, \`--key\` with the university's published keys.
4. 如有 \`root.tsr\`:\`openssl ts -verify -data checkpoint.txt -in root.tsr -CAfile 时间戳机构根证书.pem\`。
   Where there is a \`root.tsr\`, openssl checks it against the authority that you trust.

By hand: each line of \`data/events.jsonl\` has \`leaf = SHA-256(0x00 || salt || JCS(event))\` (RFC 8785); of a withheld event
only the leaf and the reason are there. \`integrity/inclusion.json\` holds for each its audit path to the root (RFC 9162, section
2.1.3), which stands in \`integrity/checkpoint.txt\`, signed with Ed25519 in \`integrity/checkpoint.sig\`. A text or file that an event
names by \`{vault, sha256}\` lies where \`data/contents.json\` says, and \`sha256 = SHA-256(salt || bytes)\`. A vendor's event in \`data/raw\`
is \`SHA-256(0x00 || salt || bytes)\` in its segment's tree, whose root stands in an event of the log (\`integrity/segments.json\`);
of a withheld one only that leaf is there.
What may be read of a withheld event (\`data/extracts.jsonl\`), \`data/case.json\`, records of evidence and rules are bound by the
export's signature, as is every file beside \`data/\`: \`integrity/export.json\` names the hash of each, \`manifest-sha256.txt\` among
them, and is signed in \`integrity/export.sig\`.
`;
