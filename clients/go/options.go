package isnad

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"math"
	"os"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
)

// Option is a setting of a [Client], for [Connect].
type Option func(*settings)

type settings struct {
	timeout        time.Duration
	connectTimeout time.Duration
	tls            *TLS
	metadata       metadata.MD
	dial           []grpc.DialOption
}

// WithTimeout sets the deadline of each call whose context has none: 10 s by default, 0 for none. A deadline of the context takes precedence,
// even if it is later. Streams have only the deadline of their context.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) { s.timeout = timeout }
}

// WithConnectTimeout sets how long [Connect] waits for a server that accepts calls, and how long [Client.AnalyzeMany] waits each time it opens
// its stream: 5 s by default.
func WithConnectTimeout(timeout time.Duration) Option {
	return func(s *settings) { s.connectTimeout = timeout }
}

// WithTLS enables TLS. The files are read when the client connects. For anything that [TLS] does not support, such as certificates that change,
// pass credentials to [WithDialOptions].
func WithTLS(tls TLS) Option {
	return func(s *settings) { s.tls = &tls }
}

// WithMetadata sends metadata with each call, given as alternating keys and values. It panics if the last key has no value. For the same key,
// metadata of a call's context replaces the client's.
func WithMetadata(keysAndValues ...string) Option {
	return func(s *settings) { s.metadata = metadata.Join(s.metadata, metadata.Pairs(keysAndValues...)) }
}

// WithDialOptions passes options to gRPC: interceptors, stats handlers for traces and metrics, keepalive, credentials. They come last and take
// precedence.
func WithDialOptions(options ...grpc.DialOption) Option {
	return func(s *settings) { s.dial = append(s.dial, options...) }
}

// TLS configures how the client authenticates the server and itself. CA, Cert and Key are paths of PEM files.
type TLS struct {
	// CA has the CA certificates for servers; empty for the system's.
	CA string
	// Cert is the client's own certificate, for mTLS; with Key.
	Cert string
	// Key is the private key of Cert.
	Key string
	// ServerName is the name in the server's certificate; empty if it is the target's name.
	ServerName string
}

func (t *TLS) credentials() (credentials.TransportCredentials, error) {
	if t == nil {
		return insecure.NewCredentials(), nil
	}
	config := &tls.Config{ServerName: t.ServerName, MinVersion: tls.VersionTLS12}
	if t.CA != "" {
		authorities, err := os.ReadFile(t.CA)
		if err != nil {
			return nil, fmt.Errorf("isnad: authorities for TLS: %w", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(authorities) {
			return nil, fmt.Errorf("isnad: %s holds no certificate in PEM", t.CA)
		}
	}
	if (t.Cert == "") != (t.Key == "") {
		return nil, errors.New("isnad: mTLS needs both Cert and Key")
	}
	if t.Cert != "" {
		own, err := tls.LoadX509KeyPair(t.Cert, t.Key)
		if err != nil {
			return nil, fmt.Errorf("isnad: certificate for mTLS: %w", err)
		}
		config.Certificates = []tls.Certificate{own}
	}
	return credentials.NewTLS(config), nil
}

// longestReconnect is the longest pause between two attempts to connect. gRPC's default of two minutes would exceed the deadlines of calls that
// wait for a server to come back.
const longestReconnect = 5 * time.Second

func (s *settings) dialOptions() ([]grpc.DialOption, error) {
	credentials, err := s.tls.credentials()
	if err != nil {
		return nil, err
	}
	reconnect := grpc.ConnectParams{Backoff: backoff.DefaultConfig, MinConnectTimeout: longestReconnect}
	reconnect.Backoff.MaxDelay = longestReconnect
	options := []grpc.DialOption{
		grpc.WithTransportCredentials(credentials),
		grpc.WithDefaultServiceConfig(serviceConfig),
		grpc.WithUserAgent("isnad-go/" + Version),
		grpc.WithConnectParams(reconnect),
		grpc.WithDefaultCallOptions(
			// An answer can be 28 times as long as its text, and gRPC's default limit is 4 MiB.
			grpc.MaxCallRecvMsgSize(math.MaxInt),
			grpc.MaxCallSendMsgSize(math.MaxInt),
			// By default, gRPC does not retry calls of more than 256 KiB.
			grpc.MaxRetryRPCBufferSize(math.MaxInt),
		),
	}
	return append(options, s.dial...), nil
}
