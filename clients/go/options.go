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

// WithTimeout sets the deadline of each call whose context has none: 10 s by default, 0 for none. A context with a deadline, sooner or later,
// goes before it. Streams have no deadline but that of their context.
func WithTimeout(timeout time.Duration) Option {
	return func(s *settings) { s.timeout = timeout }
}

// WithConnectTimeout sets how long [Connect] waits for a server that takes calls, and [Client.AnalyzeMany] each time that it opens its stream:
// 5 s by default.
func WithConnectTimeout(timeout time.Duration) Option {
	return func(s *settings) { s.connectTimeout = timeout }
}

// WithTLS turns TLS on. The files are read when the client connects; for what [TLS] cannot say, such as certificates that change, give
// credentials to [WithDialOptions].
func WithTLS(tls TLS) Option {
	return func(s *settings) { s.tls = &tls }
}

// WithMetadata sends metadata with each call, given as keys and values in turns; it panics with a key that has no value. Those of a call's own
// context go before those of the client that have the same key.
func WithMetadata(keysAndValues ...string) Option {
	return func(s *settings) { s.metadata = metadata.Join(s.metadata, metadata.Pairs(keysAndValues...)) }
}

// WithDialOptions hands options to gRPC: interceptors, stats handlers for traces and metrics, keepalive, credentials. They come last, and count.
func WithDialOptions(options ...grpc.DialOption) Option {
	return func(s *settings) { s.dial = append(s.dial, options...) }
}

// TLS says how a client knows the server, and shows who it is itself. CA, Cert and Key are paths of files in PEM.
type TLS struct {
	// CA holds the authorities that sign servers; empty for those of the system.
	CA string
	// Cert is the client's own certificate, for mTLS; with Key.
	Cert string
	// Key is the private key of Cert.
	Key string
	// ServerName is the name in the server's certificate; empty where it is the target's.
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

// longestReconnect is the longest pause between two attempts to connect. That of gRPC, two minutes, would outlast the deadlines of calls that
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
			// An answer may have 28 times its text, and gRPC takes 4 MiB.
			grpc.MaxCallRecvMsgSize(math.MaxInt),
			grpc.MaxCallSendMsgSize(math.MaxInt),
			// gRPC does not make calls of more than 256 KiB again.
			grpc.MaxRetryRPCBufferSize(math.MaxInt),
		),
	}
	return append(options, s.dial...), nil
}
