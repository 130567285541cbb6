// Runs an exported graph over texts that Python has counted: `node run_onnx.mjs <model.onnx> <cases.json> <answers.json>`.
// cases: [{ids, wide, words, counts}]; answers: {embedding, vad, emotions, sentiment}, each one row a text.
import { readFileSync, writeFileSync } from 'node:fs'
import ort from 'onnxruntime-node'

const [graph, given, written] = process.argv.slice(2)
const cases = JSON.parse(readFileSync(given, 'utf8'))
const session = await ort.InferenceSession.create(graph, { intraOpNumThreads: 1 })
const order = cases.map((_, at) => at).sort((a, b) => cases[a].ids.length - cases[b].ids.length)
const answers = Object.fromEntries(session.outputNames.map((name) => [name, new Array(cases.length)]))

const padded = (rows, Type, convert) => {
  const length = Math.max(1, ...rows.map((r) => r.length))
  const flat = new Type(rows.length * length)
  rows.forEach((row, at) => row.forEach((x, i) => (flat[at * length + i] = convert(x))))
  return [flat, [rows.length, length]]
}

for (let start = 0; start < order.length; start += 16) {
  const at = order.slice(start, start + 16)
  const some = at.map((i) => cases[i])
  const int64 = (rows) => new ort.Tensor('int64', ...padded(rows, BigInt64Array, BigInt))
  const float = (rows) => new ort.Tensor('float32', ...padded(rows, Float32Array, Number))
  const names = session.inputNames
  const feeds = names.includes('input_ids')
    ? {
        input_ids: int64(some.map((c) => c.ids)),
        attention_mask: int64(some.map((c) => c.ids.map(() => 1))),
        wide: float(some.map((c) => c.wide))
      }
    : {}
  if (names.includes('counts')) {
    feeds[names.includes('words') ? 'words' : 'ids'] = int64(some.map((c) => c.words))
    feeds.counts = float(some.map((c) => c.counts))
  }
  const found = await session.run(feeds)
  for (const name of session.outputNames) {
    const { data } = found[name]
    const width = data.length / at.length
    at.forEach((i, row) => (answers[name][i] = Array.from(data.subarray(row * width, (row + 1) * width), (x) => Number(x.toPrecision(7)))))
  }
}
writeFileSync(written, JSON.stringify(answers))
