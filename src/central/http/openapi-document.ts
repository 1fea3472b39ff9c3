/** The contract as OpenAPI 3.1, made from the zod schemas. */
import { OpenAPIGenerator } from '@orpc/openapi';
import type { OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { centralContract } from '../../contract/central/central-contract.ts';
import { centralVersion } from './router.ts';

export function openapiDocument(): Promise<OpenAPI.Document> {
  return new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(centralContract, {
    info: {
      title: 'Fairline centre',
      version: centralVersion,
      description:
        'Workstation and operations API. Sign in at POST /session and send the token as "Authorization: Bearer …". Recordings go by tus 1.0.0 to /recordings with metadata recordingId, caseId, callId, sha256.',
    },
    servers: [{ url: '/api' }],
    components: { securitySchemes: { desk: { type: 'http', scheme: 'bearer' } } },
    security: [{ desk: [] }],
  });
}
