/** `integrity/VERIFY.md`: how anybody checks the file, without us. */
export const verifyText = `# 如何核验 · How to verify

1. 任何 BagIt 工具均可核对文件哈希 (RFC 8493)。Any BagIt tool checks the files against their hashes, e.g. \`bagit.py --validate\`.
2. \`npx probity verify FILE.zip\` 离线核验全部内容:0 完好,1 被改动,2 无法读取。Checks everything offline: 0 intact, 1 tampered, 2 unreadable.
3. \`--root CODE\` 与送达文书上印制的校验码比对;\`--key PUB\` 与学校公布的公钥比对。
   \`--root\` compares with the code printed on a served document, \`--key\` with the university's published key.

By hand: each line of \`data/events.jsonl\` has \`leaf = SHA-256(0x00 || salt || JCS(event))\` (RFC 8785). \`integrity/inclusion.json\`
holds for each its audit path to the root (RFC 9162, section 2.1.3), which stands in \`integrity/checkpoint.txt\`, signed with
Ed25519 in \`integrity/checkpoint.sig\`. A text or file that an event names by \`{vault, sha256}\` lies where \`data/contents.json\`
says, and \`sha256 = SHA-256(salt || bytes)\`.
`;
