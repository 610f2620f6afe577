// Reads a table with a reader that knows nothing of this product and prints it as lines of JSON: first the columns, then the
// values column by column. Doubles are the hexadecimal bits of their IEEE form, integers decimal text, nulls null.
//   node read.mjs duckdb SQL
//   node read.mjs hyparquet FILE
const [reader, subject] = process.argv.slice(2);
const valuesPerLine = 4096;

const readers = { duckdb: readWithDuckDb, hyparquet: readWithHyparquet };
const { names, types, columns } = await readers[reader](subject);
print({ names, types });
columns.forEach((values, column) => {
  for (let first = 0; first < values.length; first += valuesPerLine) {
    print({ column, values: values.slice(first, first + valuesPerLine).map(exact) });
  }
});

async function readWithDuckDb(sql) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const result = await connection.runAndReadAll(sql);
  return {
    names: result.columnNames(),
    types: result.columnTypes().map(String),
    columns: result.getColumns(),
  };
}

async function readWithHyparquet(path) {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead } = await import('hyparquet');
  const { compressors } = await import('hyparquet-compressors');
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const leaves = metadata.schema.slice(1);
  const names = leaves.map(leaf => leaf.name);
  const columns = names.map(() => []);
  const onComplete = rows => rows.forEach(row => row.forEach((value, i) => columns[i].push(value ?? null)));
  await parquetRead({ file, metadata, compressors, rowFormat: 'array', onComplete });
  return { names, types: leaves.map(leaf => leaf.converted_type ?? leaf.type), columns };
}

function exact(value) {
  if (typeof value === 'bigint') return { i: value.toString() };
  if (typeof value !== 'number') return value ?? null;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return { d: view.getBigUint64(0).toString(16).padStart(16, '0') };
}

function print(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}
