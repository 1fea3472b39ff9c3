import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { batchCsv, codeOf, csvFile, onEachDatabase } from './support/centre-under-test.ts';
import type { CentralClient } from './support/centre-under-test.ts';

const importText = (client: CentralClient, text: string, columnMap?: Record<string, string>) =>
  client.batches.import({ clientName: 'Acme', file: csvFile(text), ...(columnMap === undefined ? {} : { columnMap }) });
const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'taken',
    (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
  );

onEachDatabase((under) => {
  test('imports a CSV; the same file twice changes nothing; a changed row is an update', async () => {
    const { operations } = await under().people('operations');
    const first = await importText(operations.client, batchCsv(20));
    expect(first).toMatchObject({ rows: 20, added: 20, updated: 0, unchanged: 0, bad: [], badRowsFile: null });
    expect(await importText(operations.client, batchCsv(20))).toMatchObject({ batchId: first.batchId, added: 0, updated: 0, unchanged: 20 });
    expect(await importText(operations.client, batchCsv(20).replace('102.50', '99.99'))).toMatchObject({ added: 0, updated: 1, unchanged: 19 });
    expect(await operations.client.batches.list()).toMatchObject([{ id: first.batchId, batchNo: 'B-1', clientName: 'Acme', cases: 20, assigned: 0, status: 'open' }]);
  });

  test('the same file twice at the same moment adds each case once', async () => {
    const { operations } = await under().people('operations');
    const reports = await Promise.all([1, 2, 3].map(() => importText(operations.client, batchCsv(30))));
    expect(reports.reduce((sum, one) => sum + one.added, 0)).toBe(30);
    expect(reports.reduce((sum, one) => sum + one.unchanged, 0)).toBe(60);
  });

  test('bad rows are reported with line, column, reason and masked value, and written to a file; good rows stay', async () => {
    const { operations } = await under().people('operations');
    const lines = batchCsv(5).split('\n');
    lines[2] = lines[2]?.replace('101.50', '1o1.50') ?? '';
    lines[3] = lines[3]?.replace('+1 202 456 1002', '13800') ?? '';
    lines[4] = lines[4]?.replace('2026-06-30', '2026-02-30').replace('USD', 'XYZ') ?? '';
    lines.push('B-1,C9,2026-01-05', '=cmd|x,C10,2026-01-05,2026-06-30,Card,Late,+1 202 456 1999,1,USD,5.00,4');
    const report = await importText(operations.client, lines.join('\n'));
    expect(report).toMatchObject({ rows: 7, added: 2 });
    expect(report.bad).toEqual([
      { line: 3, column: 'placed_amt', reason: 'is not an amount of money with at most two decimals', value: '1o1.50' },
      { line: 4, column: 'mobile', reason: 'is not a telephone number that exists', value: '13***00' },
      { line: 5, column: 'currency', reason: 'is not a currency we take (CNY, USD, GBP)', value: 'XYZ' },
      { line: 5, column: 'recall_on', reason: 'is a day that does not exist', value: '2026-02-30' },
      { line: 7, column: '', reason: 'has 3 cells where the heading has 11', value: '' },
      { line: 8, column: 'batch_no', reason: 'is another batch than B-1; send one file per batch', value: '=cmd|x' },
    ]);
    const file = join(under().dataDir, report.badRowsFile ?? 'none');
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain("8,batch_no,is another batch than B-1; send one file per batch,'=cmd|x");
  });

  test('reads GB18030 with Chinese headings, several rows per case, and the same rows from XLSX as the same cases', async () => {
    const { operations, agent } = await under().people('operations', 'agent');
    const rows = [
      ['委案批次号', '案件编号', '委案日期', '退案日期', '产品', '姓名', '手机号', '账号', '币种', '委案金额', '剩余本金', '逾期利息', '费用', '逾期天数', '联系人', '关系', '联系人电话', '可联'],
      ['批1', '甲001', '2026年1月5日', '2026/6/30', '信用卡', '陈思远𠮷', '13800138000', '6222 0001', '人民币', '￥1,234.50', '1,000', '200', '34.50', '45', '王敏', '配偶', '13900139000', ''],
      ['批1', '甲001', '20260105', '2026.6.30', '现金贷', '陈思远𠮷', '13800138000', '6222 0002', 'CNY', '100', '', '', '', '12', '何平', '朋友', '13700137000', '是'],
      ['批1', '甲002', '2026-01-05', '2026-06-30', '信用卡', '林晓岚', '13600136000', '6222 0003', 'CNY', '88.8', '', '', '', '95', '', '', '', ''],
    ];
    const text = rows.map((row) => row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')).join('\r\n');
    const report = await operations.client.batches.import({ clientName: '远山', file: new File([new Uint8Array(iconv.encode(text, 'gb18030'))], 'b.csv') });
    expect(report).toMatchObject({ rows: 3, added: 2, bad: [] });

    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('s');
    rows.forEach((row, index) =>
      sheet.addRow(
        index === 0
          ? row
          : row.map((cell, column) =>
              column === 2 ? new Date('2026-01-05T00:00:00Z') : column === 13 ? Number(cell) : column === 5 ? { richText: [{ text: cell.slice(0, 1) }, { text: cell.slice(1) }] } : cell,
            ),
      ),
    );
    const xlsx = await operations.client.batches.import({ clientName: '远山', file: new File([await workbook.xlsx.writeBuffer()], 'b.xlsx') });
    expect(xlsx).toMatchObject({ batchId: report.batchId, rows: 3, added: 0, updated: 0, unchanged: 2, bad: [] });

    await operations.client.batches.assign({ batchId: report.batchId ?? '', agentIds: [agent.user.id] });
    const { changes } = await agent.client.sync.changes({ cursor: 0 });
    const one = changes.flatMap((change) => (change.kind === 'case' && change.case.caseNo === '甲001' ? [change.case] : []))[0];
    expect(one).toMatchObject({
      jurisdiction: 'CN',
      language: 'zh-CN',
      currency: 'CNY',
      balanceMinor: 133450,
      dpd: 45,
      bucket: 'M2',
      placedOn: '2026-01-05',
      recallOn: '2026-06-30',
      debtor: { name: '陈思远𠮷', timeZones: ['Asia/Shanghai'] },
      accounts: [
        { numberEnd: '0001', dueMinor: 123450, principalMinor: 100000, interestMinor: 20000, feesMinor: 3450, bucket: 'M2' },
        { numberEnd: '0002', dueMinor: 10000, bucket: 'M1' },
      ],
      contacts: [
        { relation: 'self', phone: '+8613800138000', mayCall: true, whyNot: null },
        { relation: 'spouse', name: '王敏', phone: '+8613900139000', mayCall: false, whyNot: 'third-party-locked' },
        { relation: 'friend', name: '何平', mayCall: true, whyNot: null },
      ],
    });
  });

  test('the column map is kept per client', async () => {
    const { operations } = await under().people('operations');
    const odd = batchCsv(2).replace('placed_amt', 'Outstanding (gross)');
    expect(await refusal(importText(operations.client, odd))).toMatch(/^FILE_REFUSED: Columns are missing: placed_amt/);
    expect(await importText(operations.client, odd, { 'Outstanding (gross)': 'placed_amt' })).toMatchObject({ added: 2 });
    expect(await importText(operations.client, odd)).toMatchObject({ unchanged: 2 });
    expect(await refusal(operations.client.batches.import({ clientName: 'Someone else', file: csvFile(odd) }))).toMatch(/^FILE_REFUSED/);
    expect(await refusal(importText(operations.client, odd, { x: 'no_such_column' }))).toMatch(/^FILE_REFUSED: The column map names/);
  });

  test('what is no batch file is refused in words', async () => {
    const { operations, agent } = await under().people('operations', 'agent');
    const send = (bytes: string | Uint8Array<ArrayBuffer>) => refusal(operations.client.batches.import({ clientName: 'Acme', file: new File([bytes], 'x.csv') }));
    expect(await send('')).toMatch(/FILE_REFUSED: The file is empty|BAD_REQUEST/);
    expect(await send('a,b\n')).toBe('FILE_REFUSED: The file has a heading and no rows.');
    expect(await send('a,b\n1,2\n')).toMatch(/Columns are missing/);
    expect(await send(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).toMatch(/zero bytes/);
    expect(await send(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).toMatch(/old \.xls file/);
    expect(await send(new Uint8Array([0x61, 0xff, 0xff, 0xfe, 0x0a, 0x62]))).toMatch(/neither UTF-8 nor GB18030/);
    expect(await send(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]))).toMatch(/cut short/);
    expect(await send(`${batchCsv(3)}\n"never closed`)).toMatch(/from line 5 on: a quotation mark is opened and never closed/);
    expect(await send(batchCsv(2).replace('currency', 'amount'))).toMatch(/both mean placed_amt/);
    expect(await codeOf(importText(agent.client, batchCsv(1)))).toBe('NOT_ALLOWED');
  });

  test('a body that is far too large is refused', async () => {
    const { agent } = await under().people('agent');
    const answer = await fetch(`${under().central.url}/api/sync/activities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent.token}`, 'content-type': 'application/json' },
      body: `{"protocol":1,"activities":["${'x'.repeat(17_000_000)}"]}`,
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    const notJson = await fetch(`${under().central.url}/api/sync/activities`, { method: 'POST', headers: { authorization: `Bearer ${agent.token}`, 'content-type': 'application/json' }, body: '{' });
    expect(notJson.status).toBe(400);
  });

  test('assigns evenly, moves as little as it must, and tells every desk', async () => {
    const { operations, agent, tenant, tenantId, lead } = await under().people('operations', 'agent', 'lead');
    const second = await under().another(tenantId, tenant, 'agent');
    const { batchId } = await importText(operations.client, batchCsv(7));
    const id = batchId ?? '';
    expect(await operations.client.batches.assign({ batchId: id, agentIds: [agent.user.id] })).toEqual({ perAgent: { [agent.user.id]: 7 } });
    const all = await agent.client.sync.changes({ cursor: 0 });
    expect(all.changes).toHaveLength(7);
    const { perAgent } = await operations.client.batches.assign({ batchId: id, agentIds: [agent.user.id, second.user.id] });
    expect(perAgent).toEqual({ [agent.user.id]: 4, [second.user.id]: 3 });
    const taken = await agent.client.sync.changes({ cursor: all.cursor });
    expect(taken.changes.map((change) => change.kind)).toEqual(['case-removed', 'case-removed', 'case-removed']);
    expect((await second.client.sync.changes({ cursor: 0 })).changes).toHaveLength(3);
    expect(await codeOf(operations.client.batches.assign({ batchId: id, agentIds: [lead.user.id] }))).toBe('NOT_FOUND');
    expect(await codeOf(operations.client.batches.assign({ batchId: 'none', agentIds: [agent.user.id] }))).toBe('NOT_FOUND');
  });

  test('a withdrawn batch takes its cases away and does not come back under its number', async () => {
    const { operations, agent, lead } = await under().people('operations', 'agent', 'lead');
    const { batchId } = await importText(operations.client, batchCsv(4));
    const id = batchId ?? '';
    await operations.client.batches.assign({ batchId: id, agentIds: [agent.user.id] });
    const before = await agent.client.sync.changes({ cursor: 0 });
    expect(await operations.client.batches.withdraw({ batchId: id })).toEqual({ removed: 4 });
    expect(await operations.client.batches.withdraw({ batchId: id })).toEqual({ removed: 0 });
    const after = await agent.client.sync.changes({ cursor: before.cursor });
    expect(after.changes.map((change) => change.kind)).toEqual(Array.from({ length: 4 }, () => 'case-removed'));
    expect(await codeOf(operations.client.batches.assign({ batchId: id, agentIds: [agent.user.id] }))).toBe('NOT_ALLOWED');
    expect(await refusal(importText(operations.client, batchCsv(4)))).toMatch(/was withdrawn/);
    expect(await operations.client.batches.list()).toMatchObject([{ status: 'withdrawn', assigned: 0 }]);
    // The same cases placed again under a new number start again.
    const again = await importText(operations.client, batchCsv(4, 'B-2'));
    expect(again).toMatchObject({ added: 0, updated: 4 });
    await operations.client.batches.assign({ batchId: again.batchId ?? '', agentIds: [agent.user.id] });
    expect((await agent.client.sync.changes({ cursor: after.cursor })).changes).toMatchObject(Array.from({ length: 4 }, () => ({ kind: 'case', case: { status: 'open', batchNo: 'B-2' } })));
    expect((await lead.client.audit.list({ limit: 8 })).map((row) => row.action).filter((action) => action !== 'sign-in' && action !== 'user-created')).toEqual([
      'assign',
      'import',
      'withdraw',
      'assign',
      'import',
    ]);
  });

  test('an export holds the cases and no formula, and comes back unchanged', async () => {
    const { operations, lead } = await under().people('operations', 'lead');
    const evil = batchCsv(3).replace('Debtor 1', '"=HYPERLINK(""http://x"",""y"")"').replace('Debtor 2', '@SUM(1)').replace('Card', '+Card');
    const { batchId } = await importText(operations.client, evil);
    const { fileName, csv } = await operations.client.batches.exportCsv({ batchId: batchId ?? '' });
    expect(fileName).toBe('B-1.csv');
    expect(csv).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(csv).toContain("'@SUM(1)");
    expect(csv).toContain("'+Card");
    expect(csv).toContain("'+12024561000");
    for (const line of csv.split('\r\n')) for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+\-@\t]/);
    const back = await importText(operations.client, csv.replaceAll('placed_amt', 'amount'));
    expect(back.bad).toEqual([]);
    expect((await lead.client.audit.list({ limit: 2 })).map((row) => row.action)).toContain('export');
  });

  test('one tenant neither sees nor touches the batches of another', async () => {
    const one = await under().people('operations', 'agent');
    const other = await under().people('administrator');
    const { batchId } = await importText(one.operations.client, batchCsv(2));
    expect(await other.administrator.client.batches.list()).toEqual([]);
    expect(await codeOf(other.administrator.client.batches.withdraw({ batchId: batchId ?? '' }))).toBe('NOT_FOUND');
    expect(await codeOf(other.administrator.client.batches.exportCsv({ batchId: batchId ?? '' }))).toBe('NOT_FOUND');
    const own = await importText(other.administrator.client, batchCsv(2));
    expect(own.batchId).not.toBe(batchId);
    expect(await codeOf(other.administrator.client.batches.assign({ batchId: own.batchId ?? '', agentIds: [one.agent.user.id] }))).toBe('NOT_FOUND');
  });
});
