// The player of this client, which performs the steps of clients/README.md, one per line.
package main

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
)

// step is one line of the input. Absent fields are zero.
type step struct {
	Op               string
	Target           string
	TimeoutMs        *int
	ConnectTimeoutMs *int
	TLS              *struct{ CA, Cert, Key, ServerName string }
	Metadata         map[string]string
	Method           string
	Request          json.RawMessage
	CancelAfterMs    *int
	Documents        []json.RawMessage
	InFlight         *int
	ConsumeDelayMs   int
	CancelAfter      int
	Calls            int
	Text             string
}

func main() {
	in, out := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	say := func(line any) {
		if err := out.Encode(line); err != nil {
			log.Fatal(err)
		}
	}
	say(map[string]string{"player": "go", "unit": "utf8"})
	player := newPlayer()
	for {
		var next step
		if err := in.Decode(&next); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			log.Fatal(err)
		}
		if done, err := player.do(next); err != nil {
			say(map[string]any{"error": told(err)})
		} else {
			say(map[string]any{"ok": done})
		}
	}
}
