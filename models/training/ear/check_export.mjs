// Compares an exported folder with what PyTorch gave (check.json): tokenizer ids, fp32, int8 and unmerged models;
// then times the int8 model. Usage: node check_export.mjs <folder> [session threads]
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import ort from 'onnxruntime-node'

const folder = process.argv[2]
const threads = Number(process.argv[3] ?? 2)
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const cases = read('check.json')
const manifest = read('manifest.json')
const tokenizer = new Tokenizer(read('tokenizer.json'), { model_max_length: manifest.longest })

let differing = 0
for (const one of cases) {
  const ids = tokenizer.encode(one.text).ids
  const cut = ids.length > manifest.longest ? [...ids.slice(0, manifest.longest - 1), ids.at(-1)] : ids
  if (JSON.stringify(cut.map(Number)) !== JSON.stringify(one.ids)) {
    if (differing++ < 3) console.log('ids differ:', one.text.slice(0, 60), cut.slice(0, 20), one.ids.slice(0, 20))
  }
}
const report = { texts: cases.length, tokenizerDiffers: differing }

function feeds(some) {
  const length = Math.max(...some.map((c) => c.ids.length))
  const ids = new BigInt64Array(some.length * length)
  const mask = new BigInt64Array(some.length * length)
  const wide = new Float32Array(some.length * some[0].wide.length)
  some.forEach((c, row) => {
    c.ids.forEach((id, at) => {
      ids[row * length + at] = BigInt(id)
      mask[row * length + at] = 1n
    })
    wide.set(c.wide, row * c.wide.length)
  })
  const extra = some[0].words ? sparse(some) : {}
  return {
    ...extra,
    input_ids: new ort.Tensor('int64', ids, [some.length, length]),
    attention_mask: new ort.Tensor('int64', mask, [some.length, length]),
    wide: new ort.Tensor('float32', wide, [some.length, some[0].wide.length])
  }
}

/** Ids and counts of the ridges' features, padded with 0. */
function sparse(some) {
  const length = Math.max(1, ...some.map((c) => c.words.length))
  const words = new BigInt64Array(some.length * length)
  const counts = new Float32Array(some.length * length)
  some.forEach((c, row) => {
    c.words.forEach((id, at) => (words[row * length + at] = BigInt(id)))
    counts.set(c.counts, row * length)
  })
  return {
    words: new ort.Tensor('int64', words, [some.length, length]),
    counts: new ort.Tensor('float32', counts, [some.length, length])
  }
}

function adapters() {
  if (!manifest.adapters.file) return {}
  const bytes = readFileSync(join(folder, manifest.adapters.file))
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
  const size = manifest.adapters.lora_a.reduce((a, b) => a * b, 1)
  return {
    lora_a: new ort.Tensor('float32', all.slice(0, size), manifest.adapters.lora_a),
    lora_b: new ort.Tensor('float32', all.slice(size), manifest.adapters.lora_b)
  }
}

const cosine = (a, b) => {
  let ab = 0, aa = 0, bb = 0
  for (let i = 0; i < a.length; i++) { ab += a[i] * b[i]; aa += a[i] * a[i]; bb += b[i] * b[i] }
  return aa === 0 && bb === 0 ? 1 : ab / Math.sqrt(aa * bb)
}

const options = { intraOpNumThreads: threads, graphOptimizationLevel: 'all' }
for (const name of Object.keys(manifest.sha256).filter((n) => /^model.*\.onnx$/.test(n))) {
  const session = await ort.InferenceSession.create(join(folder, name), options)
  const extra = name.includes('unmerged') ? adapters() : {}
  const worst = { dV: 0, dA: 0, dEmotionP: 0, cosine: 1 }
  for (const one of cases) {
    const out = await session.run({ ...feeds([one]), ...extra })
    worst.dV = Math.max(worst.dV, Math.abs(out.vad.data[0] - one.vad[0]))
    worst.dA = Math.max(worst.dA, Math.abs(out.vad.data[1] - one.vad[1]))
    const p = (x) => 1 / (1 + Math.exp(-x))
    one.emotions.forEach((x, i) => (worst.dEmotionP = Math.max(worst.dEmotionP, Math.abs(p(x) - p(out.emotions.data[i])))))
    worst.cosine = Math.min(worst.cosine, cosine(out.embedding.data, one.embedding))
  }
  // batch against single
  const batch = await session.run({ ...feeds(cases.slice(0, 16)), ...extra })
  const batchDv = Math.max(...cases.slice(0, 16).map((c, i) => Math.abs(batch.vad.data[3 * i] - c.vad[0])))
  const some = cases.filter((c) => c.ids.length >= 28 && c.ids.length <= 44).slice(0, 40)
  const times = []
  for (let round = 0; round < 5; round++) {
    for (const one of some) {
      const start = performance.now()
      await session.run({ ...feeds([one]), ...extra })
      times.push(performance.now() - start)
    }
  }
  times.sort((a, b) => a - b)
  const sorted = [...cases].sort((a, b) => a.ids.length - b.ids.length)
  const start = performance.now()
  for (let i = 0; i < sorted.length; i += 32) await session.run({ ...feeds(sorted.slice(i, i + 32)), ...extra })
  const perThousand = ((performance.now() - start) / sorted.length) * 1000
  report[name] = {
    ...worst, batchDv,
    p50: times[times.length >> 1], p95: times[Math.floor(times.length * 0.95)],
    fastest: times[0], msPerThousandTexts: perThousand
  }
  await session.release()
}
writeFileSync(join(folder, 'check-report.json'), JSON.stringify(report, null, 1))
console.log(JSON.stringify(report, (k, v) => (typeof v === 'number' ? Number(v.toPrecision(4)) : v), 1))
