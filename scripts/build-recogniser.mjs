/**
 * Takes vosk-browser's inlined worker apart into src/renderer/public/vosk/{vosk.worker.js,vosk.wasm}, so that a strict
 * content security policy holds: three embind functions made code from text and are rewritten; the model is fetched at each
 * load instead of kept in IndexedDB (nothing to poison, nothing stale), and its unpacked copy is freed once it is read.
 * Throws when the pinned package is not the one this was written for. Measurements: docs/speech.md.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const wasmSha256 = '0f13920e74cb122d3f879b9bbfc9ad36b5f3d979a5f0510b7e2622767300a4ef';
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const rewritten = [
  ['createNamedFunction', 'var ', `function createNamedFunction(name,body){name=makeLegalFunctionName(name);return {[name]:function(){return body.apply(this,arguments)}}[name]}`],
  [
    'craftInvokerFunction',
    'function heap32VectorToArray',
    `function craftInvokerFunction(humanName,argTypes,classType,cppInvokerFunc,cppTargetFunc){
var argCount=argTypes.length;if(argCount<2){throwBindingError("argTypes array size mismatch! Must at least get return value and 'this' types!");}
var isM=argTypes[1]!==null&&classType!==null;var stack=false;for(var i=1;i<argTypes.length;++i){if(argTypes[i]!==null&&argTypes[i].destructorFunction===undefined){stack=true;break}}
var returns=argTypes[0].name!=="void";var n=argCount-2;
return function(){if(arguments.length!==n){throwBindingError("function "+humanName+" called with "+arguments.length+" arguments, expected "+n+" args!")}
var d=stack?[]:null;var call=[cppTargetFunc];if(isM)call.push(argTypes[1].toWireType(d,this));for(var i=0;i<n;++i)call.push(argTypes[i+2].toWireType(d,arguments[i]));
var rv=cppInvokerFunc.apply(null,call);if(stack){runDestructors(d)}else{for(var i=isM?1:2;i<argTypes.length;++i){if(argTypes[i].destructorFunction!==null)argTypes[i].destructorFunction(call[isM?i:i-1])}}
if(returns)return argTypes[0].fromWireType(rv)}}`,
  ],
  [
    '__emval_get_method_caller',
    'function __emval_incref',
    `function __emval_get_method_caller(argCount,argTypes){
var types=__emval_lookupTypes(argCount,argTypes);var retType=types[0];var n=argCount-1;
return __emval_addMethodCaller(function(handle,name,destructors,args){var a=[],off=0;for(var i=0;i<n;++i){a.push(types[i+1].readValueFromPointer(args+off));off+=types[i+1]["argPackAdvance"]}
var rv=handle[name].apply(handle,a);for(var i=0;i<n;++i){if(types[i+1]["deleteObject"])types[i+1].deleteObject(a[i])}if(!retType.isVoid)return retType.toWireType(destructors,rv)})}`,
  ],
];
const freeUnpacked =
  '{const FS=this.Vosk.FS,rm=p=>{for(const n of FS.readdir(p)){if(n==="."||n==="..")continue;const q=p+"/"+n;if(FS.isDir(FS.stat(q).mode)){rm(q);FS.rmdir(q)}else FS.unlink(q)}};rm(modelPath);}';

export function buildRecogniser(target = join(root, 'src', 'renderer', 'public', 'vosk')) {
  const source = readFileSync(join(root, 'node_modules', 'vosk-browser', 'dist', 'vosk.js'), 'utf8');
  const mark = join(target, 'made-from.txt');
  const made = createHash('sha256')
    .update(source)
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made && existsSync(join(target, 'vosk.wasm'))) return 'there';
  const inlined = [...source.matchAll(/createBase64WorkerFactory\('([A-Za-z0-9+/=]+)'/g)];
  if (inlined.length !== 1) throw new Error('vosk-browser: the worker is not where it was');
  let worker = Buffer.from(inlined[0][1], 'base64').toString('utf8');
  for (const [name, next, code] of rewritten) {
    const from = worker.indexOf(`function ${name}(`);
    const to = worker.indexOf(next, from);
    if (from < 0 || to < 0 || worker.includes(`function ${name}(`, from + 1)) throw new Error(`vosk-browser: there is no single ${name}`);
    worker = worker.slice(0, from) + code + worker.slice(to);
  }
  if (/new Function\(|new_\(Function/.test(worker)) throw new Error('vosk-browser: code from text is left');
  const begin = 'wasmBinaryFile="data:application/octet-stream;base64,';
  const at = worker.indexOf(begin);
  const end = worker.indexOf('"', at + begin.length);
  if (at < 0) throw new Error('vosk-browser: the wasm is not where it was');
  const wasm = Buffer.from(worker.slice(at + begin.length, end), 'base64');
  if (createHash('sha256').update(wasm).digest('hex') !== wasmSha256) throw new Error('vosk-browser: the wasm is another one');
  worker = `${worker.slice(0, at)}wasmBinaryFile="vosk.wasm${worker.slice(end)}`;
  const once = (from, to) => {
    if (worker.split(from).length !== 2) throw new Error(`vosk-browser: not exactly once: ${from}`);
    worker = worker.replace(from, () => to);
  };
  once('this.Vosk.FS.mount(this.Vosk.IDBFS, {}, storagePath);', '');
  once('return this.Vosk.syncFilesystem(true);', '');
  once('return this.Vosk.syncFilesystem(false);', '');
  once('this.logger.verbose(`Model created`);', freeUnpacked);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'vosk.worker.js'), worker);
  writeFileSync(join(target, 'vosk.wasm'), wasm);
  writeFileSync(mark, made);
  return 'made';
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) process.stdout.write(`recogniser: ${buildRecogniser()}\n`);
