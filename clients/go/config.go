package isnad

import (
	_ "embed"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"google.golang.org/grpc/codes"
)

// shipped is deploy/grpc-service-config.json.
//
//go:embed service_config.json
var shipped []byte

// serviceConfig is the part of it for gRPC, and retry the part that this package uses to reopen streams.
var serviceConfig, retry = load(shipped)

// retryPolicy defines which errors are retried, and when.
type retryPolicy struct {
	MaxAttempts          int
	InitialBackoff       duration
	MaxBackoff           duration
	BackoffMultiplier    float64
	RetryableStatusCodes []codes.Code
}

// duration is written as in proto3 JSON: "0.05s".
type duration time.Duration

func (d *duration) UnmarshalText(text []byte) error {
	read, err := time.ParseDuration(string(text))
	*d = duration(read)
	return err
}

// load parses the service config. It leaves out the deadlines, because they would cap those of callers.
func load(config []byte) (string, retryPolicy) {
	var policies struct {
		MethodConfig []struct{ RetryPolicy retryPolicy }
	}
	var whole map[string]any
	for _, into := range []any{&policies, &whole} {
		if err := json.Unmarshal(config, into); err != nil {
			panic("isnad: service_config.json: " + err.Error())
		}
	}
	for _, method := range whole["methodConfig"].([]any) {
		delete(method.(map[string]any), "timeout")
	}
	rest, err := json.Marshal(whole)
	if err != nil {
		panic("isnad: service_config.json: " + err.Error())
	}
	return string(rest), policies.MethodConfig[0].RetryPolicy
}

func (p retryPolicy) mends(code codes.Code) bool {
	return slices.Contains(p.RetryableStatusCodes, code)
}

// pause returns the time until the next attempt after this many failures: the delay that the server requests, or exponential back-off; with
// jitter.
func (p retryPolicy) pause(failures int, wanted time.Duration) time.Duration {
	if wanted > 0 {
		return wanted
	}
	longest := min(float64(p.InitialBackoff)*math.Pow(p.BackoffMultiplier, float64(failures-1)), float64(p.MaxBackoff))
	return time.Duration(longest * (1 + rand.Float64()) / 2)
}
