package main

import (
	"context"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"isnad/clients/go/isnadpb"
)

const warmUp = 50

// overhead times the client against the bare stub in turns, each with a separate connection.
func (p *player) overhead(s step) (fields, error) {
	connection, err := grpc.NewClient(p.target, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return nil, err
	}
	defer connection.Close()
	request := &isnadpb.AnalyzeRequest{Text: s.Text}
	calls := []func(context.Context, *isnadpb.AnalyzeRequest, ...grpc.CallOption) (*isnadpb.AnalyzeResponse, error){
		p.client.Analyze, isnadpb.NewTextServiceClient(connection).Analyze,
	}
	times := make([][]time.Duration, len(calls))
	for turn := range warmUp + s.Calls {
		for which, call := range calls {
			began := time.Now()
			if _, err := call(context.Background(), request); err != nil {
				return nil, err
			}
			if turn >= warmUp {
				times[which] = append(times[which], time.Since(began))
			}
		}
	}
	client, stub := median(times[0]), median(times[1])
	return fields{"client": client, "stub": stub, "ratio": client / stub}, nil
}

// median returns the median in microseconds.
func median(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2].Nanoseconds()) / 1000
}
