package isnad

import (
	spb "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"isnad/clients/go/isnadpb"
)

// The number of the field error, of AnalyzeStreamResponse and of TraceError alike. Here it is read and written by its number, because isnadpb
// may be generated without the fields whose types are in google.rpc; what it does not know a message keeps as it came.
const errorField protowire.Number = 3

// refusal is the error in an answer that holds no analysis.
func refusal(answer *isnadpb.AnalyzeStreamResponse) *Error {
	// What was just read from the wire can be written.
	rest, _ := proto.Marshal(answer)
	for len(rest) > 0 {
		number, kind, length := protowire.ConsumeTag(rest)
		size := protowire.ConsumeFieldValue(number, kind, rest[length:])
		if number == errorField {
			content, _ := protowire.ConsumeBytes(rest[length:])
			var refused spb.Status
			if proto.Unmarshal(content, &refused) == nil {
				return ofStatus(status.FromProto(&refused))
			}
		}
		rest = rest[length+size:]
	}
	return ofStatus(status.New(codes.Unknown, "the answer holds neither an analysis nor an error"))
}

// replace puts another error into one that came.
func replace(it *isnadpb.TraceError, fault *Error) {
	wire, _ := proto.Marshal(&isnadpb.TraceError{Index: it.GetIndex(), Id: it.GetId()})
	content, _ := proto.Marshal(fault.status.Proto())
	wire = protowire.AppendTag(wire, errorField, protowire.BytesType)
	_ = proto.Unmarshal(protowire.AppendBytes(wire, content), it)
}
