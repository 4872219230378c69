package isnad

import "isnad/clients/go/isnadpb"

// Slice is the part of a text over which a span lies: text[start:end]. It is empty for a nil span, such as a mention that is absent.
//
// The text is the one of the request. Offsets count bytes of UTF-8, as indexes of Go's strings do: a request that names no offset encoding
// gets them. Like a slice expression it panics with a span that does not lie within the text.
//
//	for _, quote := range answer.GetQuotes() {
//		for _, part := range quote.GetContent() {
//			fmt.Println(isnad.Slice(page, part))
//		}
//	}
func Slice(text string, span *isnadpb.Span) string {
	return text[span.GetStart():span.GetEnd()]
}
