// scripts/generate makes this from deploy/grpc-service-config.json.
export const serviceConfig = {
  "loadBalancingConfig": [
    {
      "round_robin": {}
    }
  ],
  "healthCheckConfig": {
    "serviceName": "isnad.v1.TextService"
  },
  "methodConfig": [
    {
      "name": [
        {
          "service": "isnad.v1.TextService"
        }
      ],
      "timeout": "10s",
      "waitForReady": true,
      "retryPolicy": {
        "maxAttempts": 5,
        "initialBackoff": "0.05s",
        "maxBackoff": "1s",
        "backoffMultiplier": 2,
        "retryableStatusCodes": [
          "UNAVAILABLE",
          "RESOURCE_EXHAUSTED"
        ]
      }
    },
    {
      "name": [
        {
          "service": "isnad.v1.TextService",
          "method": "AnalyzeStream"
        }
      ],
      "waitForReady": true
    }
  ],
  "retryThrottling": {
    "maxTokens": 100,
    "tokenRatio": 0.1
  }
} as const;
